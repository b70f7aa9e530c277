// Question: which is the largest set of domains of a level that may be stopped together?
// Model: with the set stopped, the quorum is kept, and every loss that a survival goal names can still follow. What
// holds for a set holds for each part of it.
//
// Idea: managers that lie in the same domains are alike, so a set is told by how many of each kind it takes. A first
// set comes from adding one domain after the other, always out of the place that has most managers up. An upper bound
// comes from averaging: let a goal speak of k of D disjoint domains that hold all n managers. Stopping s managers must
// leave each choice of k domains survivable: s plus the managers still up in them at most t. The mean over all choices
// is s + (n − s) · k / D, which is then at most t too, so s ≤ (t − n k / D) / (1 − k / D). If the first set reaches the
// bound it is largest; else all sets are tried, most first, those left out that cannot beat the best.
//
// Example: nine managers, three in each of three regions, t = 4, no goal: four may be stopped. With the goal to survive
// any one region s ≤ (4 − 3) / (2 / 3) = 1.5, so one.
//
// Cost: exponential at worst in the number of kinds, so it counts its steps. Source: own.
#include "planner/whatif/maintenance.hpp"

#include <algorithm>
#include <map>

#include "planner/quorum/domains.hpp"
#include "planner/quorum/quorum.hpp"
#include "planner/quorum/routing/parting_loss.hpp"
#include "planner/quorum/routing/sides.hpp"
#include "planner/quorum/worst_loss.hpp"
#include "planner/whatif/reach.hpp"

namespace planner {
namespace {

std::size_t at(int index) { return static_cast<std::size_t>(index); }

struct Stoppable {
  std::string id;
  std::vector<int> managers;  // that are up
  std::vector<int> parts;
};

/// Alike: which of them are stopped does not matter.
struct Kind {
  std::vector<Stoppable> members;
};

struct Plan {
  const Cluster& cluster;
  SiteMap map;
  std::vector<NodeIndex> managers;
  std::vector<Domain> domains;
  StateBefore before;
  std::vector<Kind> kinds;
  int free = 0;    // domains that bear on nothing
  int budget = 0;  // managers that may be stopped at most
  bool goals = true;
  std::int64_t steps = 0;
  std::vector<int> taken = {}, best_taken = {};
  int best = -1;

  int majority() const { return majority_of(static_cast<int>(managers.size())); }
  StateBefore state() const;
  bool holds() const;
  bool goal_holds(const SurvivalGoal& goal, const StateBefore& now) const;
};

StateBefore Plan::state() const {
  StateBefore now = before;
  for (std::size_t kind = 0; kind < kinds.size(); ++kind)
    for (int i = 0; i < taken[kind]; ++i) {
      for (const int manager : kinds[kind].members[at(i)].managers) now.up[at(manager)] = false;
      for (const int part : kinds[kind].members[at(i)].parts) now.down_parts[at(part)] = true;
    }
  return now;
}

/// Without links a loss is so many managers; the worst is found among those that are up.
bool Plan::goal_holds(const SurvivalGoal& goal, const StateBefore& now) const {
  if (!cluster.links.empty()) {
    const PartingSearch search = find_parting_loss(cluster, map, domains, goal, now);
    return search.complete && !search.loss;
  }
  std::vector<Domain> up = domains;
  for (Domain& domain : up) std::erase_if(domain.managers, [&](int manager) { return !now.up[at(manager)]; });
  const std::vector<LevelDomains> levels = by_level(cluster.topology, up, static_cast<int>(managers.size()));
  std::vector<AnyOf> choices;
  int nodes = 0;
  for (const auto& [name, count] : goal.losses) {
    if (name == name_of(Level::node)) nodes = count;
    const auto level = std::ranges::find(levels, name, &LevelDomains::level);
    if (level != levels.end()) choices.push_back({&*level, count});
  }
  const auto left = static_cast<int>(std::ranges::count(now.up, true));
  nodes = std::min(nodes, left);
  const std::vector<std::string_view> unnamed(managers.size());
  // Of single nodes only those count that are up and outside what is lost.
  const int lost = worst_loss(choices, 0, unnamed).at_most;
  return left - lost - std::min(nodes, left - lost) >= majority();
}

bool Plan::holds() const {
  const StateBefore now = state();
  if (static_cast<int>(std::ranges::count(now.up, true)) < majority()) return false;
  if (!cluster.links.empty() && Sides(map.routing).heaviest({now.down_parts, {}}, now.up) < majority()) return false;
  return !goals ||
         std::ranges::all_of(cluster.goals.survive, [&](const SurvivalGoal& goal) { return goal_holds(goal, now); });
}

int stopped(const Plan& plan) {
  int count = 0;
  for (const int taken : plan.taken) count += taken;
  return count;
}

/// Managers that may be stopped at most, by the averages of the header.
int manager_budget(const Plan& plan) {
  const auto up = static_cast<int>(std::ranges::count(plan.before.up, true));
  int budget = up - plan.majority();
  if (!plan.goals) return budget;
  const std::vector<LevelDomains> levels =
      by_level(plan.cluster.topology, plan.domains, static_cast<int>(plan.managers.size()));
  for (const SurvivalGoal& goal : plan.cluster.goals.survive) {
    const auto level = std::ranges::find(levels, goal.losses.front().first, &LevelDomains::level);
    if (goal.losses.size() != 1 || level == levels.end() || !level->disjoint) continue;
    int inside = 0;
    for (const Domain& domain : level->domains) inside += domain.weight();
    const int k = goal.losses.front().second, d = static_cast<int>(level->domains.size());
    if (inside != static_cast<int>(plan.managers.size()) || k >= d) continue;
    const int fewer = d * (up - plan.majority()) - k * up;  // d times the numerator, with t less what is down
    budget = std::min(budget, fewer < 0 ? -1 : fewer / (d - k));
  }
  return budget;
}

/// How many more domains could be stopped from `from` on, were only the managers counted and none twice.
int most_more(const Plan& plan, std::size_t from, int budget, bool overlapping) {
  std::vector<int> weights;
  for (std::size_t kind = from; kind < plan.kinds.size(); ++kind)
    for (const Stoppable& member : plan.kinds[kind].members)
      weights.push_back(overlapping ? 0 : static_cast<int>(member.managers.size()));
  std::ranges::sort(weights);
  int more = 0;
  for (const int weight : weights) {
    budget -= weight;
    if (budget < 0) break;
    ++more;
  }
  return more;
}

void keep_best(Plan& plan) {
  if (stopped(plan) <= plan.best) return;
  plan.best = stopped(plan);
  plan.best_taken = plan.taken;
}

/// The members of a kind that are up; where they stand is told by the first manager.
int crowd(const Plan& plan, std::size_t kind) {
  const std::vector<int>& own = plan.kinds[kind].members.front().managers;
  if (own.empty()) return 0;
  const StateBefore now = plan.state();
  int most = 0;
  for (const Domain& domain : plan.domains) {
    if (!std::binary_search(domain.managers.begin(), domain.managers.end(), own.front())) continue;
    int up = 0;
    for (const int manager : domain.managers) up += now.up[at(manager)] ? 1 : 0;
    if (domain.managers.size() < plan.managers.size()) most = std::max(most, up);
  }
  return most;
}

void take_one_by_one(Plan& plan, bool lightest_first) {
  plan.taken.assign(plan.kinds.size(), 0);
  for (bool more = true; more;) {
    more = false;
    std::vector<std::pair<std::pair<int, int>, std::size_t>> order;
    for (std::size_t kind = 0; kind < plan.kinds.size(); ++kind) {
      if (plan.taken[kind] == static_cast<int>(plan.kinds[kind].members.size())) continue;
      const auto weight = static_cast<int>(plan.kinds[kind].members.front().managers.size());
      const int full = -crowd(plan, kind);
      order.emplace_back(lightest_first ? std::pair(weight, full) : std::pair(full, weight), kind);
    }
    std::ranges::sort(order);
    for (const auto& [rank, kind] : order) {
      if (--plan.steps < 0) break;
      ++plan.taken[kind];
      more = plan.holds();
      if (more) break;
      --plan.taken[kind];
    }
  }
  keep_best(plan);
}

void try_all(Plan& plan, std::size_t kind, int budget, bool overlapping) {
  if (kind == plan.kinds.size()) return keep_best(plan);
  if (stopped(plan) + most_more(plan, kind, budget, overlapping) <= plan.best) return;
  const auto members = static_cast<int>(plan.kinds[kind].members.size());
  const auto weight = static_cast<int>(plan.kinds[kind].members.front().managers.size());
  for (int count = members; count >= 0 && plan.steps >= 0; --count) {
    plan.taken[kind] = count;
    if (!overlapping && count * weight > budget) continue;
    if (count > 0 && (--plan.steps < 0 || !plan.holds())) continue;
    try_all(plan, kind + 1, overlapping ? budget : budget - count * weight, overlapping);
  }
  plan.taken[kind] = 0;
}

LargestStop solve(Plan plan, bool goals, bool overlapping) {
  plan.goals = goals;
  plan.taken.assign(plan.kinds.size(), 0);
  const int budget = manager_budget(plan);
  if (budget < 0 || !plan.holds()) return {0, {}, 0, 0};
  const int bound = most_more(plan, 0, budget, overlapping);
  take_one_by_one(plan, false);
  if (plan.best < bound) take_one_by_one(plan, true);
  plan.taken.assign(plan.kinds.size(), 0);
  if (plan.best < bound) try_all(plan, 0, budget, overlapping);
  LargestStop result{plan.best + plan.free, {}, plan.free, 0};
  for (std::size_t kind = 0; kind < plan.best_taken.size(); ++kind)
    for (int i = 0; i < plan.best_taken[kind]; ++i) result.set.push_back(plan.kinds[kind].members[at(i)].id);
  std::ranges::sort(result.set);
  result.at_most = plan.steps >= 0 ? result.largest : bound + plan.free;
  return result;
}

/// Managers by where they stand: the zone or rack, and the declared domains.
void add_nodes(Plan& plan) {
  std::map<std::pair<PlaceIndex, std::vector<int>>, std::size_t> known;
  const Topology& topology = plan.cluster.topology;
  for (std::size_t i = 0; i < plan.managers.size(); ++i) {
    if (!plan.before.up[i]) continue;
    std::vector<int> declared;
    for (std::size_t d = 0; d < plan.domains.size(); ++d)
      if (!topology.domains[d].place && std::ranges::binary_search(plan.domains[d].managers, static_cast<int>(i)))
        declared.push_back(static_cast<int>(d));
    const auto [found, fresh] =
        known.emplace(std::pair(place_of(topology, plan.managers[i]), declared), plan.kinds.size());
    if (fresh) plan.kinds.emplace_back();
    plan.kinds[found->second].members.push_back({topology.nodes[at(plan.managers[i])].id, {static_cast<int>(i)}, {}});
  }
}

/// The failure took every node and every pool that scales; of a domain that holds none, every zone.
bool all_down(const Plan& plan, const FailureDomain& domain, const Failure& failure) {
  const Topology& topology = plan.cluster.topology;
  const std::vector<NodeIndex> nodes = nodes_of(topology, domain);
  std::vector<PoolIndex> pools = domain.pools;
  if (domain.place) {
    const Place& place = topology.places[at(*domain.place)];
    for (PoolIndex pool = place.first_pool; pool < place.first_pool + place.pool_count; ++pool)
      if (topology.pools[at(pool)].scaling) pools.push_back(pool);
  }
  const std::vector<int> parts = parts_down(plan.map, topology, domain);
  if (nodes.empty() && pools.empty())
    return !parts.empty() && std::ranges::all_of(parts, [&](int part) { return plan.before.down_parts[at(part)]; });
  return std::ranges::all_of(nodes, [&](NodeIndex node) { return failure.down[at(node)]; }) &&
         std::ranges::all_of(pools, [&](PoolIndex pool) { return failure.down_pools[at(pool)]; });
}

void add_domains(Plan& plan, const Failure& failure, std::string_view level, int& count) {
  const Topology& topology = plan.cluster.topology;
  for (std::size_t i = 0; i < plan.domains.size(); ++i) {
    if (topology.domains[i].level != level) continue;
    if (all_down(plan, topology.domains[i], failure)) continue;
    Stoppable one{topology.domains[i].id, plan.domains[i].managers, {}};
    if (!plan.cluster.links.empty()) one.parts = parts_down(plan.map, topology, topology.domains[i]);
    std::erase_if(one.managers, [&](int manager) { return !plan.before.up[at(manager)]; });
    std::erase_if(one.parts, [&](int part) { return plan.before.down_parts[at(part)]; });
    ++count;
    if (one.managers.empty() && one.parts.empty())
      ++plan.free;
    else
      plan.kinds.push_back({{std::move(one)}});
  }
}

}  // namespace

Maintenance largest_stop(const Cluster& cluster, const Failure& failure, std::string_view level, std::int64_t steps) {
  const std::vector<NodeIndex> managers = managers_of(cluster.topology);
  const SiteMap map = map_sites(cluster, managers);
  Plan plan{cluster, map, managers, domains_of(cluster.topology, managers), all_up(map), {}, 0, 0, true, steps};
  for (std::size_t i = 0; i < managers.size(); ++i) plan.before.up[i] = !failure.down[at(managers[i])];
  plan.before.down_parts = parts_down(map, cluster.topology, failure);
  Maintenance result{std::string(level), 0, {}, {}};
  bool overlapping = false;
  if (level == name_of(Level::node)) {
    add_nodes(plan);
    result.domains = static_cast<int>(std::ranges::count(failure.down, false));
    plan.free = result.domains - static_cast<int>(std::ranges::count(plan.before.up, true));
  } else {
    for (const LevelDomains& each : by_level(cluster.topology, plan.domains, static_cast<int>(managers.size())))
      if (each.level == level) overlapping = !each.disjoint;
    add_domains(plan, failure, level, result.domains);
  }
  result.with_goals = solve(plan, true, overlapping);
  result.quorum_only = solve(plan, false, overlapping);
  return result;
}

}  // namespace planner
