// Question: how long does the Swarm take to commit a change?
// Model: a leader commits an entry when a majority of all managers has written it, itself included. It asks all at
// once, so the time is the round trip to its (majority − 1)-th nearest follower; disks and processors come on top. Any
// manager may lead: Swarm hands leadership to whoever wins the vote and offers no way to pin it. The dead stay members,
// so after a loss the majority is the same and fewer are left to answer.
//
// Idea: from each zone with managers order the other zones by round trip and count managers until the majority is
// there. After a loss count only those that are up. Where the loss takes a site that passes traffic, the ways around it
// are searched anew.
//
// Example: one manager in each of a, b, c, d; a to b 10 ms, to c 40, to d 90. Majority 3: a commits with b and c, 40
// ms. When b is gone, with c and d: 90 ms.
//
// Cost: zones with managers, squared, for each loss. Source: Ongaro and Ousterhout, In Search of an Understandable
// Consensus Algorithm, 2014, 5.3; swarmkit manager/state/raft/transport.go, LongestActive.
#include "planner/quorum/routing/latency.hpp"

#include <algorithm>
#include <limits>
#include <numeric>

#include "planner/quorum/domains.hpp"
#include "planner/quorum/quorum.hpp"
#include "planner/quorum/routing/round_trips.hpp"

namespace planner {
namespace {

constexpr double never = std::numeric_limits<double>::infinity();

std::size_t at(int index) { return static_cast<std::size_t>(index); }

std::vector<int> parts_with_managers(const SiteMap& map) {
  std::vector<int> parts = map.routing.part_of_manager;
  std::ranges::sort(parts);
  parts.erase(std::unique(parts.begin(), parts.end()), parts.end());
  return parts;
}

/// For each zone with managers the others, nearest first.
struct Neighbours {
  std::vector<int> parts;                 // with managers, ascending
  std::vector<std::vector<int>> nearest;  // by entry of parts: other entries, itself first
  RoundTrips trips;

  double ms(std::size_t from, int to) const { return trips.ms[at(parts[from])][at(parts[at(to)])]; }
};

Neighbours neighbours_of(const Cluster& cluster, const SiteMap& map, const std::vector<bool>& down_parts) {
  Neighbours result{parts_with_managers(map), {}, {}};
  result.trips = round_trips(cluster, map, result.parts, down_parts);
  for (std::size_t i = 0; i < result.parts.size(); ++i) {
    std::vector<int> order(result.parts.size());
    std::iota(order.begin(), order.end(), 0);
    std::ranges::stable_sort(order, {}, [&](int other) { return result.ms(i, other); });
    result.nearest.push_back(std::move(order));
  }
  return result;
}

/// From one zone, `count` by entry of parts: how many managers there are up.
double commit_ms(const Neighbours& neighbours, std::size_t from, const std::vector<int>& count, int majority) {
  int reached = 0;
  for (const int other : neighbours.nearest[from]) {
    reached += count[at(other)];
    if (reached >= majority) return neighbours.ms(from, other);
  }
  return never;
}

std::vector<int> count_up(const SiteMap& map, const Neighbours& neighbours, const std::vector<bool>& up) {
  std::vector<int> count(neighbours.parts.size(), 0);
  for (std::size_t manager = 0; manager < up.size(); ++manager) {
    const int part = map.routing.part_of_manager[manager];
    if (up[manager])
      ++count[at(static_cast<int>(std::ranges::lower_bound(neighbours.parts, part) - neighbours.parts.begin()))];
  }
  return count;
}

std::optional<SlowLeader> slowest(const SiteMap& map, const Neighbours& neighbours, const std::vector<int>& count,
                                  int majority) {
  std::optional<SlowLeader> worst;
  for (std::size_t i = 0; i < count.size(); ++i) {
    if (count[i] == 0) continue;
    const double ms = commit_ms(neighbours, i, count, majority);
    if (ms < never && (!worst || ms > worst->commit_ms))
      worst = SlowLeader{"", map.part_places[at(neighbours.parts[i])], ms};
  }
  return worst;
}

bool any(const std::vector<bool>& flags) { return std::ranges::find(flags, true) != flags.end(); }

/// All single losses: every failure domain with its managers, then every manager by itself, those of one pool once.
struct Loss {
  std::string id;
  std::vector<int> managers;
  std::vector<int> parts;
};

std::vector<Loss> single_losses_of(const Cluster& cluster, const SiteMap& map, const std::vector<NodeIndex>& managers) {
  const Topology& topology = cluster.topology;
  std::vector<Loss> losses;
  const std::vector<Domain> domains = domains_of(topology, managers);
  for (std::size_t i = 0; i < domains.size(); ++i)
    losses.push_back({std::string(domains[i].id), domains[i].managers, parts_down(map, topology, topology.domains[i])});
  for (std::size_t i = 0; i < managers.size(); ++i)
    if (i == 0 || map.routing.part_of_manager[i] != map.routing.part_of_manager[i - 1])
      losses.push_back({topology.nodes[at(managers[i])].id, {static_cast<int>(i)}, {}});
  return losses;
}

struct AfterLoss {
  const Cluster& cluster;
  const SiteMap& map;
  const std::vector<NodeIndex>& managers;
  const Neighbours& before;
  std::int64_t steps;
  std::optional<SlowLeader> worst;
  std::string reason;

  void judge(const Loss& loss);
};

void AfterLoss::judge(const Loss& loss) {
  const int majority = majority_of(static_cast<int>(managers.size()));
  if (static_cast<int>(managers.size() - loss.managers.size()) < majority) return;
  std::vector<bool> up(managers.size(), true), down_parts(map.part_places.size(), false);
  for (const int manager : loss.managers) up[at(manager)] = false;
  for (const int part : loss.parts) down_parts[at(part)] = true;
  const auto zones = static_cast<std::int64_t>(before.parts.size());
  std::optional<SlowLeader> slow;
  if (!cluster.links.empty() && any(down_parts)) {
    steps -= zones * (static_cast<std::int64_t>(map.part_places.size() + map.routing.links.size()) * 4);
    if (steps < 0) return;
    slow = slowest_leader(cluster, map, up, down_parts);
  } else {
    steps -= zones * zones;
    if (steps < 0) return;
    slow = slowest(map, before, count_up(map, before, up), majority);
  }
  if (!slow || (worst && slow->commit_ms <= worst->commit_ms)) return;
  slow->lost = loss.id;
  worst = std::move(slow);
}

void find_longest(const Cluster& cluster, const SiteMap& map, const Neighbours& neighbours, Latency& latency) {
  std::vector<bool> inhabited(map.part_places.size(), false);
  for (const Pool& pool : cluster.topology.pools)
    if (pool.in_swarm && pool.count > 0 && map.part_of_place[at(pool.place)] >= 0)
      inhabited[at(map.part_of_place[at(pool.place)])] = true;
  latency.longest_from = latency.longest_to = map.part_places[at(neighbours.parts.front())];
  for (const int part : neighbours.parts)
    for (std::size_t other = 0; other < inhabited.size(); ++other) {
      const double ms = neighbours.trips.ms[at(part)][other];
      if (!inhabited[other] || ms == never || ms <= latency.longest_rtt_ms) continue;
      latency.longest_rtt_ms = ms;
      latency.longest_from = map.part_places[at(part)];
      latency.longest_to = map.part_places[other];
    }
}

/// False where a leader's way to its majority is not known.
bool judge_leaders(const SiteMap& map, const Neighbours& neighbours, const std::vector<int>& count, int majority,
                   Latency& latency) {
  double sum = 0;
  int managers = 0;
  for (std::size_t i = 0; i < count.size(); ++i) {
    const double ms = commit_ms(neighbours, i, count, majority);
    if (ms == never) return false;
    latency.leaders.push_back({map.part_places[at(neighbours.parts[i])], count[i], ms});
    sum += ms * count[i];
    managers += count[i];
  }
  const auto by_time = [](const Leader& leader) { return leader.commit_ms; };
  latency.best_ms = std::ranges::min_element(latency.leaders, {}, by_time)->commit_ms;
  latency.worst_ms = std::ranges::max_element(latency.leaders, {}, by_time)->commit_ms;
  latency.mean_ms = sum / managers;
  return true;
}

}  // namespace

std::optional<SlowLeader> slowest_leader(const Cluster& cluster, const SiteMap& map, const std::vector<bool>& up,
                                         const std::vector<bool>& down_parts) {
  const Neighbours neighbours = neighbours_of(cluster, map, down_parts);
  return slowest(map, neighbours, count_up(map, neighbours, up), majority_of(static_cast<int>(up.size())));
}

LatencyJudged judge_latency(const Cluster& cluster, const SiteMap& map, const std::vector<NodeIndex>& managers,
                            std::int64_t steps) {
  if (!knows_round_trips(cluster)) return {};
  const auto zones = static_cast<std::int64_t>(parts_with_managers(map).size());
  if (zones * (static_cast<std::int64_t>(map.part_places.size() + map.routing.links.size()) * 8) > steps)
    return {std::nullopt, "too many zones with managers"};
  const Neighbours neighbours = neighbours_of(cluster, map, std::vector<bool>(map.part_places.size(), false));
  const std::vector<int> count = count_up(map, neighbours, std::vector<bool>(managers.size(), true));
  LatencyJudged result;
  Latency latency;
  latency.estimated = neighbours.trips.estimated;
  if (!judge_leaders(map, neighbours, count, majority_of(static_cast<int>(managers.size())), latency))
    return {std::nullopt, "the round trip from some managers to a majority is not known"};
  find_longest(cluster, map, neighbours, latency);
  AfterLoss after{cluster, map, managers, neighbours, steps, {}, {}};
  for (const Loss& loss : single_losses_of(cluster, map, managers)) after.judge(loss);
  if (after.steps < 0) {
    result.reason = "too many losses to try for the latency after a loss";
  } else {
    latency.worst_after_loss = std::move(after.worst);
  }
  result.latency = std::move(latency);
  return result;
}

}  // namespace planner
