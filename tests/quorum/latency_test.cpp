// The time to commit against a naive count: every round trip is asked for by itself, ways along links by trying all
// places in between, and a majority by sorting what every manager needs to answer.
#include "planner/quorum/routing/latency.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "planner/quorum/routing/round_trips.hpp"
#include "planner/spec/read_cluster.hpp"
#include "tests/brute_reach.hpp"
#include "tests/random_spec.hpp"

using namespace planner;
using namespace planner::test;

namespace {

constexpr double never = std::numeric_limits<double>::infinity();

std::size_t at(int index) { return static_cast<std::size_t>(index); }
/// The place itself and all around it, innermost first.
std::vector<PlaceIndex> around(const Cluster& cluster, PlaceIndex place) {
  std::vector<PlaceIndex> chain;
  for (std::optional<PlaceIndex> here = place; here; here = cluster.topology.places[at(*here)].parent)
    chain.push_back(*here);
  return chain;
}

double great_circle(const Coordinates& a, const Coordinates& b) {
  const double rad = std::acos(-1.0) / 180;
  const double x = std::pow(std::sin((a.lat - b.lat) * rad / 2), 2) +
                   std::cos(a.lat * rad) * std::cos(b.lat * rad) * std::pow(std::sin((a.lon - b.lon) * rad / 2), 2);
  return 2 * 6371.0 * std::atan2(std::sqrt(x), std::sqrt(std::max(0.0, 1 - x)));
}

/// Light in fibre at 200 km a millisecond, half as far again, there and back.
double guess(const Cluster& cluster, PlaceIndex a, PlaceIndex b) {
  std::optional<Coordinates> from, to;
  for (const PlaceIndex place : around(cluster, a))
    if (!from) from = cluster.topology.places[at(place)].location;
  for (const PlaceIndex place : around(cluster, b))
    if (!to) to = cluster.topology.places[at(place)].location;
  return from && to ? 2 * 1.5 * great_circle(*from, *to) / 200 : never;
}

/// Of the cells that hold for both, the closest. `tie`: two as close differ.
std::optional<double> cell(const Cluster& cluster, PlaceIndex a, PlaceIndex b, bool& tie) {
  std::optional<double> ms;
  std::size_t closest = 99;
  const std::vector<PlaceIndex> of_a = around(cluster, a), of_b = around(cluster, b);
  for (const MeasuredRtt& one : cluster.measured_rtts)
    for (std::size_t i = 0; i < of_a.size(); ++i)
      for (std::size_t j = 0; j < of_b.size(); ++j) {
        const bool holds = (one.from == of_a[i] && one.to == of_b[j]) || (one.to == of_a[i] && one.from == of_b[j]);
        if (!holds || i + j > closest) continue;
        tie = tie || (i + j == closest && *ms != one.ms);
        closest = i + j;
        ms = one.ms;
      }
  return ms;
}

/// Shortest ways between regions along links: Floyd and Warshall. A way of unknown length is none.
using Ways = std::map<std::pair<PlaceIndex, PlaceIndex>, double>;
Ways ways_of(const Cluster& cluster, const Down& down, bool& tie) {
  Ways ways;
  const auto get = [&](PlaceIndex a, PlaceIndex b) { return ways.contains({a, b}) ? ways[{a, b}] : never; };
  for (const BruteJoin& join : joins_after(cluster, down)) {
    std::optional<double> ms = cluster.links[join.link].rtt_ms;
    if (!ms) ms = cell(cluster, join.from_end, join.to_end, tie);
    if (!ms) ms = guess(cluster, join.from_end, join.to_end);
    ways[{join.from, join.to}] = ways[{join.to, join.from}] = std::min(get(join.from, join.to), *ms);
  }
  std::vector<PlaceIndex> regions;
  for (std::size_t i = 0; i < cluster.topology.places.size(); ++i)
    if (cluster.topology.places[i].level == Level::region) regions.push_back(static_cast<PlaceIndex>(i));
  for (const PlaceIndex via : regions)
    for (const PlaceIndex a : regions)
      for (const PlaceIndex b : regions)
        if (get(a, via) + get(via, b) < get(a, b)) ways[{a, b}] = get(a, via) + get(via, b);
  return ways;
}

struct World {
  const Cluster& cluster;
  Down down;
  bool tie = false;
  std::vector<int> labels = region_labels(cluster, down);
  Ways ways = ways_of(cluster, down, tie);

  double between(PlaceIndex a, PlaceIndex b);  // two zones
};

double World::between(PlaceIndex a, PlaceIndex b) {
  if (a == b) return 0;
  const PlaceIndex from = region_around(cluster, a), to = region_around(cluster, b);
  if (labels[at(from)] != labels[at(to)]) return never;
  if (const auto ms = cell(cluster, a, b, tie)) return *ms;
  if (from == to) {
    for (const Link& link : cluster.links)
      if (link.rtt_ms && ((link.from == a && link.to == b) || (link.from == b && link.to == a))) return *link.rtt_ms;
    const double ms = guess(cluster, a, b);
    return ms == never ? 0 : ms;
  }
  if (cluster.links.empty()) return guess(cluster, a, b);
  return ways.contains({from, to}) ? ways[{from, to}] : never;
}

PlaceIndex zone_of(const Cluster& cluster, PlaceIndex place) {
  for (const PlaceIndex here : around(cluster, place))
    if (cluster.topology.places[at(here)].level == Level::zone) return here;
  return -1;
}

/// By zone with managers that are up: how long a leader there needs; infinity: it reaches no majority.
std::map<PlaceIndex, double> commits(World& world) {
  const std::vector<NodeIndex> managers = all_managers(world.cluster);
  const int majority = half_and_one(static_cast<int>(managers.size()));
  std::map<PlaceIndex, double> result;
  for (const NodeIndex leader : managers) {
    if (world.down.nodes.contains(leader)) continue;
    const PlaceIndex zone = zone_of(world.cluster, home_of(world.cluster, leader));
    std::vector<double> answers;
    for (const NodeIndex other : managers)
      answers.push_back(world.down.nodes.contains(other)
                            ? never
                            : world.between(zone, zone_of(world.cluster, home_of(world.cluster, other))));
    std::ranges::sort(answers);
    result[zone] = answers[at(majority) - 1];
  }
  return result;
}

std::optional<double> worst_known(const std::map<PlaceIndex, double>& times) {
  std::optional<double> worst;
  for (const auto& [zone, ms] : times)
    if (ms < never) worst = std::max(worst.value_or(0), ms);
  return worst;
}

Down loss_named(const Cluster& cluster, const std::string& id) {
  Down down;
  for (const FailureDomain& domain : cluster.topology.domains)
    if (domain.id == id) take_domain(cluster, domain, down);
  for (std::size_t i = 0; i < cluster.topology.nodes.size(); ++i)
    if (cluster.topology.nodes[i].id == id) down.nodes.insert(static_cast<NodeIndex>(i));
  return down;
}

std::optional<double> worst_after_losses(const Cluster& cluster, bool& tie) {
  std::vector<Down> losses;
  for (const FailureDomain& domain : cluster.topology.domains) losses.push_back(loss_named(cluster, domain.id));
  for (const NodeIndex manager : all_managers(cluster)) losses.push_back({{manager}, {}, {}, {}});
  std::optional<double> worst;
  for (const Down& down : losses) {
    World world{cluster, down};
    if (const auto ms = worst_known(commits(world))) worst = std::max(worst.value_or(0), *ms);
    tie = tie || world.tie;
  }
  return worst;
}

double longest_of(World& world) {
  double longest = 0;
  for (const NodeIndex manager : all_managers(world.cluster))
    for (const Pool& pool : world.cluster.topology.pools) {
      if (!pool.in_swarm || pool.count == 0) continue;
      const double ms =
          world.between(zone_of(world.cluster, home_of(world.cluster, manager)), zone_of(world.cluster, pool.place));
      if (ms < never) longest = std::max(longest, ms);
    }
  return longest;
}

void check_latency(const Latency& found, World& world, const std::map<PlaceIndex, double>& times) {
  const Cluster& cluster = world.cluster;
  REQUIRE(found.leaders.size() == times.size());
  double sum = 0, best = never;
  int managers = 0;
  for (std::size_t i = 0; const auto& [zone, ms] : times) {
    CHECK(found.leaders[i].place == zone);
    CHECK(found.leaders[i].commit_ms == doctest::Approx(ms));
    sum += ms * found.leaders[i].managers;
    managers += found.leaders[i++].managers;
    best = std::min(best, ms);
  }
  CHECK(managers == static_cast<int>(all_managers(cluster).size()));
  CHECK(found.mean_ms == doctest::Approx(sum / managers));
  CHECK(found.best_ms == doctest::Approx(best));
  CHECK(found.worst_ms == doctest::Approx(*worst_known(times)));
  CHECK(found.longest_rtt_ms == doctest::Approx(longest_of(world)));
  CHECK(world.between(found.longest_from, found.longest_to) == doctest::Approx(found.longest_rtt_ms));
}

void check_after_loss(const Cluster& cluster, const LatencyJudged& judged, const std::optional<double>& worst) {
  CHECK(judged.reason.empty());
  REQUIRE(judged.latency->worst_after_loss.has_value() == worst.has_value());
  if (!worst) return;
  const SlowLeader& slow = *judged.latency->worst_after_loss;
  CAPTURE(slow.lost);
  CHECK(slow.commit_ms == doctest::Approx(*worst));
  World world{cluster, loss_named(cluster, slow.lost)};
  CHECK(commits(world)[slow.place] == doctest::Approx(slow.commit_ms));
}

struct Seen {
  int judged = 0, unknown = 0, slower = 0;
};

Seen check_random(unsigned seed, int rounds, const SpecWish& wish) {
  std::mt19937 random(seed);
  Seen seen;
  for (int round = 0; round < rounds; ++round) {
    const RandomSpec spec = random_spec(random, wish);
    CAPTURE(spec.text);
    const std::vector<NodeIndex> managers = all_managers(spec.cluster);
    World world{spec.cluster, {}};
    const std::map<PlaceIndex, double> times = commits(world);
    const std::optional<double> worst = worst_after_losses(spec.cluster, world.tie);
    longest_of(world);
    if (world.tie) continue;  // which of two figures is closer is not said
    const LatencyJudged judged = judge_latency(spec.cluster, map_sites(spec.cluster, managers), managers);
    const bool known = std::ranges::none_of(times, [](const auto& time) { return time.second == never; });
    if (!knows_round_trips(spec.cluster)) continue;
    REQUIRE(judged.latency.has_value() == known);
    seen.unknown += known ? 0 : 1;
    CHECK((known || judged.reason == "the round trip from some managers to a majority is not known"));
    if (!known) continue;
    check_latency(*judged.latency, world, times);
    check_after_loss(spec.cluster, judged, worst);
    ++seen.judged;
    seen.slower += worst && *worst > judged.latency->worst_ms ? 1 : 0;
  }
  return seen;
}

}  // namespace

TEST_CASE("latency along links equals the shortest of all ways") {
  const Seen seen = check_random(
      71, 150,
      {.links = true, .groups = true, .racks = true, .edges = true, .domains = true, .rtts = true, .most_regions = 5});
  CHECK(seen.judged > 40);
  CHECK(seen.slower > 20);
}

TEST_CASE("latency from coordinates equals great circles") {
  const Seen seen =
      check_random(72, 120, {.groups = true, .racks = true, .edges = true, .domains = true, .locations = true});
  CHECK(seen.judged > 20);
  CHECK(seen.unknown > 10);
}

TEST_CASE("latency from a matrix takes the closest cell") {
  const Seen seen = check_random(73, 200, {.groups = true, .scaling = true, .locations = true, .measured = true});
  CHECK(seen.judged > 20);
  CHECK(seen.unknown > 10);
}

TEST_CASE("latency of links, coordinates and a matrix together") {
  const Seen seen = check_random(74, 200,
                                 {.hub = true,
                                  .links = true,
                                  .groups = true,
                                  .domains = true,
                                  .locations = true,
                                  .rtts = true,
                                  .measured = true,
                                  .most_regions = 5});
  CHECK(seen.judged > 40);
  CHECK(seen.slower > 10);
}

TEST_CASE("a round trip takes as long from either end") {
  const Reading reading = read_cluster(
      "latency = { \"a.z\" = { b = 10 }, a = { \"b.z\" = 20 } }\n"
      "[a]\nz = { managers = 1 }\n[b]\nz = { managers = 1 }\n",
      "ends.toml");
  REQUIRE(reading.cluster);
  const SiteMap map = map_sites(*reading.cluster, all_managers(*reading.cluster));
  const RoundTrips trips = round_trips(*reading.cluster, map, {0, 1}, {false, false});
  CHECK(trips.ms[0][1] == trips.ms[1][0]);
}

TEST_CASE("without figures or steps there is no latency") {
  const Reading bare = read_cluster("[a]\nz = { managers = 1 }\n[b]\nz = { managers = 1 }\n", "bare.toml");
  const std::vector<NodeIndex> both = {0, 1};
  CHECK_FALSE(judge_latency(*bare.cluster, map_sites(*bare.cluster, both), both).latency);
  const Reading some =
      read_cluster("latency = { a = { b = 9 } }\n[a]\nz = { managers = 1 }\n[b]\nz = { managers = 1 }\n", "some.toml");
  const LatencyJudged judged = judge_latency(*some.cluster, map_sites(*some.cluster, both), both, 1);
  CHECK_FALSE(judged.latency);
  CHECK(judged.reason == "too many zones with managers");
}
