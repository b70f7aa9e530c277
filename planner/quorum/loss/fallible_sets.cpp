// Question: which domains can be kept nested, so that few and improbable ones are left to be conditioned on?
// Model: two sets are in conflict when they share an element and neither lies inside the other. What is taken away
// must leave no conflict: a vertex cover of the graph of conflicts.
// Idea: greedy. Take away the set in most conflicts, again and again; at equal numbers the less probable, since its
// "down" is then seldom worth following. A provider that cuts across six zones goes, not the six zones. Sets that never
// fail (p = 0, asked for only as a question) go first: to leave them out costs nothing. What was taken away too much
// comes back at the end.
// Example: zones {0,1} and {2,3}, provider {1,2}: the provider has two conflicts, each zone one. The provider goes.
// Cost: Σ over elements of (sets that hold it)², and sets × sets taken away.
// Source: the greedy heuristic for vertex covers; an optimum is not needed, every choice gives the same probability.
#include "planner/quorum/loss/fallible_sets.hpp"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <numeric>
#include <tuple>
#include <utility>

namespace planner {
namespace {

using Conflicts = std::vector<std::vector<int>>;  // by set

std::size_t at(int index) { return static_cast<std::size_t>(index); }

std::vector<std::vector<int>> sets_by_element(std::span<const FallibleSet> sets, int elements) {
  std::vector<std::vector<int>> holders(at(elements));
  for (std::size_t set = 0; set < sets.size(); ++set)
    for (const int element : sets[set].elements) holders[at(element)].push_back(static_cast<int>(set));
  return holders;
}

Conflicts find_conflicts(std::span<const FallibleSet> sets, const std::vector<std::vector<int>>& holders) {
  Conflicts conflicts(sets.size());
  std::vector<std::size_t> shared(sets.size(), 0);
  std::vector<int> met;
  for (std::size_t set = 0; set < sets.size(); ++set) {
    met.clear();
    for (const int element : sets[set].elements)
      for (const int other : holders[at(element)])
        if (++shared[at(other)] == 1) met.push_back(other);
    for (const int other : met) {
      const std::size_t common = std::exchange(shared[at(other)], 0);
      if (common < sets[set].elements.size() && common < sets[at(other)].elements.size())
        conflicts[set].push_back(other);
    }
  }
  return conflicts;
}

// Takes sets out of `kept` until no two of it are in conflict.
void thin_out(std::span<const FallibleSet> sets, const Conflicts& conflicts, std::vector<bool>& kept) {
  std::vector<int> degree(sets.size(), 0);
  for (std::size_t set = 0; set < sets.size(); ++set)
    if (kept[set])
      degree[set] = static_cast<int>(std::ranges::count_if(conflicts[set], [&](int other) { return kept[at(other)]; }));
  const auto rank = [&](int set) {
    const FallibleSet& it = sets[at(set)];
    return std::tuple(degree[at(set)] > 0, it.p <= 0, degree[at(set)], -it.p, set);
  };
  std::vector<int> all(sets.size());
  std::iota(all.begin(), all.end(), 0);
  while (!all.empty()) {
    const int worst = *std::ranges::max_element(all, {}, rank);
    if (degree[at(worst)] == 0) return;
    kept[at(worst)] = false;
    degree[at(worst)] = 0;
    for (const int other : conflicts[at(worst)])
      if (kept[at(other)]) --degree[at(other)];
  }
}

bool is_free(const std::vector<int>& conflicts, const std::vector<bool>& kept) {
  return std::ranges::none_of(conflicts, [&](int other) { return kept[at(other)]; });
}

std::vector<bool> choose_kept(std::span<const FallibleSet> sets, const Conflicts& conflicts,
                              const std::vector<bool>& wanted) {
  std::vector<bool> kept = wanted;
  thin_out(sets, conflicts, kept);
  const std::vector<bool> first = kept;
  for (std::size_t set = 0; set < sets.size(); ++set)
    if (!wanted[set] && is_free(conflicts[set], first)) kept[set] = true;
  thin_out(sets, conflicts, kept);
  for (std::size_t set = 0; set < sets.size(); ++set)
    if (!kept[set] && is_free(conflicts[set], kept)) kept[set] = true;
  return kept;
}

}  // namespace

int add_set(DistinctSets& distinct, std::vector<int> elements, double p) {
  const auto [it, is_new] = distinct.index_of.emplace(std::move(elements), static_cast<int>(distinct.sets.size()));
  if (is_new)
    distinct.sets.push_back({it->first, p});
  else
    distinct.sets[at(it->second)].p = either_fails(distinct.sets[at(it->second)].p, p);
  return it->second;
}

NestedSplit split_nested(std::span<const FallibleSet> sets, int elements, const std::vector<bool>& wanted) {
  const std::vector<std::vector<int>> holders = sets_by_element(sets, elements);
  std::int64_t pairs = 0;
  for (const std::vector<int>& some : holders)
    pairs += static_cast<std::int64_t>(some.size()) * static_cast<std::int64_t>(some.size());
  std::vector<bool> kept(sets.size(), false);
  if (pairs <= 100'000'000) kept = choose_kept(sets, find_conflicts(sets, holders), wanted);
  NestedSplit split;
  for (std::size_t set = 0; set < sets.size(); ++set) {
    if (kept[set])
      split.nested.push_back(static_cast<int>(set));
    else if (sets[set].p > 0)
      split.crossing.push_back(static_cast<int>(set));
  }
  std::ranges::stable_sort(split.nested, std::greater<>(), [&](int set) { return sets[at(set)].elements.size(); });
  std::ranges::stable_sort(split.crossing, std::greater<>(), [&](int set) {
    return sets[at(set)].p * static_cast<double>(sets[at(set)].elements.size());
  });
  return split;
}

}  // namespace planner
