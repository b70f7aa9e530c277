// What is left after failures and cuts, manager by manager: who reaches whom is asked for every two nodes.
#include "planner/whatif/reach.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <map>

#include "planner/spec/read_cluster.hpp"
#include "planner/whatif/simulation.hpp"
#include "tests/brute_reach.hpp"
#include "tests/random_spec.hpp"

using namespace planner;
using namespace planner::test;

namespace {

std::size_t at(int index) { return static_cast<std::size_t>(index); }

/// A node that is up, or a scaling pool with so many of them.
struct Unit {
  Role role = Role::worker;
  PlaceIndex place = 0;
  int count = 1;
  bool in_swarm = true;
  NodeIndex node = -1;
};

std::vector<Unit> units_up(const Cluster& cluster, const Down& down) {
  std::vector<Unit> units;
  const Topology& topology = cluster.topology;
  for (std::size_t i = 0; i < topology.nodes.size(); ++i) {
    const Pool& pool = topology.pools[at(topology.nodes[i].pool)];
    if (!down.nodes.contains(static_cast<NodeIndex>(i)))
      units.push_back({pool.role, pool.place, 1, pool.in_swarm, static_cast<NodeIndex>(i)});
  }
  for (std::size_t i = 0; i < topology.pools.size(); ++i) {
    const Pool& pool = topology.pools[i];
    if (pool.scaling && pool.count > 0 && !down.pools.contains(static_cast<PoolIndex>(i)))
      units.push_back({pool.role, pool.place, pool.count, pool.in_swarm, -1});
  }
  return units;
}

/// Along links that are up, and with no cut between the two.
bool hear_each_other(const Cluster& cluster, const std::vector<int>& labels, const Down& down, const Unit& a,
                     const Unit& b) {
  if (labels[at(region_around(cluster, a.place))] != labels[at(region_around(cluster, b.place))]) return false;
  for (const auto& [one, other] : down.cuts)
    if ((lies_in(cluster, a.place, one) && lies_in(cluster, b.place, other)) ||
        (lies_in(cluster, a.place, other) && lies_in(cluster, b.place, one)))
      return false;
  return true;
}

using Counts = std::array<int, 4>;

Counts counts_of(const RoleCounts& counts) {
  return {counts.manager, counts.loadbalancer, counts.worker, counts.service};
}

struct BruteSide {
  Counts counts = {};
  std::vector<PlaceIndex> places;

  bool operator<(const BruteSide& other) const {
    return counts[0] != other.counts[0] ? counts[0] > other.counts[0] : places < other.places;
  }
};

struct BruteAfter {
  std::vector<BruteSide> sides;
  std::vector<NodeIndex> leaders;
  int up = 0;
};

BruteAfter after(const Cluster& cluster, const Down& down) {
  const std::vector<int> labels = region_labels(cluster, down);
  std::vector<Unit> units = units_up(cluster, down);
  std::erase_if(units, [](const Unit& unit) { return !unit.in_swarm; });
  const auto hear = [&](std::size_t i, std::size_t j) {
    return hear_each_other(cluster, labels, down, units[i], units[j]);
  };
  BruteAfter result;
  std::vector<std::size_t> side(units.size());
  for (std::size_t i = 0; i < units.size(); ++i) side[i] = i;
  for (std::size_t i = 0; i < units.size(); ++i)
    for (std::size_t j = 0; j < units.size(); ++j)
      if (const std::size_t one = side[i], other = side[j]; hear(i, j))
        std::replace(side.begin(), side.end(), std::max(one, other), std::min(one, other));
  std::map<std::size_t, BruteSide> sides;
  for (std::size_t i = 0; i < units.size(); ++i) {
    BruteSide& own = sides[side[i]];
    own.counts[at(static_cast<int>(units[i].role))] += units[i].count;
    if (std::ranges::count(own.places, units[i].place) == 0) own.places.push_back(units[i].place);
    if (units[i].role != Role::manager) continue;
    ++result.up;
    int heard = 0;
    for (std::size_t j = 0; j < units.size(); ++j) heard += units[j].role == Role::manager && hear(i, j) ? 1 : 0;
    if (heard >= half_and_one(static_cast<int>(all_managers(cluster).size()))) result.leaders.push_back(units[i].node);
  }
  for (auto& [number, own] : sides) {
    std::ranges::sort(own.places);
    result.sides.push_back(own);
  }
  std::sort(result.sides.begin(), result.sides.end());
  return result;
}

Counts counts_in(const Cluster& cluster, PlaceIndex place, const Down& down) {
  Counts counts = {};
  for (const Unit& unit : units_up(cluster, down))
    if (lies_in(cluster, unit.place, place)) counts[at(static_cast<int>(unit.role))] += unit.count;
  return counts;
}

/// Takes one thing at random; returns how to name it.
std::string fail_one(std::mt19937& random, const Cluster& cluster, Down& down) {
  const Topology& topology = cluster.topology;
  const int kind = draw(random, 4);
  if (kind == 0) {
    const int node = draw(random, static_cast<int>(topology.nodes.size()));
    down.nodes.insert(node);
    return topology.nodes[at(node)].id;
  }
  if (kind == 1) {
    const int place = draw(random, static_cast<int>(topology.places.size()));
    const auto role = static_cast<Role>(draw(random, 4));
    for (std::size_t i = 0; i < topology.nodes.size(); ++i)
      if (topology.pools[at(topology.nodes[i].pool)].role == role &&
          lies_in(cluster, home_of(cluster, static_cast<NodeIndex>(i)), place))
        down.nodes.insert(static_cast<NodeIndex>(i));
    for (std::size_t i = 0; i < topology.pools.size(); ++i)
      if (topology.pools[i].scaling && topology.pools[i].role == role &&
          lies_in(cluster, topology.pools[i].place, place))
        down.pools.insert(static_cast<PoolIndex>(i));
    constexpr const char* names[] = {"manager", "loadbalancer", "worker", "service"};
    return topology.places[at(place)].id + ":" + names[static_cast<int>(role)];
  }
  const FailureDomain& domain = topology.domains[at(draw(random, static_cast<int>(topology.domains.size())))];
  take_domain(cluster, domain, down);
  return domain.id;
}

struct Asked {
  FailureQuestion question;
  Down down;
  std::string told;
};

Asked ask(std::mt19937& random, const Cluster& cluster, int cuts) {
  Asked asked;
  for (int times = draw(random, cuts > 5 ? 2 : 4); times > 0; --times)
    asked.question.fail.push_back(fail_one(random, cluster, asked.down));
  Down drained;
  for (int times = draw(random, 2); times > 0; --times)
    asked.question.drain.push_back(fail_one(random, cluster, drained));
  const auto places = static_cast<int>(cluster.topology.places.size());
  for (int times = draw(random, cuts + 1); times > 0; --times) {
    const int a = draw(random, places), b = draw(random, places);
    if (lies_in(cluster, a, b) || lies_in(cluster, b, a)) continue;
    asked.down.cuts.emplace_back(a, b);
    asked.question.cut.push_back(cluster.topology.places[at(a)].id + ":" + cluster.topology.places[at(b)].id);
  }
  for (const std::string& name : asked.question.fail) asked.told += "--fail " + name + " ";
  for (const std::string& name : asked.question.cut) asked.told += "--cut " + name + " ";
  return asked;
}

void check_sides(const std::vector<Side>& found, const std::vector<BruteSide>& expected) {
  REQUIRE(found.size() == expected.size());
  for (std::size_t i = 0; i < found.size(); ++i) {
    CHECK(counts_of(found[i].nodes) == expected[i].counts);
    CHECK(found[i].places == expected[i].places);
  }
}

void check_quorum(const QuorumAfter& found, const BruteAfter& expected, int managers) {
  const int left = expected.sides.empty() ? 0 : expected.sides.front().counts[0];
  CHECK(found.managers == managers);
  CHECK(found.majority == half_and_one(managers));
  CHECK(found.up == expected.up);
  CHECK(found.left == left);
  CHECK(found.spare.has_value() == (left >= found.majority));
  if (found.spare) CHECK(*found.spare == left - found.majority);
  CHECK(found.leaders == expected.leaders);
  CHECK(found.kept == !expected.leaders.empty());
}

void check_places(const Cluster& cluster, const Simulation& found, const Down& down) {
  std::size_t entry = 0;
  Counts all = {};
  for (const Unit& unit : units_up(cluster, down)) all[at(static_cast<int>(unit.role))] += unit.count;
  CHECK(counts_of(found.nodes) == all);
  REQUIRE(found.places.size() == cluster.topology.places.size());
  for (const PlaceAfter& place : found.places) {
    CHECK(place.place == static_cast<PlaceIndex>(entry++));
    CHECK(counts_of(place.before) == counts_in(cluster, place.place, {}));
    CHECK(counts_of(place.left) == counts_in(cluster, place.place, down));
  }
}

struct Seen {
  int lost = 0, parted = 0, led_by_some = 0;
};

Seen check_random(unsigned seed, int rounds, const SpecWish& wish, int cuts) {
  std::mt19937 random(seed);
  Seen seen;
  for (int round = 0; round < rounds; ++round) {
    const RandomSpec spec = random_spec(random, wish);
    const Asked asked = ask(random, spec.cluster, cuts);
    CAPTURE(spec.text);
    CAPTURE(asked.told);
    const FailureReading reading = read_failure(spec.cluster.topology, asked.question);
    REQUIRE(reading.errors.empty());
    const Simulation found = simulate_failure(spec.cluster, asked.question, reading.failure);
    const BruteAfter expected = after(spec.cluster, asked.down);
    const auto managers = static_cast<int>(all_managers(spec.cluster).size());
    REQUIRE(found.quorum);
    check_quorum(*found.quorum, expected, managers);
    check_sides(found.sides, expected.sides);
    check_places(spec.cluster, found, asked.down);
    seen.lost += expected.leaders.empty() ? 1 : 0;
    seen.parted += expected.sides.size() > 1 ? 1 : 0;
    const auto leaders = static_cast<int>(expected.leaders.size());
    seen.led_by_some += leaders > 0 && leaders < expected.up ? 1 : 0;
  }
  return seen;
}

}  // namespace

TEST_CASE("what losses and cuts leave without links equals a look at every two nodes") {
  const SpecWish wish{.groups = true, .racks = true, .edges = true, .domains = true, .scaling = true};
  for (const int cuts : {4, 12}) {
    const Seen seen = check_random(41, 500, wish, cuts);
    CHECK(seen.lost > 15);
    CHECK(seen.parted > 15);
    CHECK(seen.led_by_some > 15);
  }
}

TEST_CASE("what losses leave where traffic takes links equals a look at every two nodes") {
  const SpecWish wish{.hub = true,
                      .links = true,
                      .groups = true,
                      .racks = true,
                      .edges = true,
                      .domains = true,
                      .scaling = true,
                      .most_regions = 5};
  const Seen seen = check_random(42, 500, wish, 0);
  CHECK(seen.lost > 15);
  CHECK(seen.parted > 15);
  CHECK(seen.led_by_some > 8);
}

TEST_CASE("what losses and cuts leave where traffic takes links equals a look at every two nodes") {
  const SpecWish wish{.links = true, .groups = true, .racks = true, .edges = true, .domains = true, .most_regions = 5};
  for (const int cuts : {4, 12}) {
    const Seen seen = check_random(43, 500, wish, cuts);
    CHECK(seen.lost > 15);
    CHECK(seen.parted > 15);
    CHECK(seen.led_by_some > 15);
  }
}

TEST_CASE("places that reach each other through others are one side") {
  const Reading reading = read_cluster(
      "[r]\na = { managers = 1 }\nb = { managers = 1 }\nc = { managers = 1 }\nd = { managers = 1 }\n", "chain.toml");
  REQUIRE(reading.cluster);
  const FailureQuestion question{{}, {}, {"r.a:r.b", "r.a:r.c", "r.c:r.d"}};  // what is left is a–d–b–c
  const FailureReading failure = read_failure(reading.cluster->topology, question);
  const Simulation found = simulate_failure(*reading.cluster, question, failure.failure);
  CHECK(found.sides.size() == 1);
  CHECK(found.quorum->left == 4);
  CHECK(found.quorum->leaders == std::vector<NodeIndex>{1, 3});
}
