// What stops the quorum alone, what leaves nothing to spare, and managers that buy nothing, by trying each.
#include "planner/quorum/one_away.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "planner/spec/read_cluster.hpp"
#include "tests/brute_reach.hpp"
#include "tests/random_spec.hpp"

using namespace planner;
using namespace planner::test;

namespace {

/// Without its managers in `demoted`: the most domains of a level any of which may be lost. A majority is of those
/// left.
int survived(const Cluster& cluster, const std::string& level, const std::set<NodeIndex>& demoted) {
  const std::vector<NodeIndex> managers = all_managers(cluster);
  const auto voters = static_cast<int>(managers.size() - demoted.size());
  const int majority = half_and_one(voters);
  int domains = 0;
  for (const FailureDomain& domain : cluster.topology.domains) domains += domain.level == level ? 1 : 0;
  if (level == "node") domains = voters;
  Down before;
  before.nodes = demoted;
  for (int lost = 1; lost <= domains; ++lost) {
    bool kept = true;
    for_each_loss(cluster, {{{level, lost}}, false, {}}, before,
                  [&](const Down& down) { kept = kept && heaviest_side(cluster, down) >= majority; });
    if (!kept) return lost - 1;
  }
  return domains;
}

bool buys_nothing(const Cluster& cluster, NodeIndex manager) {
  return std::ranges::all_of(cluster.topology.levels, [&](const std::string& level) {
    return survived(cluster, level, {manager}) >= survived(cluster, level, {});
  });
}

void check(const Cluster& cluster) {
  const auto quorum = analyse_quorum(cluster);
  REQUIRE(quorum);
  const OneAway found = find_one_away(cluster, *quorum);
  std::vector<std::string> fatal, last_straw;
  for (const FailureDomain& domain : cluster.topology.domains) {
    Down down;
    take_domain(cluster, domain, down);
    const int left = heaviest_side(cluster, down);
    if (left < quorum->majority) fatal.push_back(domain.id);
    if (left == quorum->majority && left < quorum->managers) last_straw.push_back(domain.id);
  }
  for (const NodeIndex manager : all_managers(cluster))
    if (heaviest_side(cluster, {{manager}, {}, {}, {}}) < quorum->majority)
      fatal.push_back(cluster.topology.nodes[static_cast<std::size_t>(manager)].id);
  CHECK(found.fatal == fatal);
  CHECK(found.last_straw == last_straw);
}

}  // namespace

TEST_CASE("what stops the quorum alone and what leaves nothing to spare, without links") {
  std::mt19937 random(81);
  for (int round = 0; round < 200; ++round) {
    const RandomSpec spec = random_spec(random, {.groups = true, .racks = true, .edges = true, .domains = true});
    CAPTURE(spec.text);
    check(spec.cluster);
  }
}

TEST_CASE("what stops the quorum alone and what leaves nothing to spare, with links") {
  std::mt19937 random(82);
  for (int round = 0; round < 200; ++round) {
    const RandomSpec spec = random_spec(
        random, {.hub = true, .links = true, .groups = true, .edges = true, .domains = true, .workers = false});
    CAPTURE(spec.text);
    check(spec.cluster);
  }
}

TEST_CASE("a manager buys nothing when every level survives as much without it") {
  std::mt19937 random(83);
  int nothing = 0, something = 0;
  for (int round = 0; round < 150; ++round) {
    const RandomSpec spec = random_spec(random, {.links = round % 2 == 0,
                                                 .racks = true,
                                                 .domains = round % 3 == 0,
                                                 .workers = false,
                                                 .most_managers = 6,
                                                 .most_regions = 3});
    CAPTURE(spec.text);
    const auto quorum = analyse_quorum(spec.cluster);
    if (quorum->managers < 2) continue;
    std::set<PlaceIndex> places;
    for (const NodeIndex manager : all_managers(spec.cluster))
      if (buys_nothing(spec.cluster, manager)) places.insert(home_of(spec.cluster, manager));
    std::vector<std::string> expected;
    for (const PlaceIndex place : places)
      expected.push_back(spec.cluster.topology.places[static_cast<std::size_t>(place)].id);
    CHECK(find_one_away(spec.cluster, *quorum).buys_nothing == expected);
    (expected.empty() ? something : nothing) += 1;
  }
  CHECK(nothing > 10);
  CHECK(something > 5);
}
