// Disjoint and nested domains are counted without listing (counting.cpp) and listed as far as they are shown
// (listing.cpp); domains that overlap in part are searched (overlap.cpp).
#include "planner/quorum/levels.hpp"

#include <algorithm>
#include <bit>
#include <functional>
#include <numeric>

#include "planner/quorum/enumerate_cuts.hpp"
#include "planner/quorum/patterns.hpp"

namespace planner {
namespace {

constexpr int most_rows = 64;

int fatal_loss(int managers) { return managers - majority_of(managers) + 1; }

CutSets cut_sets(std::optional<int> smallest, Count count, Listing listing) {
  if (listing.complete) count = {std::to_string(listing.sets.size()), true};
  const bool truncated = !listing.complete && !is_exactly(count, listing.sets.size());
  if (!count.exact) count.decimal = std::to_string(std::max<std::size_t>(listing.sets.size(), smallest ? 1 : 0));
  return {smallest, std::move(count), std::move(listing.sets), truncated, std::nullopt};
}

// Of `weights`, heaviest first: how many it takes.
std::optional<int> fewest_fatal(std::span<const int> weights, int fatal) {
  int lost = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    lost += weights[i];
    if (lost >= fatal) return static_cast<int>(i) + 1;
  }
  return std::nullopt;
}

std::vector<int> weights_of(std::span<const Domain> domains) {
  std::vector<int> weights;
  for (const Domain& domain : domains) weights.push_back(domain.weight());
  std::ranges::sort(weights, std::greater<>());
  return weights;
}

// The numbers of domains for which there is a row.
std::vector<int> rows_up_to(int last) {
  std::vector<int> rows;
  for (int k = 1; k <= last; ++k)
    if (last <= most_rows || k <= most_rows - 2 || k > last - 2) rows.push_back(k);
  return rows;
}

Count at_least_one(Count count) {
  if (!count.exact) count.decimal = "1";
  return count;
}

std::vector<LossOfSome> losses_of_disjoint(const std::vector<int>& weights, int total, std::optional<int> smallest,
                                           int managers, const Limits& limits) {
  std::vector<LossOfSome> losses;
  const int without = total - static_cast<int>(weights.size());
  for (const int k : rows_up_to(smallest.value_or(total))) {
    const auto heaviest = std::min(static_cast<std::ptrdiff_t>(k), std::ssize(weights));
    const auto lightest = std::clamp(static_cast<std::ptrdiff_t>(k) - without, std::ptrdiff_t{0}, std::ssize(weights));
    LossOfSome row;
    row.lost = k;
    row.least_left = managers - std::accumulate(weights.begin(), weights.begin() + heaviest, 0);
    row.most_left = managers - std::accumulate(weights.end() - lightest, weights.end(), 0);
    if (k == smallest) row.fatal = at_least_one(count_first_fatal(weights, k, fatal_loss(managers), limits.counting));
    row.total = at_least_one(choose(total, k, limits.counting));
    losses.push_back(std::move(row));
  }
  return losses;
}

std::vector<LossOfSome> losses_of_overlapping(const LevelDomains& level, const CutSearch& search, int managers,
                                              const Limits& limits) {
  std::vector<LossOfSome> losses;
  const std::vector<std::string_view> unnamed(static_cast<std::size_t>(managers));
  const std::vector<int> rows = rows_up_to(search.smallest.value_or(level.total));
  const std::int64_t steps = limits.loss / std::max<std::int64_t>(1, std::ssize(rows));
  for (const int k : rows) {
    const WorstLoss worst = worst_loss(std::vector<AnyOf>{{&level, k}}, 0, unnamed, steps);
    const MildestLoss mildest = mildest_loss(level, k, managers, steps);
    LossOfSome row;
    row.lost = k;
    row.least_left = managers - worst.lost;
    row.most_left = managers - mildest.lost;
    row.exact = worst.lost == worst.at_most && mildest.exact;
    row.fatal = {std::to_string(k == search.smallest ? search.of_smallest : 0),
                 k <= search.sizes_done || search.complete};
    row.total = at_least_one(choose(level.total, k, limits.counting));
    losses.push_back(std::move(row));
  }
  return losses;
}

CutSets found_by_search(CutSearch search) {
  return {search.smallest,
          {std::to_string(search.count), search.complete},
          std::move(search.listing.sets),
          !search.listing.complete,
          std::nullopt};
}

// Sets of a few domains are searched one by one, whatever the domains are like: counting knows no sizes.
CutSets search_within(std::span<const Domain> domains, int managers, Alike alike, const Limits& limits, int within) {
  CutSets found = found_by_search(search_cuts(domains, managers, fatal_loss(managers), alike, limits.overlap, within));
  found.within = within;
  return found;
}

}  // namespace

CutSets enumerate_within(const LevelDomains& level, int managers, const Limits& limits, int within) {
  const std::vector<int> weights = weights_of(level.domains);
  std::int64_t count = 0;
  int smallest = within + 1;
  const bool complete =
      for_each_cut(weights, fatal_loss(managers), within, limits.enumeration, [&](std::uint64_t mask) {
        ++count;
        smallest = std::min(smallest, std::popcount(mask));
      });
  Listing listing = list_cuts(side_by_side(level.domains), fatal_loss(managers), limits.listing, within);
  const bool truncated = !complete || static_cast<std::int64_t>(listing.sets.size()) < count;
  return {smallest <= within ? std::optional<int>(smallest) : std::nullopt,
          {std::to_string(count), complete},
          std::move(listing.sets),
          truncated,
          within};
}

LevelQuorum judge_level(const LevelDomains& level, int managers, const Limits& limits, std::optional<int> within) {
  if (within) {
    LevelQuorum result = judge_level(level, managers, limits);
    result.cut_sets = level.disjoint && level.domains.size() <= most_enumerated_domains
                          ? enumerate_within(level, managers, limits, *within)
                          : search_within(level.domains, managers, Alike::counted_each, limits, *within);
    return result;
  }
  LevelQuorum result;
  result.level = level.level;
  result.domains = level.total;
  const int fatal = fatal_loss(managers);
  const std::vector<int> weights = weights_of(level.domains);
  const int spare = fatal - 1 - (weights.empty() ? 0 : weights.front());
  if (spare >= 0) result.spare = spare;
  if (level.disjoint) {
    const std::optional<int> smallest = fewest_fatal(weights, fatal);
    result.survives = smallest ? *smallest - 1 : level.total;
    result.cut_sets = cut_sets(smallest, count_cuts(weights, fatal, limits.counting),
                               list_cuts(side_by_side(level.domains), fatal, limits.listing));
    result.cut_sets.patterns = find_patterns(level.domains, fatal);
    result.losses = losses_of_disjoint(weights, level.total, smallest, managers, limits);
    return result;
  }
  CutSearch search = search_cuts(level.domains, managers, fatal, Alike::counted_each, limits.overlap);
  result.losses = losses_of_overlapping(level, search, managers, limits);
  result.survives = search.complete && !search.smallest
                        ? level.total
                        : std::min(search.sizes_done, search.smallest.value_or(level.total + 1) - 1);
  result.cut_sets = found_by_search(std::move(search));
  return result;
}

CutSets judge_mixed(std::span<const Domain> domains, int managers, const Limits& limits, std::optional<int> within) {
  const int fatal = fatal_loss(managers);
  if (const auto nested = within ? std::nullopt : nest(domains, managers)) {
    std::vector<int> outermost;
    for (const NestedDomain& domain : *nested)
      if (!domain.parent) outermost.push_back(domain.weight);
    std::ranges::sort(outermost, std::greater<>());
    return cut_sets(fewest_fatal(outermost, fatal), count_cuts(*nested, fatal, limits.counting),
                    list_cuts(*nested, fatal, limits.listing));
  }
  // Of domains with the same managers the first by name stands for all.
  std::vector<Domain> distinct;
  for (const Domain& domain : domains)
    if (!domain.managers.empty()) distinct.push_back(domain);
  std::ranges::sort(distinct, [](const Domain& a, const Domain& b) {
    return a.managers != b.managers ? a.managers < b.managers : a.id < b.id;
  });
  const auto alike = [](const Domain& a, const Domain& b) { return a.managers == b.managers; };
  distinct.erase(std::unique(distinct.begin(), distinct.end(), alike), distinct.end());
  std::ranges::sort(distinct, {}, &Domain::id);
  if (within) return search_within(distinct, managers, Alike::counted_once, limits, *within);
  return found_by_search(search_cuts(distinct, managers, fatal, Alike::counted_once, limits.overlap));
}

}  // namespace planner
