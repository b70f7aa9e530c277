#pragma once
// What one loss leaves of the nodes, by role, and how each zone is reached: the facts of a plan without a quorum.
#include <vector>

#include "planner/model/topology.hpp"

namespace planner {

struct DomainLoss {
  DomainIndex domain = 0;
  RoleCounts lost;
  RoleCounts left;
};

/// One an entry of Topology::domains, in their order.
std::vector<DomainLoss> single_losses(const Topology& topology);

/// How clients reach the service hosts of a zone.
struct ZoneEntry {
  PlaceIndex zone = 0;
  int loadbalancers = 0;  // nodes of that role in the zone
  int services = 0;       // service hosts behind them
  bool managed = false;   // an endpoint of the zone or of a place above it
};

/// Every zone that holds service hosts, in place order.
std::vector<ZoneEntry> zone_entries(const Topology& topology);

}  // namespace planner
