#pragma once
// Goals that no distribution of managers over the declared places can reach, as a theorem with its numbers.
#include <optional>
#include <string>

#include "planner/model/cluster.hpp"

namespace planner {

struct Impossible {
  std::string level;         // of the domains that are too few, or over which the managers are spread
  int domains = 0;           // of that level
  int lost = 0;              // that the goal wants to lose at once
  int nodes = 0;             // single nodes besides
  int needed_domains = 0;    // 2 · lost + 1; 0: there are enough
  int needed_managers = 0;   // the fewest that can do it; 0: not asked
  int allowed_managers = 0;  // goals.max_managers
};

/// None where some distribution reaches the goal by itself, and where this arithmetic does not hold: racks and declared
/// domains that overlap or leave places out, where managers can stand outside all of them.
std::optional<Impossible> impossible_because(const Cluster& cluster, const SurvivalGoal& goal);

}  // namespace planner
