#pragma once
// The Swarm of a spec as its scheduler sees it: every node with the labels that the plan gives it, every service of the
// stack as it is deployed, and which of them a failure takes.
#include <vector>

#include "planner/placement/layout.hpp"
#include "planner/stack/stack.hpp"
#include "planner/whatif/simulation.hpp"

namespace planner {

struct SwarmLayout {
  placement::Layout layout;        // zones of its nodes are indices into `zones`
  std::vector<PlaceIndex> zones;   // every zone that has a node, in place order
  std::vector<int> down, drained;  // nodes of the layout: dead or out of the leader's reach; drained, and neither
  std::vector<int> dead;           // of `down` those that really died; all of it where nothing is cut
};

/// Pools that scale by themselves are there with their least number of nodes. What a spec does not say counts as
/// without limit (cpus, memory) or as fitting (node.id, engine labels, platforms).
SwarmLayout swarm_layout(const Cluster& cluster, const Stack& stack, const Failure& failure,
                         const Simulation& simulation);

}  // namespace planner
