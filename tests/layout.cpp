#include "tests/layout.hpp"

#include <algorithm>

namespace planner::test {
namespace {

PlaceIndex place_at(Topology& topology, const std::string& id, Level level, std::optional<PlaceIndex> parent,
                    int line) {
  for (std::size_t i = 0; i < topology.places.size(); ++i)
    if (topology.places[i].id == id) return static_cast<PlaceIndex>(i);
  Place place;
  place.id = id;
  place.name = id.substr(id.rfind('.') == std::string::npos ? 0 : id.rfind('.') + 1);
  place.level = level;
  place.parent = parent;
  place.where = {line, 1, 1};
  place.first_node = static_cast<int>(topology.nodes.size());
  place.first_pool = static_cast<int>(topology.pools.size());
  topology.places.push_back(place);
  const int index = static_cast<int>(topology.places.size()) - 1;
  if (parent) topology.places[static_cast<std::size_t>(*parent)].children.push_back(index);
  return index;
}

void add_pool(Topology& topology, PlaceIndex zone, Role role, int count, bool drained, bool in_swarm) {
  if (count == 0) return;
  Pool pool;
  pool.place = zone;
  pool.role = role;
  pool.availability = drained ? Availability::drain : Availability::active;
  pool.in_swarm = in_swarm;
  pool.count = pool.node_count = count;
  pool.first_node = static_cast<int>(topology.nodes.size());
  pool.where = topology.places[static_cast<std::size_t>(zone)].where;
  std::string prefix = topology.places[static_cast<std::size_t>(zone)].id;
  std::replace(prefix.begin(), prefix.end(), '.', '-');
  topology.pools.push_back(pool);
  for (int i = 1; i <= count; ++i)
    topology.nodes.push_back({prefix + "-" + std::string(name_of(role)) + "-" + std::to_string(i),
                              static_cast<int>(topology.pools.size()) - 1, "", ""});
  for (std::optional<PlaceIndex> at = zone; at; at = topology.places[static_cast<std::size_t>(*at)].parent) {
    topology.places[static_cast<std::size_t>(*at)].node_count += count;
    topology.places[static_cast<std::size_t>(*at)].pool_count += 1;
  }
}

std::vector<std::string> prefixes(const std::string& id) {
  std::vector<std::string> result;
  for (std::size_t dot = id.find('.'); dot != std::string::npos; dot = id.find('.', dot + 1))
    result.push_back(id.substr(0, dot));
  result.push_back(id);
  return result;
}

void finish(Cluster& cluster) {
  Topology& topology = cluster.topology;
  for (std::size_t i = 0; i < topology.places.size(); ++i) {
    const Place& place = topology.places[i];
    topology.domains.push_back(
        {place.id, std::string(name_of(place.level)), static_cast<PlaceIndex>(i), {}, {}, place.where});
  }
  for (Level level : {Level::group, Level::region, Level::zone, Level::rack})
    if (count_places(topology, level) > 0) topology.levels.emplace_back(name_of(level));
  topology.levels.emplace_back("node");
}

}  // namespace

Cluster layout(const std::vector<ZoneLine>& zones) {
  Cluster cluster;
  cluster.name = "test";
  bool any_worker = false;
  for (const ZoneLine& zone : zones) {
    any_worker = any_worker || zone.workers > 0;
    if (zone.services > 0) cluster.control = Control::decentralized;
  }
  const bool in_swarm = cluster.control == Control::centralized;
  int line = 1;
  for (const ZoneLine& zone : zones) {
    ++line;
    const std::vector<std::string> ids = prefixes(zone.id);
    std::optional<PlaceIndex> parent;
    for (std::size_t i = 0; i < ids.size(); ++i) {
      const std::size_t level = i + (ids.size() == 2 ? 1 : 0);
      parent = place_at(cluster.topology, ids[i], static_cast<Level>(level), parent, line);
    }
    add_pool(cluster.topology, *parent, Role::manager, zone.managers, any_worker, in_swarm);
    add_pool(cluster.topology, *parent, Role::loadbalancer, zone.loadbalancers, false, in_swarm);
    add_pool(cluster.topology, *parent, Role::worker, zone.workers, false, in_swarm);
    add_pool(cluster.topology, *parent, Role::service, zone.services, false, in_swarm);
  }
  finish(cluster);
  return cluster;
}

void declare_domain(Cluster& cluster, const std::string& level, const std::string& id,
                    const std::vector<std::string>& places) {
  Topology& topology = cluster.topology;
  FailureDomain domain{id, level, std::nullopt, {}, {}, {1, 1, 1}};
  for (const std::string& name : places)
    for (const FailureDomain& other : topology.domains)
      if (other.id == name) {
        const std::vector<NodeIndex> nodes = nodes_of(topology, other);
        domain.nodes.insert(domain.nodes.end(), nodes.begin(), nodes.end());
      }
  std::sort(domain.nodes.begin(), domain.nodes.end());
  domain.nodes.erase(std::unique(domain.nodes.begin(), domain.nodes.end()), domain.nodes.end());
  topology.domains.push_back(domain);
  if (std::find(topology.levels.begin(), topology.levels.end(), level) == topology.levels.end())
    topology.levels.insert(topology.levels.end() - 1, level);
}

Cluster documents_layout() {
  return layout({{"us.west.az-1", 1, 1, 10},
                 {"us.west.az-3", 2, 1, 10},
                 {"us.east.az-1", 2, 1, 10},
                 {"us.east.az-3", 1, 1, 10},
                 {"eu.north.az-1", 1, 1, 10},
                 {"eu.north.az-3", 2, 1, 10},
                 {"eu.south.az-1", 2, 1, 10},
                 {"eu.south.az-3", 1, 1, 10}});
}

}  // namespace planner::test
