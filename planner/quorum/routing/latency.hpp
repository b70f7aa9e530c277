#pragma once
// What a change of the Swarm costs in time: the round trip from the leader to a majority, for every leader there may
// be.
#include <optional>
#include <string>
#include <vector>

#include "planner/model/cluster.hpp"
#include "planner/quorum/routing/site_map.hpp"

namespace planner {

/// About a third of a second. One step is one look at one zone from another.
constexpr std::int64_t latency_steps = 20'000'000;

struct Leader {
  PlaceIndex place = 0;  // a zone with managers: any of them may lead
  int managers = 0;
  double commit_ms = 0;
};

/// After one loss that the quorum survives: the slowest leader that may be then.
struct SlowLeader {
  std::string lost;      // id of the domain or host name of the manager
  PlaceIndex place = 0;  // where that leader is
  double commit_ms = 0;
};

struct Latency {
  bool estimated = false;       // some round trip comes from coordinates
  std::vector<Leader> leaders;  // in place order
  double best_ms = 0;
  double mean_ms = 0;  // over all managers, each as likely to lead as any other
  double worst_ms = 0;
  std::optional<SlowLeader> worst_after_loss;  // none: no single loss is survived, or a limit stopped the search
  double longest_rtt_ms = 0;                   // between a zone with managers and any zone with nodes of the Swarm
  PlaceIndex longest_from = 0, longest_to = 0;
};

struct LatencyJudged {
  std::optional<Latency> latency;
  std::string reason;  // why there is none, or no worst_after_loss; empty otherwise
};

/// `managers` as planner::managers_of gives them, at least one.
LatencyJudged judge_latency(const Cluster& cluster, const SiteMap& map, const std::vector<NodeIndex>& managers,
                            std::int64_t steps = latency_steps);

/// The slowest leader among managers that are up; none where no side that it reaches holds a majority. `up` by manager,
/// `down_parts` by part: sites without any part that is up pass no traffic.
std::optional<SlowLeader> slowest_leader(const Cluster& cluster, const SiteMap& map, const std::vector<bool>& up,
                                         const std::vector<bool>& down_parts);

}  // namespace planner
