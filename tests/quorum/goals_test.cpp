// Survival goals against every loss that they name.
#include <doctest/doctest.h>

#include <algorithm>

#include "planner/quorum/quorum.hpp"
#include "tests/layout.hpp"
#include "tests/quorum/brute_force.hpp"

using namespace planner;
using namespace planner::test;

namespace {

GoalQuorum judge(Cluster cluster, const std::vector<std::pair<std::string, int>>& losses) {
  cluster.goals.survive = {{losses, losses.size() > 1, {1, 1, 1}}};
  const auto quorum = analyse_quorum(cluster);
  REQUIRE(quorum);
  REQUIRE(quorum->goals.size() == 1);
  return quorum->goals.front();
}

// Managers left when what the witness names is lost; it must name no more domains of a level than the goal.
int left_after(const Cluster& cluster, const GoalQuorum& goal, std::map<std::string, int> allowed) {
  std::uint64_t lost = 0;
  std::uint64_t all = 0;
  for (const std::string& level : cluster.topology.levels)
    for (const auto& [id, bits] : brute_domains(cluster, level)) {
      all |= bits;
      if (std::find(goal.witness.begin(), goal.witness.end(), id) == goal.witness.end()) continue;
      lost |= bits;
      CHECK(--allowed[level] >= 0);
    }
  return __builtin_popcountll(all & ~lost);
}

void check_goal(const Cluster& cluster, const std::map<std::string, int>& losses, bool tree) {
  const GoalQuorum goal = judge(cluster, {losses.begin(), losses.end()});
  const int left = brute_goal(cluster, losses, false);
  const int managers = analyse_quorum(cluster)->managers;
  CHECK(goal.left == left);
  CHECK(goal.met == (left >= brute_majority(managers)));
  CHECK(goal.proved);
  CHECK(left_after(cluster, goal, losses) == left);
  if (tree) CHECK(brute_goal(cluster, losses, true) == left);
}

}  // namespace

TEST_CASE("goals of one level and joint goals equal brute force on trees") {
  std::mt19937 random(7);
  for (int i = 0; i < 60; ++i) {
    const Cluster cluster = random_layout(random, 12);
    std::map<std::string, int> losses;
    for (const std::string& level : cluster.topology.levels)
      if (any(random, 2) == 0) losses[level] = 1 + any(random, 2);
    if (!losses.empty()) check_goal(cluster, losses, true);
  }
}

TEST_CASE("goals equal brute force with domains that overlap") {
  std::mt19937 random(8);
  for (int i = 0; i < 60; ++i) {
    Cluster cluster = random_layout(random, 9);
    declare_at_random(cluster, random);
    std::map<std::string, int> losses;
    for (const std::string& level : cluster.topology.levels)
      if (any(random, 2) == 0) losses[level] = 1 + any(random, 2);
    if (!losses.empty()) check_goal(cluster, losses, false);
  }
}

TEST_CASE("any zone and any node outside it") {
  const Cluster cluster = layout({{"r.a", 3}, {"r.b", 2}, {"r.c", 2}});
  CHECK(judge(cluster, {{"zone", 1}}).met);
  const GoalQuorum goal = judge(cluster, {{"zone", 1}, {"node", 1}});
  CHECK_FALSE(goal.met);
  CHECK(goal.left == 3);
  CHECK(goal.witness == std::vector<std::string>{"r.a", "r-b-manager-1"});
}

TEST_CASE("a goal that asks for more domains than there are means all of them") {
  const Cluster cluster = layout({{"r.a", 2}, {"r.b", 1}});
  const GoalQuorum zones = judge(cluster, {{"zone", 5}});
  CHECK_FALSE(zones.met);
  CHECK(zones.left == 0);
  CHECK(zones.witness == std::vector<std::string>{"r.a", "r.b"});
  CHECK(judge(cluster, {{"node", 9}}).left == 0);
  CHECK(judge(cluster, {{"rack", 1}}).met);
  CHECK(judge(cluster, {{"rack", 1}}).left == 3);
}

TEST_CASE("the heaviest region first is not always the worst") {
  // b and a zone of a take all 19; a, the heavier, and a zone of b only 13
  const Cluster cluster = layout({{"a.x", 10}, {"b.x", 3}, {"b.y", 3}, {"b.z", 3}});
  const GoalQuorum goal = judge(cluster, {{"region", 1}, {"zone", 1}});
  CHECK(goal.left == 0);
  CHECK(goal.witness == std::vector<std::string>{"b", "a.x"});
}
