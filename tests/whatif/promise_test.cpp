// Is a loss one that a goal speaks of? Every choice of domains that the goal names is tried.
#include "planner/whatif/promise.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "planner/spec/read_cluster.hpp"
#include "planner/whatif/simulation.hpp"
#include "tests/brute_reach.hpp"
#include "tests/random_spec.hpp"

using namespace planner;
using namespace planner::test;

namespace {

std::size_t at(int index) { return static_cast<std::size_t>(index); }

/// Some choice of the goal takes every manager that is down and, with links, every zone that is down as a whole.
bool spoken_of(const Cluster& cluster, const SurvivalGoal& goal, const Down& down) {
  bool found = false;
  for_each_loss(cluster, goal, {}, [&](const Down& choice) {
    bool covers = cluster.links.empty() || std::ranges::includes(choice.zones, down.zones);
    for (const NodeIndex manager : all_managers(cluster))
      covers = covers && (!down.nodes.contains(manager) || choice.nodes.contains(manager));
    found = found || covers;
  });
  return found;
}

struct Asked {
  FailureQuestion question;
  Down down;
  std::string told;
};

/// Up to four domains or hosts fail; a place that lies in another or holds nothing of the Swarm may be among them.
Asked ask(std::mt19937& random, const Cluster& cluster) {
  Asked asked;
  const Topology& topology = cluster.topology;
  for (int times = 1 + draw(random, 4); times > 0; --times) {
    if (draw(random, 4) == 0) {
      const int node = draw(random, static_cast<int>(topology.nodes.size()));
      asked.down.nodes.insert(node);
      asked.question.fail.push_back(topology.nodes[at(node)].id);
    } else {
      const FailureDomain& domain = topology.domains[at(draw(random, static_cast<int>(topology.domains.size())))];
      take_domain(cluster, domain, asked.down);
      asked.question.fail.push_back(domain.id);
    }
    asked.told += asked.question.fail.back() + " ";
  }
  return asked;
}

struct Seen {
  int broken = 0, lost_and_met = 0;
};

Seen check_random(unsigned seed, int rounds, const SpecWish& wish) {
  std::mt19937 random(seed);
  Seen seen;
  for (int round = 0; round < rounds; ++round) {
    const RandomSpec spec = random_spec(random, wish);
    const Asked asked = ask(random, spec.cluster);
    CAPTURE(spec.text);
    CAPTURE(asked.told);
    const FailureReading reading = read_failure(spec.cluster.topology, asked.question);
    REQUIRE(reading.errors.empty());
    const Simulation found = simulate_failure(spec.cluster, asked.question, reading.failure);
    const bool kept =
        heaviest_side(spec.cluster, asked.down) >= half_and_one(static_cast<int>(all_managers(spec.cluster).size()));
    const std::vector<SurvivalGoal>& goals = spec.cluster.goals.survive;
    REQUIRE(found.goals.size() == goals.size());
    for (std::size_t i = 0; i < goals.size(); ++i) {
      CAPTURE(found.goals[i].goal);
      CHECK(found.goals[i].goal == (goals[i].together ? "survive_together" : "survive." + goals[i].losses[0].first));
      CHECK(found.goals[i].met == (kept || !spoken_of(spec.cluster, goals[i], asked.down)));
      CHECK(found.goals[i].why.empty() == found.goals[i].met);
      seen.broken += found.goals[i].met ? 0 : 1;
      seen.lost_and_met += !kept && found.goals[i].met ? 1 : 0;
    }
  }
  return seen;
}

}  // namespace

TEST_CASE("a goal is met unless it speaks of the loss, without links") {
  const Seen seen = check_random(61, 400,
                                 {.groups = true,
                                  .racks = true,
                                  .edges = true,
                                  .domains = true,
                                  .goals = true,
                                  .most_managers = 6,
                                  .most_regions = 3});
  CHECK(seen.broken > 30);
  CHECK(seen.lost_and_met > 30);
}

TEST_CASE("a goal is met unless it speaks of the loss, with links") {
  const Seen seen = check_random(
      62, 400,
      {.hub = true, .links = true, .whole_domains = true, .workers = false, .goals = true, .most_managers = 6});
  CHECK(seen.broken > 30);
  CHECK(seen.lost_and_met > 30);
}

TEST_CASE("a goal is met unless it speaks of the loss, with links, groups, racks and edges") {
  const Seen seen = check_random(63, 400,
                                 {.hub = true,
                                  .links = true,
                                  .groups = true,
                                  .racks = true,
                                  .edges = true,
                                  .workers = false,
                                  .goals = true,
                                  .most_managers = 6});
  CHECK(seen.broken > 30);
  CHECK(seen.lost_and_met > 30);
}

TEST_CASE("a cut breaks no survival goal") {
  std::mt19937 random(64);
  int lost = 0;
  for (int round = 0; round < 200; ++round) {
    const RandomSpec spec = random_spec(random, {.groups = true, .goals = true});
    const auto places = static_cast<int>(spec.cluster.topology.places.size());
    FailureQuestion question;
    for (int times = 0; times < 4; ++times) {
      const int a = draw(random, places), b = draw(random, places);
      if (!lies_in(spec.cluster, a, b) && !lies_in(spec.cluster, b, a))
        question.cut.push_back(spec.cluster.topology.places[at(a)].id + ":" + spec.cluster.topology.places[at(b)].id);
    }
    const FailureReading reading = read_failure(spec.cluster.topology, question);
    REQUIRE(reading.errors.empty());
    const Simulation found = simulate_failure(spec.cluster, question, reading.failure);
    lost += found.quorum->kept ? 0 : 1;
    for (const GoalAfter& goal : found.goals) CHECK(goal.met);
    CHECK(found.holds() == found.quorum->kept);
  }
  CHECK(lost > 5);
}

TEST_CASE("past its steps a promise is taken for given") {
  const Reading reading =
      read_cluster("[goals]\nsurvive = { zone = 1 }\n[r]\na = { managers = 1 }\nb = { managers = 2 }\n", "steps.toml");
  REQUIRE(reading.cluster);
  const std::vector<NodeIndex> all = {0, 1, 2};
  const SurvivalGoal& goal = reading.cluster->goals.survive[0];
  CHECK_FALSE(promised(reading.cluster->topology, goal, all, {}));
  CHECK(promised(reading.cluster->topology, goal, all, {}, 0));
  CHECK(promised(reading.cluster->topology, goal, std::vector<NodeIndex>{1, 2}, {}));
  CHECK(promised(reading.cluster->topology, goal, {}, {}));
}
