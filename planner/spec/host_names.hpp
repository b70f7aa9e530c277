#pragma once
// Host names of counted nodes, from a pattern such as {zone}-{role}-{index}.
#include <string>
#include <string_view>
#include <vector>

#include "planner/model/topology.hpp"

namespace planner {

/// The pattern with everything filled in but {index}, which stands between the pieces.
struct HostPattern {
  std::vector<std::string> pieces;  // one: the pattern has no {index}
};

/// Places are full ids with '-' for '.'; an absent level repeats its neighbour (no group: the region; no rack: the
/// zone).
HostPattern expand_pattern(const Topology& topology, const std::string& cluster, std::string_view pattern,
                           PlaceIndex place, Role role);

std::string host_name(const HostPattern& pattern, int index);

}  // namespace planner
