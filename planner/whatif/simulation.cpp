#include "planner/whatif/simulation.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "planner/quorum/quorum.hpp"
#include "planner/quorum/routing/latency.hpp"
#include "planner/whatif/promise.hpp"

namespace planner {
namespace {

std::size_t at(int index) { return static_cast<std::size_t>(index); }

/// What is up of a run of pools.
RoleCounts count_up(const Topology& topology, const Failure& failure, PoolIndex first, int count) {
  RoleCounts up;
  for (PoolIndex index = first; index < first + count; ++index) {
    const Pool& pool = topology.pools[at(index)];
    if (pool.scaling) {
      add(up, pool.role, failure.down_pools[at(index)] ? 0 : pool.count);
      continue;
    }
    for (int i = 0; i < pool.node_count; ++i) add(up, pool.role, failure.down[at(pool.first_node + i)] ? 0 : 1);
  }
  return up;
}

std::vector<PlaceAfter> places_after(const Topology& topology, const Failure& failure) {
  std::vector<PlaceAfter> places;
  for (const FailureDomain& domain : topology.domains) {
    if (!domain.place) continue;
    const Place& place = topology.places[at(*domain.place)];
    places.push_back({*domain.place, count_roles(topology, domain),
                      count_up(topology, failure, place.first_pool, place.pool_count)});
  }
  return places;
}

QuorumAfter quorum_after(const std::vector<NodeIndex>& managers, const Reach& reach) {
  QuorumAfter after;
  after.managers = static_cast<int>(managers.size());
  after.majority = majority_of(after.managers);
  after.up = reach.managers_up;
  after.left = reach.sides.empty() ? 0 : reach.sides.front().nodes.manager;
  if (after.left >= after.majority) after.spare = after.left - after.majority;
  for (std::size_t i = 0; i < managers.size(); ++i)
    if (reach.may_lead[i]) after.leaders.push_back(managers[i]);
  after.kept = !after.leaders.empty();
  return after;
}

std::string goal_name(const SurvivalGoal& goal) {
  return goal.together ? "survive_together" : "survive." + goal.losses.front().first;
}

struct GoalJudge {
  const Cluster& cluster;
  const SiteMap& map;
  const std::vector<NodeIndex>& managers;
  const Failure& failure;
  const QuorumAfter& after;

  /// What the losses alone do: a cut is none that a survival goal speaks of.
  bool kept_without_cuts() const {
    if (failure.cuts.empty() || after.kept) return after.kept;
    Failure losses = failure;
    losses.cuts.clear();
    return quorum_after(managers, reach_after(cluster, map, managers, losses)).kept;
  }
  std::vector<GoalAfter> survival() const;
  std::optional<GoalAfter> latency() const;
};

std::vector<GoalAfter> GoalJudge::survival() const {
  std::vector<NodeIndex> down;
  for (const NodeIndex manager : managers)
    if (failure.down[at(manager)]) down.push_back(manager);
  // Where there are no links a place passes no traffic, so that only its managers count.
  std::vector<PlaceIndex> zones;
  const std::vector<bool> parts = parts_down(map, cluster.topology, failure);
  for (std::size_t part = 0; part < parts.size() && !cluster.links.empty(); ++part)
    if (parts[part]) zones.push_back(map.part_places[part]);
  const bool kept = kept_without_cuts();
  std::vector<GoalAfter> goals;
  for (const SurvivalGoal& goal : cluster.goals.survive) {
    GoalAfter result{goal_name(goal), true, ""};
    result.met = kept || !promised(cluster.topology, goal, down, zones);
    if (!result.met) result.why = "it promises to survive this loss, and the quorum is lost";
    goals.push_back(std::move(result));
  }
  return goals;
}

std::optional<GoalAfter> GoalJudge::latency() const {
  const std::optional<StatedTime>& goal = cluster.goals.commit_latency;
  if (!goal || !failure.cuts.empty()) return std::nullopt;  // ways around a cut are not timed
  GoalAfter result{"commit_latency", after.kept, "without a quorum no change is committed"};
  if (!after.kept) return result;
  std::vector<bool> up;
  for (const NodeIndex manager : managers) up.push_back(!failure.down[at(manager)]);
  const LatencyJudged judged = judge_latency(cluster, map, managers);
  const auto slow = slowest_leader(cluster, map, up, parts_down(map, cluster.topology, failure));
  if (!judged.latency || !slow) return std::nullopt;
  result.met = slow->commit_ms <= goal->seconds * 1000;
  result.why = result.met
                   ? ""
                   : fmt::format("a leader in {} needs {:.4g} ms to commit, the goal is {:.4g} ms",
                                 cluster.topology.places[at(slow->place)].id, slow->commit_ms, goal->seconds * 1000);
  return result;
}

}  // namespace

bool Simulation::holds() const { return (!quorum || quorum->kept) && std::ranges::all_of(goals, &GoalAfter::met); }

Simulation simulate_failure(const Cluster& cluster, const FailureQuestion& question, const Failure& failure) {
  const Topology& topology = cluster.topology;
  Simulation simulation;
  simulation.asked = question;
  simulation.nodes = count_up(topology, failure, 0, static_cast<int>(topology.pools.size()));
  simulation.places = places_after(topology, failure);
  const std::vector<NodeIndex> managers = managers_of(topology);
  if (cluster.control == Control::decentralized || managers.empty()) return simulation;
  const SiteMap map = map_sites(cluster, managers);
  Reach reach = reach_after(cluster, map, managers, failure);
  simulation.quorum = quorum_after(managers, reach);
  const GoalJudge judge{cluster, map, managers, failure, *simulation.quorum};
  simulation.goals = judge.survival();
  if (std::optional<GoalAfter> latency = judge.latency()) simulation.goals.push_back(std::move(*latency));
  simulation.sides = std::move(reach.sides);
  return simulation;
}

}  // namespace planner
