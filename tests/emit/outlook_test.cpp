#include "planner/emit/story/outlook.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>

#include "tests/layout.hpp"

using namespace planner;

namespace {

/// Up to 3 groups of 2 regions of 3 zones, the managers anywhere.
Cluster random_layout(std::mt19937& random) {
  const auto upto = [&](int most) { return static_cast<int>(random() % static_cast<unsigned>(most + 1)); };
  std::vector<test::ZoneLine> zones;
  const int groups = 1 + upto(2);
  for (int g = 0; g < groups; ++g)
    for (int r = 0; r <= upto(1); ++r)
      for (int z = 0; z <= upto(2); ++z)
        zones.push_back(
            {"g" + std::to_string(g) + ".r" + std::to_string(r) + ".z" + std::to_string(z), upto(3), 0, upto(1)});
  Cluster cluster = test::layout(zones);
  if (zones.size() > 1 && upto(1) == 1)
    test::declare_domain(cluster, "feed", "feed.a", {zones.front().id, zones.back().id});
  return cluster;
}

bool is_manager(const Topology& topology, const std::string& host) {
  const std::vector<NodeIndex> managers = managers_of(topology);
  return std::any_of(managers.begin(), managers.end(),
                     [&](NodeIndex node) { return topology.nodes[static_cast<std::size_t>(node)].id == host; });
}

}  // namespace

TEST_CASE("every case of the runbook is a loss that stops the swarm, and its cure restores it") {
  std::mt19937 random(7);
  int checked = 0;
  for (int round = 0; round < 400; ++round) {
    const Cluster cluster = random_layout(random);
    const std::optional<Quorum> quorum = analyse_quorum(cluster);
    if (!quorum) continue;
    const Outlook outlook = outlook_of(cluster, *quorum);
    const int managers = static_cast<int>(managers_of(cluster.topology).size());
    const int majority = managers / 2 + 1;
    for (const Case& each : outlook.cases) {
      ++checked;
      const int dead = static_cast<int>(each.managers.size());
      CHECK(managers - dead < majority);
      CHECK(each.left == managers - dead);
      CHECK(each.left + each.need >= majority);
      CHECK(each.left + each.need - 1 < majority);
      CHECK(each.need <= dead);
      CHECK(each.survivor.empty() == (each.left == 0));
      if (!each.survivor.empty()) CHECK(is_manager(cluster.topology, each.survivor));
      CHECK(std::find(each.managers.begin(), each.managers.end(), each.survivor) == each.managers.end());
    }
    for (const DomainQuorum* entry : outlook.fatal) CHECK(managers - entry->managers < majority);
    CHECK(outlook.cases.empty() == (outlook.fatal.empty() && managers > 2));
  }
  CHECK(checked > 100);
}

TEST_CASE("a place that holds the whole swarm is no place to lose") {
  const Cluster cluster = test::layout({{"eu.a", 1, 0, 1}, {"eu.b", 1, 0, 1}, {"eu.c", 1, 0, 1}});
  const std::optional<Quorum> quorum = analyse_quorum(cluster);
  REQUIRE(quorum);
  const Outlook outlook = outlook_of(cluster, *quorum);
  CHECK(outlook.fatal.empty());
  REQUIRE(outlook.whole.size() == 1);
  CHECK(domain_of(outlook, *outlook.whole.front()).id == "eu");
  CHECK(outlook.level == "zone");
}

TEST_CASE("a place with all managers is one to lose when workers live elsewhere") {
  const Cluster cluster = test::layout({{"eu.a", 3, 0, 1}, {"us.a", 0, 0, 1}});
  const std::optional<Quorum> quorum = analyse_quorum(cluster);
  REQUIRE(quorum);
  const Outlook outlook = outlook_of(cluster, *quorum);
  REQUIRE(outlook.cases.size() == 1);
  CHECK(outlook.cases[0].id == "eu");
  CHECK(outlook.cases[0].left == 0);
  CHECK(outlook.cases[0].survivor.empty());
  CHECK(outlook.level == "region");
}

TEST_CASE("edges are outside the swarm: losing the only region within it is losing all") {
  Cluster cluster = test::layout({{"eu.a", 1, 0, 1}, {"eu.b", 1, 0, 1}, {"eu.c", 1, 0, 1}, {"pop.a", 0, 1, 0}});
  for (Place& place : cluster.topology.places) place.edge = place.id.rfind("pop", 0) == 0;
  cluster.topology.pools.back().in_swarm = false;
  const std::optional<Quorum> quorum = analyse_quorum(cluster);
  REQUIRE(quorum);
  const Outlook outlook = outlook_of(cluster, *quorum);
  CHECK(outlook.level == "zone");
  CHECK(outlook.fatal.empty());
  CHECK(outlook.whole.size() == 1);
}

TEST_CASE("the command that forces a new cluster takes the address of the spec") {
  CHECK(force_command("") == "docker swarm init --force-new-cluster --advertise-addr ITS-IP:2377");
  CHECK(force_command("10.0.0.1") == "docker swarm init --force-new-cluster --advertise-addr 10.0.0.1:2377");
  CHECK(force_command("2001:db8::1") == "docker swarm init --force-new-cluster --advertise-addr [2001:db8::1]:2377");
}
