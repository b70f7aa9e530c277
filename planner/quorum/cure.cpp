// Question: one domain stops the quorum; which distribution of the managers would not let it?
// Model: n managers on disjoint domains, t = (n − 1) / 2 rounded down may be lost, so no domain may hold more than t.
//
// Two domains never do: one of them holds n / 2 or more, and n / 2 > t. From three on an even spread does: ⌈n/3⌉ ≤ t
// for every odd n ≥ 3. With a and b managers in two domains, x in a third make it safe when each of a, b, x is less
// than half of a + b + x: x > |a − b| and x < a + b. The fewest are |a − b| + 1, possible when both a and b are at
// least 1. In three domains one manager in the third is the fewest for an odd n: the others hold t each.
//
// Example: four managers, two in us and two in eu: t = 1, losing either leaves 2 of 4, 3 are needed. One in a third
// place: 2 + 2 + 1, t = 2. Fewer: 1 + 1 + 1, t = 1.
//
// Cost: linear in domains and managers. Source: the majority rule, https://docs.docker.com/engine/swarm/raft/
#include "planner/quorum/cure.hpp"

#include <algorithm>
#include <cstdlib>
#include <functional>
#include <iterator>
#include <map>
#include <numeric>
#include <span>

namespace planner {
namespace {

constexpr int most_recommended = 7;  // https://docs.docker.com/engine/swarm/admin_guide/

struct Holding {
  std::string id;
  std::vector<NodeIndex> managers;
};

int tolerated(int managers) { return managers - majority_of(managers); }
int made_odd(int managers) { return managers % 2 == 0 ? managers - 1 : managers; }
int count_of(const Holding& holding) { return static_cast<int>(holding.managers.size()); }

bool outside_swarm(const Topology& topology, PlaceIndex index) {
  const Place& place = topology.places[static_cast<std::size_t>(index)];
  if (place.edge) return true;
  return place.level == Level::group &&
         std::ranges::all_of(place.children, [&](PlaceIndex child) { return outside_swarm(topology, child); });
}

std::vector<Holding> holdings_of(const Topology& topology, std::string_view level) {
  std::vector<Holding> holdings;
  const std::vector<NodeIndex> managers = managers_of(topology);
  for (const FailureDomain& domain : topology.domains) {
    if (domain.level != level || (domain.place && outside_swarm(topology, *domain.place))) continue;
    Holding holding{domain.id, {}};
    std::ranges::set_intersection(nodes_of(topology, domain), managers, std::back_inserter(holding.managers));
    holdings.push_back(std::move(holding));
  }
  if (level != name_of(Level::node)) return holdings;
  // Only few managers can be lost to a single node, so more free nodes than they could move to are never needed.
  constexpr std::size_t enough = 8;
  for (std::size_t i = 0; i < topology.nodes.size() && holdings.size() < managers.size() + enough; ++i) {
    const auto node = static_cast<NodeIndex>(i);
    const bool manager = role_of(topology, node) == Role::manager;
    if (!topology.pools[static_cast<std::size_t>(topology.nodes[i].pool)].in_swarm) continue;
    holdings.push_back({topology.nodes[i].id, manager ? std::vector<NodeIndex>{node} : std::vector<NodeIndex>{}});
  }
  return holdings;
}

bool partition(std::span<const Holding> holdings, int managers) {
  std::vector<NodeIndex> all;
  for (const Holding& holding : holdings) all.insert(all.end(), holding.managers.begin(), holding.managers.end());
  std::ranges::sort(all);
  return static_cast<int>(all.size()) == managers && std::ranges::adjacent_find(all) == all.end();
}

// n odd over today's one or two domains and as many more as make three.
std::vector<std::pair<std::string, int>> over_three(std::span<const Holding> holdings, int n) {
  std::vector<std::pair<std::string, int>> layout;
  for (const Holding& holding : holdings) layout.emplace_back(holding.id, tolerated(n));
  while (layout.size() < 2) layout.emplace_back("", tolerated(n));
  layout.emplace_back("", n - 2 * tolerated(n));
  return layout;
}

void mend_impossible(Cure& cure, std::span<const Holding> holdings, int managers) {
  cure.impossible = true;
  int below = std::max(managers, 3) + 1;
  if (holdings.size() == 2 && count_of(holdings[0]) > 0 && count_of(holdings[1]) > 0) {
    cure.add_in_third = std::abs(count_of(holdings[0]) - count_of(holdings[1])) + 1;
    below = managers + cure.add_in_third;
  }
  const int fewer = std::min(most_recommended, made_odd(below - 1));
  if (fewer >= 3) cure.fewer = over_three(holdings, fewer);
}

// How many each domain holds in the end: the odd ones out go where most are today, so that fewest move.
std::vector<int> even_spread(std::span<const Holding> holdings, int managers) {
  const int domains = static_cast<int>(holdings.size());
  std::vector<std::size_t> fullest(holdings.size());
  std::iota(fullest.begin(), fullest.end(), 0U);
  std::ranges::stable_sort(fullest, std::greater<>(), [&](std::size_t i) { return holdings[i].managers.size(); });
  std::vector<int> counts(holdings.size(), managers / domains);
  for (int i = 0; i < managers % domains; ++i) ++counts[fullest[static_cast<std::size_t>(i)]];
  return counts;
}

// In the order in which they go: always from the zone or rack that then has most of them, there the last.
std::vector<NodeIndex> fullest_first(const Topology& topology, const std::vector<NodeIndex>& managers) {
  std::map<PlaceIndex, int> so_far;
  std::vector<std::pair<int, NodeIndex>> ranked;
  for (const NodeIndex node : managers) ranked.emplace_back(++so_far[place_of(topology, node)], node);
  std::ranges::sort(ranked, std::greater<>());
  std::vector<NodeIndex> order;
  for (const auto& [rank, node] : ranked) order.push_back(node);
  return order;
}

std::vector<ManagerMove> moves_to(const Topology& topology, std::span<const Holding> holdings,
                                  const std::vector<int>& counts) {
  std::vector<ManagerMove> moves;
  for (std::size_t i = 0; i < holdings.size(); ++i) {
    if (count_of(holdings[i]) <= counts[i]) continue;
    std::vector<NodeIndex> leaving = fullest_first(topology, holdings[i].managers);
    leaving.resize(leaving.size() - static_cast<std::size_t>(counts[i]));
    for (const NodeIndex node : leaving)
      moves.push_back({topology.nodes[static_cast<std::size_t>(node)].id, holdings[i].id, ""});
  }
  std::size_t next = 0;
  for (std::size_t i = 0; i < holdings.size(); ++i)
    for (int have = count_of(holdings[i]); have < counts[i]; ++have, ++next) {
      if (next == moves.size()) moves.push_back({"", "", ""});
      moves[next].to = holdings[i].id;
    }
  return moves;
}

void balance(Cure& cure, const Topology& topology, std::span<const Holding> holdings, int managers) {
  const int n = std::max(3, made_odd(managers));
  const std::vector<int> counts = even_spread(holdings, n);
  for (std::size_t i = 0; i < holdings.size(); ++i)
    if (counts[i] > 0) cure.balanced.emplace_back(holdings[i].id, counts[i]);
  cure.balanced_spare = tolerated(n) - *std::ranges::max_element(counts);
  cure.moves = moves_to(topology, holdings, counts);
}

}  // namespace

std::optional<Cure> cure_for(const Topology& topology, const Quorum& quorum, std::string_view level) {
  Cure cure;
  cure.level = level;
  const std::vector<Holding> holdings = holdings_of(topology, level);
  for (const Holding& holding : holdings)
    if (count_of(holding) > quorum.tolerated) cure.fatal.push_back(holding.id);
  if (cure.fatal.empty()) return std::nullopt;
  if (!partition(holdings, quorum.managers)) return cure;
  if (holdings.size() < 3)
    mend_impossible(cure, holdings, quorum.managers);
  else
    balance(cure, topology, holdings, quorum.managers);
  return cure;
}

std::optional<Level> outermost_level(const Topology& topology) {
  for (const Level level : {Level::group, Level::region, Level::zone}) {
    int count = 0;
    for (std::size_t i = 0; i < topology.places.size(); ++i)
      if (topology.places[i].level == level && !outside_swarm(topology, static_cast<PlaceIndex>(i))) ++count;
    if (count > 1) return level;
  }
  return std::nullopt;
}

}  // namespace planner
