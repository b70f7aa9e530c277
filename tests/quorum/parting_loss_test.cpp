// Losses that part the managers against every choice of domains and single managers, and what the quorum makes of them.
#include "planner/quorum/routing/parting_loss.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "planner/quorum/quorum.hpp"
#include "planner/spec/read_cluster.hpp"
#include "tests/brute_reach.hpp"
#include "tests/random_spec.hpp"

using namespace planner;
using namespace planner::test;

namespace {

const SpecWish linked{.hub = true,
                      .links = true,
                      .groups = true,
                      .racks = true,
                      .edges = true,
                      .domains = true,
                      .workers = false,
                      .goals = true,
                      .most_managers = 9,
                      .most_regions = 5};

int managers_up(const Cluster& cluster, const Down& down) {
  int up = 0;
  for (const NodeIndex manager : all_managers(cluster)) up += down.nodes.contains(manager) ? 0 : 1;
  return up;
}

/// The fewest managers on the heaviest side after any loss of the goal.
int least_left(const Cluster& cluster, const SurvivalGoal& goal, const Down& before) {
  int least = static_cast<int>(all_managers(cluster).size());
  for_each_loss(cluster, goal, before,
                [&](const Down& down) { least = std::min(least, heaviest_side(cluster, down)); });
  return least;
}

/// The same after the loss of the named domains and the goal's single managers.
int least_left_after(const Cluster& cluster, const SurvivalGoal& goal, const Down& before,
                     const std::vector<std::string>& ids) {
  Down down = before;
  for (const FailureDomain& domain : cluster.topology.domains)
    if (std::ranges::find(ids, domain.id) != ids.end()) take_domain(cluster, domain, down);
  SurvivalGoal nodes;
  for (const auto& loss : goal.losses)
    if (loss.first == "node") nodes.losses.push_back(loss);
  return least_left(cluster, nodes, down);
}

/// Whether the ids are no more domains of each level than the goal names.
bool names_no_more(const Cluster& cluster, const SurvivalGoal& goal, const std::vector<std::string>& ids) {
  for (const auto& [level, count] : goal.losses) {
    int named = 0;
    for (const FailureDomain& domain : cluster.topology.domains)
      if (domain.level == level && std::ranges::find(ids, domain.id) != ids.end()) ++named;
    if (named > count) return false;
  }
  return true;
}

void check_search(const Cluster& cluster, const SurvivalGoal& goal, const Down& before, const StateBefore& state) {
  const std::vector<NodeIndex> managers = all_managers(cluster);
  const int majority = half_and_one(static_cast<int>(managers.size()));
  const std::vector<Domain> domains = domains_of(cluster.topology, managers);
  const PartingSearch search = find_parting_loss(cluster, map_sites(cluster, managers), domains, goal, state);
  const int least = least_left(cluster, goal, before);
  CHECK(search.complete);
  REQUIRE(search.loss.has_value() == (least < majority));
  if (!search.loss) return;
  CHECK(search.loss->left == least);
  CHECK(names_no_more(cluster, goal, search.loss->ids));
  CHECK(least_left_after(cluster, goal, before, search.loss->ids) == least);
  Down named = before;
  for (const FailureDomain& domain : cluster.topology.domains)
    if (std::ranges::find(search.loss->ids, domain.id) != search.loss->ids.end()) take_domain(cluster, domain, named);
  CHECK(search.loss->up == managers_up(cluster, named));
}

/// Some zones and managers down before.
Down fail_some(std::mt19937& random, const Cluster& cluster, StateBefore& state) {
  const std::vector<NodeIndex> managers = all_managers(cluster);
  const SiteMap map = map_sites(cluster, managers);
  Down down;
  for (std::size_t part = 0; part < map.part_places.size(); ++part) {
    if (draw(random, 6) > 0) continue;
    take_place(cluster, map.part_places[part], down);
    state.down_parts[part] = true;
  }
  for (std::size_t i = 0; i < managers.size(); ++i) {
    if (draw(random, 6) == 0) down.nodes.insert(managers[i]);
    state.up[i] = !down.nodes.contains(managers[i]);
  }
  return down;
}

SurvivalGoal losing(const std::string& level, int count) { return {{{level, count}}, false, {}}; }

/// The largest k such that every loss of k domains keeps a side with a majority.
int survived(const Cluster& cluster, const std::string& level, int domains, int majority) {
  int most = 0;
  while (most < domains && least_left(cluster, losing(level, most + 1), {}) >= majority) ++most;
  return most;
}

/// The fewest domains whose loss leaves managers enough and no side with a majority.
bool parts_at(const Cluster& cluster, const std::string& level, int count, int majority) {
  bool parts = false;
  for_each_loss(cluster, losing(level, count), {}, [&](const Down& down) {
    parts = parts || (heaviest_side(cluster, down) < majority && managers_up(cluster, down) >= majority);
  });
  return parts;
}

}  // namespace

TEST_CASE("a parting loss equals the worst of all choices") {
  std::mt19937 random(51);
  int lost = 0, rounds = 0;
  while (rounds < 120) {
    const RandomSpec spec = random_spec(random, linked);
    CAPTURE(spec.text);
    const std::vector<NodeIndex> managers = all_managers(spec.cluster);
    for (const SurvivalGoal& goal : spec.cluster.goals.survive) {
      StateBefore state = all_up(map_sites(spec.cluster, managers));
      const Down before = draw(random, 2) == 0 ? fail_some(random, spec.cluster, state) : Down{};
      CAPTURE(goal.losses.front().first);
      CAPTURE(goal.together);
      check_search(spec.cluster, goal, before, state);
      lost += goal_holds_after(spec.cluster, goal, before) ? 0 : 1;
      ++rounds;
    }
  }
  CHECK(lost > 40);
  CHECK(lost < rounds - 15);
}

TEST_CASE("levels, domains and goals of a quorum with links equal all choices") {
  std::mt19937 random(52);
  int parted_levels = 0, parted_domains = 0, parted_goals = 0;
  for (int round = 0; round < 300; ++round) {
    const RandomSpec spec = random_spec(random, linked);
    CAPTURE(spec.text);
    const auto quorum = analyse_quorum(spec.cluster);
    REQUIRE(quorum);
    for (const DomainQuorum& entry : quorum->domains) {
      Down down;
      take_domain(spec.cluster, spec.cluster.topology.domains[static_cast<std::size_t>(entry.domain)], down);
      CHECK(entry.left == managers_up(spec.cluster, down));
      CHECK(entry.side == heaviest_side(spec.cluster, down));
      parted_domains += entry.parts(quorum->majority) ? 1 : 0;
    }
    for (const LevelQuorum& level : quorum->levels) {
      CAPTURE(level.level);
      const int most = survived(spec.cluster, level.level, level.domains, quorum->majority);
      CHECK(level.survives == (level.level == "node" ? std::min(most, level.domains) : most));
      const bool parts = most < level.domains && parts_at(spec.cluster, level.level, most + 1, quorum->majority);
      if (level.parted_from) CHECK(parts);
      if (level.parted_from) CHECK(*level.parted_from == most + 1);
      parted_levels += level.parted_from ? 1 : 0;
    }
    for (std::size_t i = 0; i < quorum->goals.size(); ++i) {
      const GoalQuorum& found = quorum->goals[i];
      const SurvivalGoal& goal = spec.cluster.goals.survive[i];
      CHECK(found.proved);
      CHECK(found.met == goal_holds_after(spec.cluster, goal, {}));
      parted_goals += found.parted ? 1 : 0;
      if (found.parted) CHECK(found.left == least_left(spec.cluster, goal, {}));
      if (found.parted) CHECK(least_left_after(spec.cluster, goal, {}, found.witness) < quorum->majority);
    }
  }
  CHECK(parted_levels > 10);
  CHECK(parted_domains > 10);
  CHECK(parted_goals > 10);
}

TEST_CASE("a level says from how many domains on it is parted") {
  std::mt19937 random(53);
  int told = 0;
  for (int round = 0; round < 150; ++round) {
    const RandomSpec spec = random_spec(random, linked);
    CAPTURE(spec.text);
    const auto quorum = analyse_quorum(spec.cluster);
    for (const LevelQuorum& level : quorum->levels) {
      CAPTURE(level.level);
      if (level.level == "node") continue;
      // Where counting alone gives up before, nothing has to be told.
      const int most = std::min(level.survives + 1, level.cut_sets.smallest.value_or(level.domains + 1) - 1);
      std::optional<int> first;
      for (int lost = most; lost > 0; --lost)
        if (parts_at(spec.cluster, level.level, lost, quorum->majority)) first = lost;
      CHECK(level.parted_from == first);
      told += first ? 1 : 0;
    }
  }
  CHECK(told > 10);
}

TEST_CASE("single managers that are lost besides leave the other side as heavy as it is") {
  const Reading reading = read_cluster(R"(
goals = { survive_together = [{ domain = 1, node = 2 }] }
domains = { middle = ["hub"] }
links = [{ from = "hub", to = ["a", "b"] }]
[hub]
z = { workers = 1 }
[a]
z = { managers = 4 }
[b]
z = { managers = 3 }
)",
                                       "sides.toml");
  REQUIRE(reading.cluster);
  const auto quorum = analyse_quorum(*reading.cluster);
  REQUIRE(quorum);
  CHECK_FALSE(quorum->goals[0].met);
  CHECK(quorum->goals[0].left == 3);  // b is whole, or three are left of a
}

TEST_CASE("a search that stops early says so") {
  std::mt19937 random(54);
  int stopped = 0;
  for (int round = 0; round < 100; ++round) {
    const RandomSpec spec = random_spec(random, linked);
    const std::vector<NodeIndex> managers = all_managers(spec.cluster);
    const SiteMap map = map_sites(spec.cluster, managers);
    const std::vector<Domain> domains = domains_of(spec.cluster.topology, managers);
    for (const SurvivalGoal& goal : spec.cluster.goals.survive) {
      const PartingSearch full = find_parting_loss(spec.cluster, map, domains, goal, all_up(map));
      const PartingSearch part = find_parting_loss(spec.cluster, map, domains, goal, all_up(map), 60);
      if (part.loss) REQUIRE(full.loss);
      if (part.complete) CHECK(part.loss.has_value() == full.loss.has_value());
      stopped += part.complete ? 0 : 1;
    }
  }
  CHECK(stopped > 10);
}
