// The whole of analyse_quorum against every subset, one by one, and against known answers.
#include "planner/quorum/quorum.hpp"

#include <doctest/doctest.h>

#include "planner/quorum/cure.hpp"
#include "tests/layout.hpp"
#include "tests/quorum/brute_force.hpp"

using namespace planner;
using namespace planner::test;

namespace {

std::string describe(const Cluster& cluster) {
  std::string text;
  for (const FailureDomain& domain : cluster.topology.domains) {
    text += domain.level + " " + domain.id + ":";
    for (const NodeIndex node : nodes_of(cluster.topology, domain))
      if (role_of(cluster.topology, node) == Role::manager) text += " " + std::to_string(node);
    text += "\n";
  }
  return text;
}

void check_cuts(const CutSets& cuts, IdSets expected) {
  CHECK(cuts.count.exact);
  CHECK(cuts.count.decimal == std::to_string(expected.size()));
  CHECK(cuts.truncated == (expected.size() > 100));
  const std::optional<int> smallest =
      expected.empty() ? std::nullopt : std::optional<int>(static_cast<int>(expected.front().size()));
  CHECK(cuts.smallest == smallest);
  if (expected.size() > 100) expected.resize(100);
  CHECK(cuts.sets == expected);
}

void check_level(const LevelQuorum& level, const BruteLevel& expected) {
  CAPTURE(level.level);
  CHECK(level.domains == expected.domains);
  CHECK(level.survives == expected.survives);
  CHECK(level.spare == expected.spare);
  check_cuts(level.cut_sets, expected.cuts);
  const int last = expected.smallest.value_or(expected.domains);
  REQUIRE(static_cast<int>(level.losses.size()) == last);
  for (std::size_t i = 0; i < level.losses.size(); ++i) {
    const LossOfSome& row = level.losses[i];
    CHECK(row.lost == static_cast<int>(i) + 1);
    CHECK(row.exact);
    CHECK(row.least_left == expected.least_left[i]);
    CHECK(row.most_left == expected.most_left[i]);
    CHECK(row.fatal.exact);
    CHECK(row.fatal.decimal == std::to_string(expected.fatal[i]));
    CHECK(row.total.decimal == std::to_string(expected.total[i]));
  }
}

void check_all(const Cluster& cluster) {
  const std::string layout_text = describe(cluster);
  CAPTURE(layout_text);
  const auto quorum = analyse_quorum(cluster);
  REQUIRE(quorum);
  REQUIRE(quorum->levels.size() == cluster.topology.levels.size());
  for (std::size_t i = 0; i < quorum->levels.size(); ++i) {
    CHECK(quorum->levels[i].level == cluster.topology.levels[i]);
    check_level(quorum->levels[i], brute_level(cluster, cluster.topology.levels[i]));
  }
  check_cuts(quorum->mixed, brute_mixed(cluster));
  REQUIRE(quorum->domains.size() == cluster.topology.domains.size());
  for (std::size_t i = 0; i < quorum->domains.size(); ++i) {
    const DomainQuorum& domain = quorum->domains[i];
    CHECK(domain.managers == count_roles(cluster.topology, cluster.topology.domains[i]).manager);
    CHECK(domain.left == quorum->managers - domain.managers);
    CHECK(domain.kept == (domain.left >= brute_majority(quorum->managers)));
  }
}

std::vector<int> survived(const Quorum& quorum) {
  std::vector<int> result;
  for (const LevelQuorum& level : quorum.levels) result.push_back(level.survives);
  return result;
}

}  // namespace

TEST_CASE("the documents' layout has the numbers of the contract") {
  const Cluster cluster = documents_layout();
  const auto quorum = analyse_quorum(cluster);
  REQUIRE(quorum);
  CHECK(quorum->managers == 12);
  CHECK(quorum->majority == 7);
  CHECK(quorum->tolerated == 5);
  CHECK(survived(*quorum) == std::vector<int>{0, 1, 2, 5});
  CHECK_FALSE(find_level(*quorum, "group")->spare);
  CHECK(find_level(*quorum, "region")->spare == 2);
  CHECK(find_level(*quorum, "zone")->spare == 3);
  CHECK(find_level(*quorum, "node")->spare == 4);
  const std::vector<std::tuple<std::string, int, std::string, bool>> expected = {
      {"group", 1, "2", false}, {"region", 2, "6", false}, {"zone", 3, "44", false}, {"node", 6, "924", true}};
  for (const auto& [level, smallest, count, truncated] : expected) {
    const CutSets& cuts = find_level(*quorum, level)->cut_sets;
    CHECK(cuts.smallest == smallest);
    CHECK(cuts.count.decimal == count);
    CHECK(cuts.truncated == truncated);
    CHECK(cuts.sets.size() == (truncated ? 100U : std::stoul(count)));
  }
  CHECK(find_level(*quorum, "group")->cut_sets.sets == IdSets{{"eu"}, {"us"}});
  CHECK(quorum->mixed.smallest == 1);
  CHECK(quorum->mixed.count.decimal == "56");
  CHECK(quorum->mixed.sets[0] == std::vector<std::string>{"eu"});
  CHECK(quorum->mixed.sets[1] == std::vector<std::string>{"us"});
  CHECK_FALSE(quorum->mixed.truncated);
  const LossOfSome& three_zones = find_level(*quorum, "zone")->losses.at(2);
  CHECK(three_zones.least_left == 6);
  CHECK(three_zones.most_left == 9);
  CHECK(three_zones.fatal.decimal == "4");
  CHECK(three_zones.total.decimal == "56");
  CHECK(find_level(*quorum, "rack") == nullptr);
}

TEST_CASE("levels, mixed cut sets and losses equal brute force on nested layouts") {
  std::mt19937 random(20240611);
  for (int i = 0; i < 150; ++i) check_all(random_layout(random, 12));
}

TEST_CASE("levels, mixed cut sets and losses equal brute force with domains that overlap") {
  std::mt19937 random(20240612);
  for (int i = 0; i < 150; ++i) {
    Cluster cluster = random_layout(random, 9);
    declare_at_random(cluster, random);
    check_all(cluster);
  }
}

TEST_CASE("Docker's own table is zone-safe") {
  const std::vector<std::tuple<std::vector<int>, int>> table = {
      {{1, 1, 1}, 0}, {{2, 2, 1}, 0}, {{3, 2, 2}, 0}, {{3, 3, 3}, 1}};
  for (const auto& [managers, spare] : table) {
    const auto quorum = analyse_quorum(layout({{"r.a", managers[0]}, {"r.b", managers[1]}, {"r.c", managers[2]}}));
    REQUIRE(quorum);
    CHECK(find_level(*quorum, "zone")->survives == 1);
    CHECK(find_level(*quorum, "zone")->spare == spare);
    for (const DomainQuorum& domain : quorum->domains) CHECK(domain.kept == (domain.managers < quorum->managers));
  }
}

TEST_CASE("a layout of two sites always dies with one of them") {
  for (int a = 1; a <= 9; ++a)
    for (int b = 1; b <= 9; ++b) {
      const auto quorum = analyse_quorum(layout({{"a.z", a}, {"b.z", b}}));
      CHECK(find_level(*quorum, "region")->survives == 0);
    }
}

TEST_CASE("there is no quorum without managers or in a decentralized plan") {
  CHECK_FALSE(analyse_quorum(layout({{"r.a", 0, 1, 3}})));
  CHECK_FALSE(analyse_quorum(layout({{"r.a", 0, 1, 0, 3}})));
}

TEST_CASE("only managers count: nodes of edges and scaling pools change nothing") {
  Cluster cluster = layout({{"fra.a", 1, 1, 2}, {"fra.b", 1}, {"ams.a", 1}, {"pop.a", 0, 1, 2}});
  Topology& topology = cluster.topology;
  for (Place& place : topology.places)
    if (place.id.starts_with("pop")) place.edge = true;
  Pool scaling;
  scaling.place = topology.pools.back().place;
  scaling.count = 50;
  scaling.scaling = Scaling{50, std::nullopt};
  scaling.first_node = static_cast<int>(topology.nodes.size());
  topology.pools.push_back(scaling);
  const auto quorum = analyse_quorum(cluster);
  REQUIRE(quorum);
  CHECK(quorum->managers == 3);
  CHECK(find_level(*quorum, "region")->domains == 3);
  CHECK(find_level(*quorum, "region")->survives == 0);
  CHECK(find_level(*quorum, "region")->cut_sets.sets == IdSets{{"fra"}});
  CHECK(find_level(*quorum, "zone")->cut_sets.count.decimal == "3");
  CHECK(quorum->mixed.sets == IdSets{{"fra"}, {"ams", "fra.a"}, {"ams", "fra.b"}});
}

TEST_CASE("of domains with the same managers the first by name is told") {
  Cluster cluster = layout({{"us.west.az-1", 2}, {"eu.north.az-1", 1}});
  CHECK(analyse_quorum(cluster)->mixed.sets == IdSets{{"us"}});
  declare_domain(cluster, "provider", "provider.first", {"us"});
  const auto quorum = analyse_quorum(cluster);
  CHECK(quorum->mixed.sets == IdSets{{"provider.first"}});
  CHECK(quorum->mixed.count.decimal == "1");
}

TEST_CASE("the worked example of docs/quorum.md") {
  Cluster cluster = layout({{"r1.a", 2}, {"r1.b", 1}, {"r2.c", 1}});
  cluster.goals.survive = {{{{"node", 1}}, false, {1, 1, 1}}, {{{"zone", 1}, {"node", 1}}, true, {1, 1, 1}}};
  const auto quorum = analyse_quorum(cluster);
  REQUIRE(quorum);
  CHECK(quorum->majority == 3);
  CHECK(quorum->tolerated == 1);
  CHECK(survived(*quorum) == std::vector<int>{0, 0, 1});
  CHECK_FALSE(find_level(*quorum, "region")->spare);
  CHECK_FALSE(find_level(*quorum, "zone")->spare);
  CHECK(find_level(*quorum, "node")->spare == 0);
  CHECK(find_level(*quorum, "region")->cut_sets.sets == IdSets{{"r1"}});
  CHECK(find_level(*quorum, "zone")->cut_sets.sets == IdSets{{"r1.a"}, {"r1.b", "r2.c"}});
  CHECK(find_level(*quorum, "node")->cut_sets.count.decimal == "6");
  CHECK(quorum->mixed.sets == IdSets{{"r1"}, {"r1.a"}, {"r1.b", "r2"}});
  const LossOfSome& zone = find_level(*quorum, "zone")->losses.at(0);
  CHECK(std::tuple(zone.least_left, zone.most_left, zone.fatal.decimal, zone.total.decimal) ==
        std::tuple(2, 3, "1", "3"));
  CHECK(quorum->goals[0].met);
  CHECK_FALSE(quorum->goals[1].met);
  CHECK(quorum->goals[1].left == 1);
  CHECK(quorum->goals[1].witness == std::vector<std::string>{"r1.a", "r1-b-manager-1"});
  using Layout = std::vector<std::pair<std::string, int>>;
  const auto zones = cure_for(cluster.topology, *quorum, "zone");
  CHECK(zones->balanced == Layout{{"r1.a", 1}, {"r1.b", 1}, {"r2.c", 1}});
  CHECK(zones->moves.size() == 1);
  const auto regions = cure_for(cluster.topology, *quorum, "region");
  CHECK(regions->add_in_third == 3);
  CHECK(regions->fewer == Layout{{"r1", 2}, {"r2", 2}, {"", 1}});
}
