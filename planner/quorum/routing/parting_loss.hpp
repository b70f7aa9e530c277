#pragma once
// Losses that leave managers enough but part them: what a survival goal means where traffic takes links.
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "planner/model/cluster.hpp"
#include "planner/quorum/domains.hpp"
#include "planner/quorum/routing/site_map.hpp"

namespace planner {

/// About a sixth of a second. One step is one look at one link, site or manager.
constexpr std::int64_t parting_steps = 100'000'000;

/// A loss of the kind that a goal names after which no connected side holds a majority.
struct PartingLoss {
  std::vector<std::string> ids;  // of the domains lost, in the order of the goal's levels, then of the topology
  int left = 0;                  // managers on the heaviest side then; single nodes that the goal names are off already
  int up = 0;                    // managers that are up, on whichever side
};

struct PartingSearch {
  std::optional<PartingLoss> loss;  // the first that leaves fewest, of all
  bool complete = true;             // false: a limit stopped the search; what was found holds
};

/// What is down before the loss that is looked for.
struct StateBefore {
  std::vector<bool> up;          // by manager
  std::vector<bool> down_parts;  // by part
};

StateBefore all_up(const SiteMap& map);

/// `domains` as planner::domains_of gives them. A goal's single nodes are lost where they hurt most, on the heaviest
/// side.
PartingSearch find_parting_loss(const Cluster& cluster, const SiteMap& map, std::span<const Domain> domains,
                                const SurvivalGoal& goal, const StateBefore& before,
                                std::int64_t steps = parting_steps);

}  // namespace planner
