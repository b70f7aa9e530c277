// Domains that overlap, at the limit of steps. That the search is right elsewhere is tested in quorum_test.cpp.
#include "planner/quorum/overlap.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "planner/quorum/levels.hpp"
#include "tests/layout.hpp"
#include "tests/quorum/brute_force.hpp"

using namespace planner;
using namespace planner::test;

namespace {

// Rings of managers: each domain takes three neighbours.
std::vector<Domain> ring(int managers, const std::vector<std::string>& ids) {
  std::vector<Domain> domains;
  for (int i = 0; i < managers; ++i) {
    std::vector<int> inside = {i, (i + 1) % managers, (i + 2) % managers};
    std::sort(inside.begin(), inside.end());
    domains.push_back({ids[static_cast<std::size_t>(i)], inside});
  }
  return domains;
}

std::vector<std::string> names(int count) {
  std::vector<std::string> ids;
  for (int i = 0; i < count; ++i) ids.push_back("d" + std::to_string(100 + i));
  return ids;
}

}  // namespace

TEST_CASE("a stopped search knows which sizes it finished, and never claims more") {
  const std::vector<std::string> ids = names(15);
  const std::vector<Domain> domains = ring(15, ids);
  const CutSearch full = search_cuts(domains, 15, 8, Alike::counted_each);
  REQUIRE(full.complete);
  REQUIRE(full.smallest == 3);
  for (std::int64_t steps = 100; steps < 30000; steps += 400) {
    const CutSearch part = search_cuts(domains, 15, 8, Alike::counted_each, steps);
    CHECK(part.count <= full.count);
    CHECK(part.smallest >= 3);
    if (part.sizes_done >= 3) CHECK(part.of_smallest == full.of_smallest);
    if (part.complete) CHECK(part.count == full.count);
    REQUIRE(part.listing.sets.size() <= full.listing.sets.size());
    CHECK(std::equal(part.listing.sets.begin(), part.listing.sets.end(), full.listing.sets.begin()));
  }
  const CutSearch stopped = search_cuts(domains, 15, 8, Alike::counted_each, 20);
  CHECK_FALSE(stopped.complete);
  CHECK(stopped.count == 1);
  CHECK(stopped.listing.sets.empty());
}

TEST_CASE("sixty managers in twenty zones with twenty domains across them end with a bound") {
  std::vector<ZoneLine> lines;
  for (int zone = 0; zone < 20; ++zone)
    lines.push_back({"r" + std::to_string(zone / 5) + ".z" + std::to_string(zone), 3});
  Cluster cluster = layout(lines);
  Topology& topology = cluster.topology;
  for (int i = 0; i < 20; ++i) {
    FailureDomain domain{"x" + std::to_string(i), "domain", std::nullopt, {}, {}, {1, 1, 1}};
    for (int node = i % 7; node < 60; node += 7 + i) domain.nodes.push_back(node);
    topology.domains.push_back(domain);
  }
  Limits limits;
  limits.overlap = 300'000;
  const CutSets mixed = judge_mixed(domains_of(topology, managers_of(topology)), 60, limits);
  CHECK_FALSE(mixed.count.exact);
  CHECK(mixed.smallest == 2);
  CHECK(mixed.sets.size() == 100);
  CHECK(mixed.truncated);
}

TEST_CASE("a stopped search for the worst loss tells a loss that exists and a bound that holds") {
  const std::vector<std::string> ids = names(24);
  LevelDomains level{"domain", 24, ring(24, ids), false};
  level.domains[7].managers = {0, 5, 9, 14, 20};
  const std::vector<std::string_view> nodes(24, "n");
  const std::vector<AnyOf> choice = {{&level, 6}};
  const WorstLoss exact = worst_loss(choice, 0, nodes);
  CHECK(exact.lost == exact.at_most);
  for (std::int64_t steps = 0; steps < 2000; steps += 100) {
    const WorstLoss stopped = worst_loss(choice, 0, nodes, steps);
    CHECK(stopped.lost <= exact.lost);
    CHECK(stopped.at_most >= exact.lost);
  }
  const MildestLoss mild = mildest_loss(level, 6, 24);
  CHECK(mild.exact);
  CHECK(mild.lost == 8);
  CHECK_FALSE(mildest_loss(level, 6, 24, 30).exact);
  CHECK(mildest_loss(level, 6, 24, 30).lost >= mild.lost);
}
