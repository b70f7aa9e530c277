#include "planner/spec/host_names.hpp"

#include <algorithm>

namespace planner {
namespace {

std::string dashed(const Topology& topology, PlaceIndex place, Level level, Level neighbour) {
  std::optional<PlaceIndex> at = ancestor(topology, place, level);
  if (!at) at = ancestor(topology, place, neighbour);
  std::string id = topology.places[static_cast<std::size_t>(at.value_or(place))].id;
  std::replace(id.begin(), id.end(), '.', '-');
  return id;
}

}  // namespace

HostPattern expand_pattern(const Topology& topology, const std::string& cluster, std::string_view pattern,
                           PlaceIndex place, Role role) {
  HostPattern result{{""}};
  while (!pattern.empty()) {
    const std::size_t open = pattern.find('{');
    result.pieces.back() += pattern.substr(0, open);
    if (open == std::string_view::npos) break;
    const std::size_t close = pattern.find('}', open);
    const std::string_view name = pattern.substr(open + 1, close - open - 1);
    if (name == "cluster") result.pieces.back() += cluster;
    if (name == "group") result.pieces.back() += dashed(topology, place, Level::group, Level::region);
    if (name == "region") result.pieces.back() += dashed(topology, place, Level::region, Level::region);
    if (name == "zone") result.pieces.back() += dashed(topology, place, Level::zone, Level::zone);
    if (name == "rack") result.pieces.back() += dashed(topology, place, Level::rack, Level::zone);
    if (name == "role") result.pieces.back() += name_of(role);
    if (name == "index") result.pieces.emplace_back();
    pattern.remove_prefix(close + 1);
  }
  return result;
}

std::string host_name(const HostPattern& pattern, int index) {
  std::string name = pattern.pieces.front();
  for (std::size_t i = 1; i < pattern.pieces.size(); ++i) {
    name += std::to_string(index);
    name += pattern.pieces[i];
  }
  return name;
}

}  // namespace planner
