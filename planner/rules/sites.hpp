#pragma once
// Places where managers may stand, for rules that count them.
#include <vector>

#include "planner/model/topology.hpp"

namespace planner {

/// Places of the level that are no edge and do not consist of edges alone, in the order of the topology.
std::vector<PlaceIndex> sites_of(const Topology& topology, Level level);

const Place& place_at(const Topology& topology, PlaceIndex index);

}  // namespace planner
