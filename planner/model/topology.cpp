#include "planner/model/topology.hpp"

#include <algorithm>
#include <numeric>

#include "planner/model/cluster.hpp"

namespace planner {

std::string_view name_of(Level level) {
  switch (level) {
    case Level::group: return "group";
    case Level::region: return "region";
    case Level::zone: return "zone";
    case Level::rack: return "rack";
    case Level::node: break;
  }
  return "node";
}

std::string_view name_of(Role role) {
  switch (role) {
    case Role::manager: return "manager";
    case Role::loadbalancer: return "loadbalancer";
    case Role::worker: return "worker";
    case Role::service: break;
  }
  return "service";
}

std::string_view name_of(Availability availability) {
  return availability == Availability::active ? "active" : "drain";
}

std::string_view name_of(Control control) { return control == Control::centralized ? "centralized" : "decentralized"; }

namespace {

const Pool& pool_of(const Topology& topology, NodeIndex node) {
  return topology.pools[static_cast<std::size_t>(topology.nodes[static_cast<std::size_t>(node)].pool)];
}

}  // namespace

void add(RoleCounts& counts, Role role, int count) {
  switch (role) {
    case Role::manager: counts.manager += count; break;
    case Role::loadbalancer: counts.loadbalancer += count; break;
    case Role::worker: counts.worker += count; break;
    case Role::service: counts.service += count; break;
  }
}

Role role_of(const Topology& topology, NodeIndex node) { return pool_of(topology, node).role; }

PlaceIndex place_of(const Topology& topology, NodeIndex node) { return pool_of(topology, node).place; }

std::optional<PlaceIndex> ancestor(const Topology& topology, PlaceIndex place, Level level) {
  for (std::optional<PlaceIndex> at = place; at;) {
    const Place& here = topology.places[static_cast<std::size_t>(*at)];
    if (here.level == level) return at;
    at = here.parent;
  }
  return std::nullopt;
}

std::vector<NodeIndex> managers_of(const Topology& topology) {
  std::vector<NodeIndex> managers;
  for (const Pool& pool : topology.pools) {
    if (pool.role != Role::manager) continue;
    for (int i = 0; i < pool.node_count; ++i) managers.push_back(pool.first_node + i);
  }
  return managers;
}

std::vector<NodeIndex> nodes_of(const Topology& topology, const FailureDomain& domain) {
  if (!domain.place) return domain.nodes;
  const Place& place = topology.places[static_cast<std::size_t>(*domain.place)];
  std::vector<NodeIndex> nodes(static_cast<std::size_t>(place.node_count));
  std::iota(nodes.begin(), nodes.end(), place.first_node);
  return nodes;
}

RoleCounts count_roles(const Topology& topology) {
  RoleCounts counts;
  for (const Pool& pool : topology.pools) add(counts, pool.role, pool.count);
  return counts;
}

RoleCounts count_roles(const Topology& topology, const FailureDomain& domain) {
  RoleCounts counts;
  if (domain.place) {
    const Place& place = topology.places[static_cast<std::size_t>(*domain.place)];
    for (int i = 0; i < place.pool_count; ++i) {
      const Pool& pool = topology.pools[static_cast<std::size_t>(place.first_pool + i)];
      add(counts, pool.role, pool.count);
    }
    return counts;
  }
  for (NodeIndex node : domain.nodes) add(counts, role_of(topology, node), 1);
  for (PoolIndex index : domain.pools) {
    const Pool& pool = topology.pools[static_cast<std::size_t>(index)];
    add(counts, pool.role, pool.count);
  }
  return counts;
}

int count_places(const Topology& topology, Level level) {
  return static_cast<int>(
      std::count_if(topology.places.begin(), topology.places.end(), [&](const Place& p) { return p.level == level; }));
}

}  // namespace planner
