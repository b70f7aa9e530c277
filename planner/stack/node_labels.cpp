#include "planner/stack/node_labels.hpp"

#include <algorithm>
#include <array>

namespace planner {
namespace {

constexpr std::array<Level, 4> kLabelled = {Level::group, Level::region, Level::zone, Level::rack};

const std::string& id_at(const Topology& topology, PlaceIndex place, std::string_view level) {
  const std::string* nearest = &topology.places[static_cast<std::size_t>(place)].id;
  for (std::optional<PlaceIndex> at = place; at;) {
    const Place& here = topology.places[static_cast<std::size_t>(*at)];
    if (name_of(here.level) == level) return here.id;
    if (level == "group") nearest = &here.id;
    at = here.parent;
  }
  return *nearest;
}

}  // namespace

std::vector<std::string> level_labels(const Topology& topology) {
  std::array<bool, kLabelled.size()> used{};
  for (const Pool& pool : topology.pools) {
    if (!pool.in_swarm || (pool.count == 0 && !pool.scaling)) continue;
    for (std::optional<PlaceIndex> at = pool.place; at; at = topology.places[static_cast<std::size_t>(*at)].parent)
      used[static_cast<std::size_t>(topology.places[static_cast<std::size_t>(*at)].level)] = true;
  }
  std::vector<std::string> levels;
  for (const Level level : kLabelled)
    if (used[static_cast<std::size_t>(level)]) levels.emplace_back(name_of(level));
  return levels;
}

Labels labels_of_pool(const Topology& topology, PoolIndex index, const std::vector<std::string>& levels) {
  const Pool& pool = topology.pools[static_cast<std::size_t>(index)];
  if (!pool.in_swarm) return {};
  Labels labels = pool.labels;
  for (const std::string& level : levels) labels.emplace_back(level, id_at(topology, pool.place, level));
  labels.emplace_back("role", name_of(pool.role));
  std::sort(labels.begin(), labels.end());
  return labels;
}

Labels labels_of_pool(const Topology& topology, PoolIndex pool) {
  return labels_of_pool(topology, pool, level_labels(topology));
}

}  // namespace planner
