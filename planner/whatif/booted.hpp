#pragma once
// The layout as a rehearsal boots it: nodes with names and addresses, no more of a role in a zone than asked for.
#include <map>
#include <string>
#include <vector>

#include "planner/model/cluster.hpp"
#include "planner/model/rehearsal.hpp"

namespace planner {

/// The same layout with fewer nodes: of each zone and role the first ones stay. Pools that scale by themselves lose
/// their nodes: they have no names, and join by themselves.
Cluster shrink(const Cluster& cluster, const std::map<Role, int>& at_most);

/// Every node of the Swarm, in node order.
std::vector<RehearsedEngine> engines_of(const Cluster& cluster);

/// Zones with an engine, in place order.
std::vector<std::string> zones_of(const std::vector<RehearsedEngine>& engines);

}  // namespace planner
