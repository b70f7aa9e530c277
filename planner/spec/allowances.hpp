#pragma once
// `# swarmplan: allow RULE because REASON`: comments that silence a rule where they stand.
#include <span>
#include <vector>

#include "planner/model/cluster.hpp"
#include "planner/spec/notation.hpp"

namespace planner {

/// All comments that are meant for swarmplan, also malformed ones: those have an empty rule or an empty reason.
std::vector<Allowance> read_allowances(std::span<const Comment> comments);

}  // namespace planner
