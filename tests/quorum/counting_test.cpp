// Counts too large to list, against closed forms; and what happens at the limit of steps.
#include "planner/quorum/counting.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "planner/quorum/levels.hpp"
#include "planner/quorum/quorum.hpp"
#include "tests/layout.hpp"

using namespace planner;
using namespace planner::test;

namespace {

// Decimal numbers of any length, written backwards: enough to add.
std::string sum(const std::string& a, const std::string& b) {
  std::string result;
  int carry = 0;
  for (std::size_t i = 0; i < std::max(a.size(), b.size()) || carry > 0; ++i) {
    const int digits = (i < a.size() ? a[i] - '0' : 0) + (i < b.size() ? b[i] - '0' : 0) + carry;
    result.push_back(static_cast<char>('0' + digits % 10));
    carry = digits / 10;
  }
  return result;
}

// n over k by Pascal's triangle: additions only.
std::string pascal(std::size_t n, std::size_t k, const std::string& more = "") {
  std::vector<std::string> row(k + 1);
  row[0] = "1";
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = std::min(k, i + 1); j > 0; --j) row[j] = sum(row[j], row[j - 1]);
  const std::string result = sum(row[k], more);
  return {result.rbegin(), result.rend()};
}

std::vector<ZoneLine> zones(int regions, int zones_each, int managers) {
  std::vector<ZoneLine> lines;
  for (int region = 0; region < regions; ++region)
    for (int zone = 0; zone < zones_each; ++zone)
      lines.push_back({"r" + std::to_string(region) + ".z" + std::to_string(zone), managers});
  return lines;
}

}  // namespace

TEST_CASE("two hundred zones with a manager each: a binomial coefficient") {
  const auto quorum = analyse_quorum(layout(zones(1, 200, 1)));
  const std::string expected = pascal(200, 100);
  for (const char* level : {"zone", "node"}) {
    const LevelQuorum& judged = *find_level(*quorum, level);
    CHECK(judged.survives == 99);
    CHECK(judged.cut_sets.smallest == 100);
    CHECK(judged.cut_sets.count.decimal == expected);
    CHECK(judged.cut_sets.count.exact);
    CHECK(judged.cut_sets.sets.size() == 100);
    CHECK(judged.cut_sets.truncated);
    REQUIRE(judged.losses.size() == 64);
    CHECK(judged.losses[61].lost == 62);
    CHECK(judged.losses[62].lost == 99);
    CHECK(judged.losses[62].least_left == 101);
    CHECK(judged.losses[62].fatal.decimal == "0");
    CHECK(judged.losses[63].lost == 100);
    CHECK(judged.losses[63].fatal.decimal == expected);
    CHECK(judged.losses[63].total.decimal == expected);
  }
  CHECK(quorum->mixed.count.decimal == pascal(200, 100, "1"));
  CHECK(quorum->mixed.sets.front() == std::vector<std::string>{"r0"});
}

TEST_CASE("regions of equal zones: the mixed count is a sum of products of binomials") {
  // 20 regions of 3 zones of one manager, T = 30. A set of r whole regions and of two or one zones of others has 30
  // managers exactly: where a zone is in it, it is the lightest; where none is, it is of ten regions.
  const auto quorum = analyse_quorum(layout(zones(20, 3, 1)));
  const auto choose_small = [](int n, int k) {
    std::uint64_t ways = 1;
    for (int i = 1; i <= k; ++i) ways = ways * static_cast<std::uint64_t>(n - k + i) / static_cast<std::uint64_t>(i);
    return ways;
  };
  std::uint64_t expected = 0;
  for (int r = 0; r <= 10; ++r)
    for (int two = 0; r + two <= 20; ++two) {
      const int one = 30 - 3 * r - 2 * two;
      if (one < 0 || r + two + one > 20) continue;
      std::uint64_t ways = choose_small(20, r) * choose_small(20 - r, two) * choose_small(20 - r - two, one);
      for (int i = 0; i < two + one; ++i) ways *= 3;
      expected += ways;
    }
  CHECK(quorum->mixed.count.decimal == std::to_string(expected));
  CHECK(quorum->mixed.smallest == 10);
  CHECK(find_level(*quorum, "region")->cut_sets.count.decimal == "184756");
}

TEST_CASE("four hundred managers are counted exactly") {
  const auto quorum = analyse_quorum(layout(zones(10, 20, 2)));
  const std::string nodes = pascal(400, 200);
  CHECK(find_level(*quorum, "node")->cut_sets.count.decimal == nodes);
  CHECK(find_level(*quorum, "zone")->cut_sets.count.decimal == pascal(200, 100));
  CHECK(find_level(*quorum, "region")->cut_sets.count.decimal == "252");
  CHECK(quorum->mixed.count.exact);
  CHECK(quorum->mixed.smallest == 5);
  CHECK(quorum->mixed.sets.size() == 100);
}

TEST_CASE("workers change no figure of the managers") {
  std::vector<ZoneLine> lines = zones(3, 4, 1);
  const auto without = analyse_quorum(layout(lines));
  for (ZoneLine& line : lines) line.workers = 800;
  const auto with = analyse_quorum(layout(lines));
  CHECK(with->mixed.sets == without->mixed.sets);
  CHECK(find_level(*with, "node")->cut_sets.count.decimal == "924");
  CHECK(find_level(*with, "node")->domains == 9612);
  CHECK(find_level(*with, "node")->losses.back().fatal.decimal == "924");
  CHECK(find_level(*with, "node")->losses.back().most_left == 12);
}

TEST_CASE("at its limit a count says that it is not exact") {
  const std::vector<int> weights = {3, 2, 2, 1, 1, 1};
  CHECK(count_cuts(weights, 5).exact);
  CHECK_FALSE(count_cuts(weights, 5, 10).exact);
  CHECK_FALSE(choose(100, 50, 10).exact);
  CHECK_FALSE(count_first_fatal(weights, 2, 5, 5).exact);
  CHECK(count_first_fatal(weights, 2, 5).decimal == "2");
  std::vector<NestedDomain> nested;
  for (int i = 0; i < 6; ++i) nested.push_back({"z", weights[static_cast<std::size_t>(i)], std::nullopt, {}, false});
  CHECK(count_cuts(nested, 5).decimal == count_cuts(weights, 5).decimal);
  CHECK_FALSE(count_cuts(nested, 5, 10).exact);
}

TEST_CASE("a level and a mix that reach a limit give a bound and go on") {
  const Cluster cluster = layout(zones(4, 9, 1));
  const std::vector<NodeIndex> managers = managers_of(cluster.topology);
  const std::vector<Domain> domains = domains_of(cluster.topology, managers);
  Limits limits;
  limits.counting = 100;
  const CutSets mixed = judge_mixed(domains, 36, limits);
  CHECK(mixed.smallest == 2);
  CHECK_FALSE(mixed.count.exact);
  CHECK(mixed.count.decimal == std::to_string(mixed.sets.size()));
  CHECK(mixed.truncated);
  limits.listing = 0;
  const LevelQuorum zone = judge_level(by_level(cluster.topology, domains, 36).at(1), 36, limits);
  CHECK(zone.survives == 17);
  CHECK(zone.cut_sets.smallest == 18);
  CHECK_FALSE(zone.cut_sets.count.exact);
  CHECK(zone.cut_sets.count.decimal == "1");
  CHECK(zone.cut_sets.sets.empty());
  CHECK(zone.cut_sets.truncated);
  CHECK_FALSE(zone.losses.back().fatal.exact);
  CHECK(zone.losses.back().least_left == 18);
}

TEST_CASE("a complete listing is an exact count, whatever the counting came to") {
  const Cluster cluster = layout(zones(3, 1, 2));
  const std::vector<Domain> domains = domains_of(cluster.topology, managers_of(cluster.topology));
  Limits limits;
  limits.counting = 0;
  const CutSets mixed = judge_mixed(domains, 6, limits);
  CHECK(mixed.count.exact);
  CHECK(mixed.count.decimal == "3");
  CHECK_FALSE(mixed.truncated);
}
