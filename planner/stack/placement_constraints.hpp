#pragma once
// The constraints that put a service where the spec says, and the nodes that satisfy them.
#include <string>
#include <vector>

#include "planner/model/service.hpp"
#include "planner/model/topology.hpp"
#include "planner/swarm/node_match.hpp"

namespace planner {

/// What the Swarm's nodes are, as far as constraints need it.
struct SwarmNodes {
  std::vector<Role> roles;         // those that some node has; sorted
  std::vector<std::string> archs;  // as engines report them, of those that some node declares; sorted
  std::vector<std::string> levels;
};

SwarmNodes swarm_nodes(const Topology& topology);

/// Role, then the user's own, then architecture.
std::vector<std::string> constraints_of(const Service& service, const SwarmNodes& nodes);

/// What constraints find on the nodes of a pool, but for their names; `levels` is level_labels(topology).
NodeAttributes pool_attributes(const Topology& topology, PoolIndex pool, const std::vector<std::string>& levels);

/// Can a task of the service run on some node of the pool? Role, availability, architecture and the user's constraints
/// count, resources and ports do not. What the spec cannot know (node.id, engine.labels …) is taken to hold.
bool is_eligible(const Topology& topology, PoolIndex pool, const Service& service, const SwarmNodes& nodes);

}  // namespace planner
