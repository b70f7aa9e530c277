// Question: could any distribution of managers over the places that there are reach this goal?
// Model: n managers on D disjoint domains that hold every place, each as full as one likes. The goal loses any k of
// them and m single nodes besides, and a majority has to be left.
//
// Theorem 1. D ≥ 2k + 1. Split the domains into ⌈D/k⌉ lots of at most k. If D ≤ 2k there are two lots at most, and one
// of them holds half of the managers or more, so that losing it leaves no majority. With D = 2k + 1 and one manager in
// each, k + 1 of 2k + 1 are left. Theorem 2. For a given n the even spread is best, since no other has a smaller sum of
// its k largest. So the goal can be reached with n managers exactly when n − (k largest of the even spread) − m ≥ ⌊n/2⌋
// + 1; the fewest such n follows by trying. For domains enough it exists: each share more gains n / 2 − k n / D > 0.
//
// Example: two zones, survive any one: D = 2 < 3. Three zones, one zone and one node together, max_managers = 7: for
// n = 7 as 3-2-2, 7 − 3 − 1 = 3 < 4; n = 9 leaves 9 − 3 − 1 = 5, 5 are needed. Nine are the fewest, seven are allowed.
//
// Cost: linear in the number tried. Source: own; theorem 1 is the pigeonhole principle.
#include "planner/quorum/impossible.hpp"

#include <algorithm>
#include <set>

#include "planner/quorum/quorum.hpp"

namespace planner {
namespace {

std::size_t at(int index) { return static_cast<std::size_t>(index); }

/// Domains of a level that could hold managers, where every zone of the Swarm lies in exactly one; else none.
std::optional<int> covering_domains(const Topology& topology, std::string_view level) {
  std::vector<std::vector<std::size_t>> owners(topology.places.size());  // by place: domains that take it whole
  for (std::size_t i = 0; i < topology.domains.size(); ++i) {
    const FailureDomain& domain = topology.domains[i];
    if (domain.level != level) continue;
    if (domain.place) owners[at(*domain.place)].push_back(i);
    for (const PlaceIndex place : domain.whole_places) owners[at(place)].push_back(i);
  }
  std::set<std::size_t> inhabited;
  for (std::size_t i = 0; i < topology.places.size(); ++i) {
    if (topology.places[i].level != Level::zone || topology.places[i].edge) continue;
    std::size_t times = 0;
    for (std::optional<PlaceIndex> here = static_cast<PlaceIndex>(i); here; here = topology.places[at(*here)].parent) {
      times += owners[at(*here)].size();
      inhabited.insert(owners[at(*here)].begin(), owners[at(*here)].end());
    }
    if (times != 1) return std::nullopt;
  }
  return static_cast<int>(inhabited.size());
}

/// n managers spread evenly over D domains; D = 0: each manager by itself.
bool reachable(int n, int domains, int lost, int nodes) {
  const int largest = domains == 0 ? 0 : lost * (n / domains) + std::min(lost, n % domains);
  return n - largest - std::min(nodes, n - largest) >= majority_of(n);
}

std::optional<int> fewest_managers(int domains, int lost, int nodes) {
  const int enough = 4 * (lost + nodes + 1) * std::max(1, domains);
  for (int n = 1; n <= enough; ++n)
    if (reachable(n, domains, lost, nodes)) return n;
  return std::nullopt;
}

}  // namespace

std::optional<Impossible> impossible_because(const Cluster& cluster, const SurvivalGoal& goal) {
  Impossible result;
  int levels = 0;
  for (const auto& [level, count] : goal.losses) {
    if (level == name_of(Level::node)) {
      result.nodes = count;
      continue;
    }
    const std::optional<int> domains = covering_domains(cluster.topology, level);
    if (!domains) continue;
    ++levels;
    result.level = level;
    result.domains = *domains;
    result.lost = count;
    result.needed_domains = count <= 500'000 && *domains < 2 * count + 1 ? 2 * count + 1 : 0;
    if (result.needed_domains > 0) return result;
  }
  if (!cluster.goals.max_managers || levels > 1 || (levels == 0 && result.nodes == 0)) return std::nullopt;
  if (result.lost + result.nodes > 1000 || result.domains > 1000) return std::nullopt;
  result.allowed_managers = cluster.goals.max_managers->count;
  const std::optional<int> fewest = fewest_managers(result.domains, result.lost, result.nodes);
  if (!fewest || *fewest <= result.allowed_managers) return std::nullopt;
  result.needed_managers = *fewest;
  return result;
}

}  // namespace planner
