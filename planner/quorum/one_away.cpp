// Question: how close is the layout to the edge, and is any manager there for nothing?
// Model: a manager buys nothing when without it every level survives as many losses as with it. An odd number never has
// one: with one less the majority is the same, so that one fewer may be down. Of an even number one is spared as far as
// single managers go; whether the places still survive as much depends on where it stood, so each place is tried.
// Example: managers 2, 1, 1 in a, b, c; 3 are needed. Without one of a, 1-1-1 has a majority of 2 and survives any
// zone, where today a is fatal: that manager buys nothing, and costs a zone. Cost: levels times places with managers.
// Source: own.
#include "planner/quorum/one_away.hpp"

#include <algorithm>

#include "planner/quorum/domains.hpp"
#include "planner/quorum/worst_loss.hpp"

namespace planner {
namespace {

std::size_t at(int index) { return static_cast<std::size_t>(index); }

constexpr std::size_t places_tried = 256;

/// With one manager less every level survives what it survives now.
bool spared(const Cluster& cluster, const Quorum& quorum, const std::vector<Domain>& domains, int manager) {
  const int managers = quorum.managers - 1;
  const int tolerated = managers - majority_of(managers);
  if (tolerated < quorum.tolerated) return false;
  std::vector<Domain> fewer = domains;
  for (Domain& domain : fewer) std::erase(domain.managers, manager);
  const std::vector<std::string_view> unnamed(at(quorum.managers));
  for (const LevelDomains& level : by_level(cluster.topology, fewer, quorum.managers)) {
    const LevelQuorum* now = find_level(quorum, level.level);
    if (now == nullptr || now->survives == 0) continue;
    if (worst_loss(std::vector<AnyOf>{{&level, now->survives}}, 0, unnamed).at_most > tolerated) return false;
  }
  return true;
}

}  // namespace

OneAway find_one_away(const Cluster& cluster, const Quorum& quorum) {
  const Topology& topology = cluster.topology;
  const std::vector<NodeIndex> managers = managers_of(topology);
  OneAway result;
  for (const DomainQuorum& entry : quorum.domains) {
    const std::string& id = topology.domains[at(entry.domain)].id;
    if (entry.side < quorum.majority) result.fatal.push_back(id);
    if (entry.side == quorum.majority && entry.side < quorum.managers) result.last_straw.push_back(id);
  }
  for (std::size_t i = 0; quorum.tolerated == 0 && i < managers.size(); ++i)
    result.fatal.push_back(topology.nodes[at(managers[i])].id);
  if (quorum.managers % 2 != 0) return result;
  const std::vector<Domain> domains = domains_of(topology, managers);
  std::size_t tried = 0;
  for (std::size_t i = 0; i < managers.size() && tried < places_tried; ++i) {
    const PlaceIndex place = place_of(topology, managers[i]);
    if (i > 0 && place == place_of(topology, managers[i - 1])) continue;
    ++tried;
    if (spared(cluster, quorum, domains, static_cast<int>(i)))
      result.buys_nothing.push_back(topology.places[at(place)].id);
  }
  return result;
}

}  // namespace planner
