#include "planner/rules/task_nodes.hpp"

#include "planner/rules/sites.hpp"

namespace planner {
namespace {

int count_of(const Topology& topology, const Place& place, Role role) {
  int count = 0;
  for (int i = 0; i < place.pool_count; ++i) {
    const Pool& pool = topology.pools[static_cast<std::size_t>(place.first_pool + i)];
    if (pool.role == role) count += pool.scaling ? std::max(1, pool.count) : pool.count;
  }
  return count;
}

}  // namespace

TaskNodes task_nodes(const Cluster& cluster) {
  const Topology& topology = cluster.topology;
  TaskNodes nodes;
  if (cluster.control == Control::decentralized)
    nodes.role = Role::service;
  else if (count_roles(topology).worker == 0)
    nodes.role = Role::manager;
  for (const PlaceIndex index : sites_of(topology, Level::region)) {
    const int count = count_of(topology, place_at(topology, index), nodes.role);
    if (count == 0) continue;
    nodes.count += count;
    nodes.regions.push_back(place_at(topology, index).id);
  }
  return nodes;
}

}  // namespace planner
