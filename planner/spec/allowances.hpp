#pragma once
// Comments that silence a rule: `# swarmplan: allow RULE because REASON`.
#include <span>
#include <vector>

#include "planner/model/cluster.hpp"
#include "planner/spec/notation.hpp"

namespace planner {

/// Every comment that begins with `# swarmplan:`, well formed or not: what is missing is empty, so that the rules can
/// tell it. In order of position.
std::vector<Allowance> read_allowances(std::span<const Comment> comments);

}  // namespace planner
