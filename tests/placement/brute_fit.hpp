#pragma once
// Does it fit? By trying every node for every task, with no cleverness at all.
#include "planner/placement/fit.hpp"

namespace planner::test {

bool fits_by_trying(const FitQuestion& question);

/// Whether a witness is one: no node more than it has, nothing forgotten, nothing where it may not be.
bool is_placement(const FitQuestion& question, const std::vector<Packed>& witness);

}  // namespace planner::test
