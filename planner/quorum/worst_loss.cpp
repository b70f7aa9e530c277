// Question: "any region and any two zones besides": which of these losses takes most managers?
// Model: so many domains of each of some levels, and so many nodes; what is lost is the union. A domain inside
// another one adds nothing, so the worst loss stands on disjoint domains whenever there are any.
//
// Idea: choose level by level, the heaviest domains first, and leave a branch when even the largest gains that its
// choices ahead offer now do not beat the best loss known (gains only shrink later). The last level needs no
// search if its domains are disjoint: their gains do not touch one another, so the largest are taken. A node always
// gains one manager, as long as one is left. For a level alone in a tree of places that is all there is to do.
//
// Example: region r1 of zones a (2 managers), b (1); region r2 of zone c (1). One region and one zone: r1 takes 3,
// then c gains 1, so 4. r2 takes 1, then a gains 2: 3. The bound for r2 is 1 + 2, so it is never entered.
//
// Cost: one look at each manager of each domain for every branch, up to a fixed number of looks.
// Source: branch and bound for maximum coverage, as for example Nemhauser and Wolsey, 1978.
#include "planner/quorum/worst_loss.hpp"

#include <algorithm>
#include <functional>
#include <numeric>
#include <tuple>
#include <utility>

namespace planner {
namespace {

struct Selection {
  std::size_t place;                   // among the choices of the caller
  std::vector<const Domain*> domains;  // heaviest first, then by id
  int count;
  bool searched;  // false: taking the largest gains is right, or must do
};

// Deeper searches could neither end nor stay on the stack.
constexpr int deepest_search = 2000;

using Picked = std::vector<std::pair<std::size_t, const Domain*>>;

struct Search {
  std::vector<Selection> levels;
  int nodes;
  int managers;
  std::int64_t steps;
  std::vector<int> times;  // by manager: how many chosen domains take it
  int lost = 0;
  Picked picked = {};
  int best = -1;
  Picked best_picked = {};
  std::vector<bool> best_lost = {};
};

int gain_of(Search& search, const Domain& domain) {
  search.steps -= domain.weight();
  return static_cast<int>(std::ranges::count_if(
      domain.managers, [&](int manager) { return search.times[static_cast<std::size_t>(manager)] == 0; }));
}

void pick(Search& search, std::size_t place, const Domain& domain) {
  for (const int manager : domain.managers)
    if (search.times[static_cast<std::size_t>(manager)]++ == 0) ++search.lost;
  search.picked.emplace_back(place, &domain);
}

void put_back(Search& search) {
  for (const int manager : search.picked.back().second->managers)
    if (--search.times[static_cast<std::size_t>(manager)] == 0) --search.lost;
  search.picked.pop_back();
}

std::vector<std::pair<int, std::size_t>> largest_gains(Search& search, const Selection& level, std::size_t from,
                                                       int count) {
  std::vector<std::pair<int, std::size_t>> gains;  // negative gain, so that ties go by position
  for (std::size_t i = from; i < level.domains.size(); ++i) gains.emplace_back(-gain_of(search, *level.domains[i]), i);
  const auto taken = std::min(static_cast<std::size_t>(count), gains.size());
  std::partial_sort(gains.begin(), gains.begin() + static_cast<std::ptrdiff_t>(taken), gains.end());
  gains.resize(taken);
  std::erase_if(gains, [](const auto& gain) { return gain.first == 0; });
  return gains;
}

int sum_of(const std::vector<std::pair<int, std::size_t>>& gains) {
  return std::accumulate(gains.begin(), gains.end(), 0, [](int sum, const auto& gain) { return sum - gain.first; });
}

int bound(Search& search, std::size_t level, std::size_t from, int left) {
  int reach = search.lost + search.nodes;
  for (std::size_t i = level; i < search.levels.size(); ++i)
    reach += sum_of(
        largest_gains(search, search.levels[i], i == level ? from : 0, i == level ? left : search.levels[i].count));
  return std::min(reach, search.managers);
}

void keep_if_best(Search& search) {
  const int lost = std::min(search.lost + search.nodes, search.managers);
  if (lost <= search.best) return;
  search.best = lost;
  search.best_picked = search.picked;
  search.best_lost.assign(search.times.size(), false);
  for (std::size_t i = 0; i < search.times.size(); ++i) search.best_lost[i] = search.times[i] > 0;
}

void grow(Search& search, std::size_t index, std::size_t from, int left) {
  if (index == search.levels.size()) return keep_if_best(search);
  const Selection& level = search.levels[index];
  const int next = index + 1 < search.levels.size() ? search.levels[index + 1].count : 0;
  if (!level.searched) {
    const auto gains = largest_gains(search, level, from, left);
    const std::size_t before = search.picked.size();
    for (const auto& gain : gains)
      if (gain_of(search, *level.domains[gain.second]) > 0) pick(search, level.place, *level.domains[gain.second]);
    grow(search, index + 1, 0, next);
    while (search.picked.size() > before) put_back(search);
    return;
  }
  const bool stopped = search.steps < 0;
  if (search.best >= 0 && (stopped || bound(search, index, from, left) <= search.best)) return;
  bool picked = false;
  for (std::size_t i = from; left > 0 && i < level.domains.size() && (search.steps >= 0 || search.best < 0); ++i) {
    if (gain_of(search, *level.domains[i]) == 0) continue;
    picked = true;
    pick(search, level.place, *level.domains[i]);
    grow(search, index, i + 1, left - 1);
    put_back(search);
  }
  // To stop early is never worse only where nothing ahead would add a manager.
  if (!picked) grow(search, index + 1, 0, next);
}

// Levels of which all are lost come first, then those that overlap; of the others that with most domains comes last.
std::vector<Selection> in_order_of_search(std::span<const AnyOf> choices) {
  std::vector<Selection> levels;
  for (std::size_t i = 0; i < choices.size(); ++i) {
    const LevelDomains& from = *choices[i].level;
    Selection level{i, {}, choices[i].count, choices[i].count < static_cast<int>(from.domains.size())};
    for (const Domain& domain : from.domains) level.domains.push_back(&domain);
    std::ranges::stable_sort(level.domains, std::greater<>(), &Domain::weight);
    levels.push_back(std::move(level));
  }
  std::ranges::stable_sort(levels, {}, [&](const Selection& level) {
    return std::tuple(level.searched, choices[level.place].level->disjoint, level.domains.size());
  });
  if (!levels.empty() && choices[levels.back().place].level->disjoint) levels.back().searched = false;
  return levels;
}

bool too_deep(const Search& search) {
  std::int64_t depth = 0;
  for (const Selection& level : search.levels) depth += level.searched ? level.count : 0;
  return depth > deepest_search;
}

void grow_mild(Search& search, const Selection& level, std::size_t from, int left) {
  if (left == 0) {
    if (search.best < 0 || search.lost < search.best) search.best = search.lost;
    return;
  }
  for (std::size_t i = from; i + static_cast<std::size_t>(left) <= level.domains.size(); ++i) {
    if (search.best >= 0 && (search.steps < 0 || search.lost + gain_of(search, *level.domains[i]) >= search.best))
      continue;
    pick(search, level.place, *level.domains[i]);
    grow_mild(search, level, i + 1, left - 1);
    put_back(search);
  }
}

}  // namespace

WorstLoss worst_loss(std::span<const AnyOf> choices, int nodes, std::span<const std::string_view> node_ids,
                     std::int64_t steps) {
  const int managers = static_cast<int>(node_ids.size());
  Search search{in_order_of_search(choices), nodes, managers, steps, std::vector<int>(node_ids.size(), 0)};
  const int first = search.levels.empty() ? 0 : search.levels.front().count;
  const int at_most = bound(search, 0, 0, first);
  if (too_deep(search)) {
    for (Selection& level : search.levels) level.searched = false;
    search.steps = -1;
  }
  grow(search, 0, 0, first);
  WorstLoss worst{search.best, {}, search.steps < 0 ? at_most : search.best};
  std::ranges::sort(search.best_picked, {}, [](const auto& one) { return std::pair(one.first, one.second->id); });
  for (const auto& [place, domain] : search.best_picked) worst.ids.emplace_back(domain->id);
  for (std::size_t i = 0; i < node_ids.size() && nodes > 0; ++i) {
    if (search.best_lost[i]) continue;
    worst.ids.emplace_back(node_ids[i]);
    --nodes;
  }
  return worst;
}

MildestLoss mildest_loss(const LevelDomains& level, int count, int managers, std::int64_t steps) {
  const int with_managers = count - (level.total - static_cast<int>(level.domains.size()));
  if (with_managers <= 0) return {0, true};
  Search search{{}, 0, managers, steps, std::vector<int>(static_cast<std::size_t>(managers), 0)};
  Selection lightest_first{0, {}, with_managers, true};
  for (const Domain& domain : level.domains) lightest_first.domains.push_back(&domain);
  std::ranges::stable_sort(lightest_first.domains, {}, &Domain::weight);
  const bool all = with_managers >= static_cast<int>(level.domains.size());
  if (!all && with_managers <= deepest_search) {
    grow_mild(search, lightest_first, 0, with_managers);
    return {search.best, search.steps >= 0};
  }
  for (std::size_t i = 0; i < lightest_first.domains.size() && static_cast<int>(i) < with_managers; ++i)
    pick(search, 0, *lightest_first.domains[i]);
  return {search.lost, all};
}

}  // namespace planner
