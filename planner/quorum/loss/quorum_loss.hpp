#pragma once
// How likely the quorum is lost, told for the cluster: which domain weighs most, and what one more zone would buy.
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "planner/model/cluster.hpp"
#include "planner/quorum/loss/loss_probability.hpp"
#include "planner/quorum/routing/site_map.hpp"

namespace planner {

/// A year of 365 days.
constexpr double kMinutesPerYear = 365 * 24 * 60;

struct Weight {
  std::string id;
  std::string level;
  double birnbaum = 0;  // P(loss | down) − P(loss | up)
};

/// One zone more, in a region of its own, holding one manager. Both fail as often as the worst of their level today.
struct OneMoreZone {
  std::string moved_from;  // the zone that gives the manager up; empty: it is one more
  int managers = 0;        // then
  double probability = 0;
};

struct QuorumLoss {
  LossProbability total;
  double if_independent = 0;
  std::optional<double> with_links;  // only where the spec has links
  std::string no_links_reason;       // why there is none, though there are links
  std::vector<Weight> importance;    // domains and nodes that hold managers, the heaviest first; at most 100
  std::optional<OneMoreZone> one_more_zone;
};

/// None where nothing that holds a manager has a figure of failure. `managers` as planner::managers_of gives them.
std::optional<QuorumLoss> judge_loss(const Cluster& cluster, const SiteMap& map, std::span<const NodeIndex> managers);

}  // namespace planner
