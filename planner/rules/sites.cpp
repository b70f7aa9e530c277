#include "planner/rules/sites.hpp"

#include <algorithm>

namespace planner {
namespace {

bool outside_swarm(const Topology& topology, PlaceIndex index) {
  const Place& place = place_at(topology, index);
  if (place.edge) return true;
  return place.level == Level::group &&
         std::ranges::all_of(place.children, [&](PlaceIndex child) { return outside_swarm(topology, child); });
}

}  // namespace

const Place& place_at(const Topology& topology, PlaceIndex index) {
  return topology.places[static_cast<std::size_t>(index)];
}

std::vector<PlaceIndex> sites_of(const Topology& topology, Level level) {
  std::vector<PlaceIndex> sites;
  for (std::size_t i = 0; i < topology.places.size(); ++i) {
    const auto index = static_cast<PlaceIndex>(i);
    if (topology.places[i].level == level && !outside_swarm(topology, index)) sites.push_back(index);
  }
  return sites;
}

}  // namespace planner
