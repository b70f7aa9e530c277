#pragma once
// Services for a spec that has none, so that its stack can be deployed and looked at.
#include <vector>

#include "planner/model/service.hpp"
#include "planner/model/topology.hpp"

namespace planner {

/// `loadbalancer`: Traefik on every load-balancer node (else every worker, else every manager), ports 80 and 443 of the
/// node itself. It needs no Docker socket, which only a manager could give it: one fixed route leads to `app`, port 80.
/// `app`: an image that is named at deploy time, one replica a zone, two at least.
std::vector<Service> stand_in_services(const Topology& topology);

}  // namespace planner
