#pragma once
// Which of several losses is the worst for the tasks.
#include <cstdint>
#include <vector>

#include "planner/whatif/capacity_model.hpp"

namespace planner {

/// Tasks without a node, where that can be told; of a resource a share of what is wanted. 0: not known; -1: all fits.
double gravity(const Fit& fit);

/// The same without services that have no node left at all; -1 where there are no others. `left` by kind of node.
double crowding(const CapacityModel& model, const Fit& fit, const std::vector<std::int64_t>& left);

}  // namespace planner
