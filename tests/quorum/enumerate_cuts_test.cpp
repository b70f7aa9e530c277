// Cut sets one by one against all subsets; sets within a bound on their size.
#include "planner/quorum/enumerate_cuts.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <bit>
#include <set>

#include "planner/quorum/levels.hpp"
#include "tests/quorum/brute_force.hpp"

using namespace planner;
using namespace planner::test;

namespace {

int weight_of(const std::vector<int>& weights, std::uint64_t set) {
  int sum = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) sum += (set >> i) & 1U ? weights[i] : 0;
  return sum;
}

std::set<std::uint64_t> minimal_masks(const std::vector<int>& weights, int fatal, int most) {
  std::set<std::uint64_t> masks;
  for (std::uint64_t set = 1; set < std::uint64_t{1} << weights.size(); ++set) {
    bool minimal = weight_of(weights, set) >= fatal && std::popcount(set) <= most;
    for (std::size_t i = 0; i < weights.size() && minimal; ++i)
      if ((set >> i) & 1U) minimal = weight_of(weights, set ^ (std::uint64_t{1} << i)) < fatal;
    if (minimal) masks.insert(set);
  }
  return masks;
}

std::vector<int> random_weights(std::mt19937& random) {
  std::vector<int> weights;
  for (int count = any(random, 10); count >= 0; --count) weights.push_back(1 + any(random, 4));
  std::ranges::sort(weights, std::greater<>());
  return weights;
}

IdSets sets_within(IdSets sets, int within) {
  std::erase_if(sets, [&](const std::vector<std::string>& set) { return static_cast<int>(set.size()) > within; });
  return sets;
}

void check_within(const CutSets& found, const IdSets& all, int within) {
  const IdSets expected = sets_within(all, within);
  CHECK(found.within == within);
  CHECK(found.sets == expected);
  CHECK(found.count.decimal == std::to_string(expected.size()));
  CHECK(found.count.exact);
  CHECK_FALSE(found.truncated);
  CHECK(found.smallest == (expected.empty() ? std::nullopt : std::optional(static_cast<int>(expected[0].size()))));
}

}  // namespace

TEST_CASE("every minimal cut set is visited once") {
  std::mt19937 random(101);
  for (int round = 0; round < 400; ++round) {
    const std::vector<int> weights = random_weights(random);
    const int fatal = 1 + any(random, weight_of(weights, (std::uint64_t{1} << weights.size()) - 1) + 1);
    const int most = any(random, static_cast<int>(weights.size()) + 2);
    CAPTURE(weights);
    CAPTURE(fatal);
    CAPTURE(most);
    std::vector<std::uint64_t> masks;
    CHECK(for_each_cut(weights, fatal, most, 1'000'000, [&](std::uint64_t mask) { masks.push_back(mask); }));
    const std::set<std::uint64_t> once(masks.begin(), masks.end());
    CHECK(once.size() == masks.size());
    CHECK(once == minimal_masks(weights, fatal, most));
  }
}

TEST_CASE("of 23 single managers any 12 are a cut set") {
  const std::vector<int> weights(23, 1);
  std::int64_t count = 0;
  CHECK(for_each_cut(weights, 12, 23, 2'000'000, [&](std::uint64_t) { ++count; }));
  CHECK(count == 1'352'078);
}

TEST_CASE("a limit of steps is so many sets") {
  const std::vector<int> weights(8, 1);
  for (const std::int64_t steps : {0, 1, 55, 56, 57}) {
    std::int64_t count = 0;
    const bool complete = for_each_cut(weights, 5, 8, steps, [&](std::uint64_t) { ++count; });
    CHECK(complete == (steps >= 56));
    CHECK(count == std::min<std::int64_t>(steps, 56));
  }
}

TEST_CASE("64 domains have a bit each") {
  const std::vector<int> weights(64, 1);
  std::uint64_t seen = 0;
  CHECK(for_each_cut(weights, 1, 64, 100, [&](std::uint64_t mask) { seen |= mask; }));
  CHECK(seen == ~std::uint64_t{0});
}

TEST_CASE("sets within a bound are those of all sets that are no larger") {
  std::mt19937 random(102);
  int overlapping = 0;
  for (int round = 0; round < 120; ++round) {
    Cluster cluster = random_layout(random, 10);
    if (round % 2 == 0) declare_at_random(cluster, random);
    const std::vector<NodeIndex> managers = managers_of(cluster.topology);
    const auto count = static_cast<int>(managers.size());
    const std::vector<Domain> domains = domains_of(cluster.topology, managers);
    const int within = 1 + any(random, 4);
    CAPTURE(within);
    for (const LevelDomains& level : by_level(cluster.topology, domains, count)) {
      overlapping += level.disjoint ? 0 : 1;
      const LevelQuorum bounded = judge_level(level, count, {}, within), whole = judge_level(level, count);
      const IdSets all = brute_level(cluster, std::string(level.level)).cuts;
      if (sets_within(all, within).size() <= 100) check_within(bounded.cut_sets, all, within);
      CHECK(bounded.survives == whole.survives);
      CHECK(bounded.spare == whole.spare);
    }
    const IdSets mixed = brute_mixed(cluster);
    if (sets_within(mixed, within).size() <= 100) check_within(judge_mixed(domains, count, {}, within), mixed, within);
  }
  CHECK(overlapping > 5);
}
