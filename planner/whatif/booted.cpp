#include "planner/whatif/booted.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace planner {
namespace {

std::size_t at(int index) { return static_cast<std::size_t>(index); }

/// Which nodes stay, by node.
std::vector<bool> kept_nodes(const Topology& topology, const std::map<Role, int>& at_most) {
  std::vector<bool> kept(topology.nodes.size(), true);
  std::map<std::pair<PlaceIndex, Role>, int> taken;
  for (const Pool& pool : topology.pools) {
    const auto limit = at_most.find(pool.role);
    if (limit == at_most.end() || pool.role == Role::manager || !pool.in_swarm) continue;
    int& count = taken[{ancestor(topology, pool.place, Level::zone).value_or(pool.place), pool.role}];
    for (NodeIndex node = pool.first_node; node < pool.first_node + pool.node_count; ++node)
      kept[at(node)] = ++count <= limit->second;
  }
  return kept;
}

/// Made up, out of the range for tests of networks (RFC 2544), which no machine should have.
std::string made_up_address(int number) {
  constexpr int kLast = 250;
  return fmt::format("198.{}.{}.{}", 18 + number / kLast / 250, number / kLast % 250, 1 + number % kLast);
}

bool is_ipv4(const std::string& address) {
  return !address.empty() && address.find_first_not_of("0123456789.") == std::string::npos;
}

}  // namespace

Cluster shrink(const Cluster& cluster, const std::map<Role, int>& at_most) {
  Cluster small = cluster;
  Topology& topology = small.topology;
  const std::vector<bool> kept = kept_nodes(cluster.topology, at_most);
  std::vector<NodeIndex> now(kept.size() + 1, 0);  // where a node stands then, or the next one that stays
  for (std::size_t i = 0; i < kept.size(); ++i) now[i + 1] = now[i] + (kept[i] ? 1 : 0);
  topology.nodes.clear();
  for (std::size_t i = 0; i < kept.size(); ++i)
    if (kept[i]) topology.nodes.push_back(cluster.topology.nodes[i]);
  for (Pool& pool : topology.pools) {
    const NodeIndex first = now[at(pool.first_node)];
    pool.node_count = now[at(pool.first_node + pool.node_count)] - first;
    pool.first_node = first;
    pool.count = pool.node_count;
    pool.scaling.reset();
  }
  for (Place& place : topology.places) {
    const NodeIndex first = now[at(place.first_node)];
    place.node_count = now[at(place.first_node + place.node_count)] - first;
    place.first_node = first;
  }
  for (FailureDomain& domain : topology.domains) {
    std::vector<NodeIndex> nodes;
    for (const NodeIndex node : domain.nodes)
      if (kept[at(node)]) nodes.push_back(now[at(node)]);
    domain.nodes = std::move(nodes);
  }
  return small;
}

std::vector<RehearsedEngine> engines_of(const Cluster& cluster) {
  const Topology& topology = cluster.topology;
  std::vector<RehearsedEngine> engines;
  bool usable = true;  // the addresses of the spec
  std::set<std::string> taken;
  for (const Node& node : topology.nodes) {
    const Pool& pool = topology.pools[at(node.pool)];
    if (!pool.in_swarm) continue;
    const PlaceIndex zone = ancestor(topology, pool.place, Level::zone).value_or(pool.place);
    engines.push_back({node.id, node.address, true, topology.places[at(zone)].id, pool.role});
    if (node.address.empty()) continue;
    usable = usable && is_ipv4(node.address) && taken.insert(node.address).second;
  }
  if (!usable) taken.clear();
  int number = 0;
  for (RehearsedEngine& engine : engines) {
    if (usable && !engine.address.empty()) continue;
    engine.address_given = false;
    do engine.address = made_up_address(number++);
    while (taken.contains(engine.address));
  }
  return engines;
}

std::vector<std::string> zones_of(const std::vector<RehearsedEngine>& engines) {
  std::vector<std::string> zones;
  for (const RehearsedEngine& engine : engines)
    if (std::ranges::find(zones, engine.zone) == zones.end()) zones.push_back(engine.zone);
  return zones;
}

}  // namespace planner
