#pragma once
// What one failure does to the capacity goals.
#include <string>
#include <vector>

#include "planner/whatif/capacity.hpp"
#include "planner/whatif/failure.hpp"

namespace planner {

struct CapacityGoalAfter {
  std::string goal;  // "capacity.zone"
  bool met = true;   // this failure is none that the goal speaks of, or all fits
  CapacityAfter after;
};

/// Goals that could be decided. Drained nodes take no tasks, so that they count as lost; cuts are left out.
std::vector<CapacityGoalAfter> capacity_goals_after(const Cluster& cluster, const Stack& stack, const Failure& failure);

}  // namespace planner
