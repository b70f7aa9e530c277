#pragma once
// Silences findings where the user said so and why.
#include <span>
#include <vector>

#include "planner/model/cluster.hpp"
#include "planner/model/finding.hpp"

namespace planner {

/// The findings that no allowance silences. One does when it names the rule of the registry, gives a reason, and
/// stands on the finding's line or on the line above.
std::vector<Finding> not_allowed(std::vector<Finding> findings, std::span<const Allowance> allowances);

}  // namespace planner
