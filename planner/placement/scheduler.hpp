#pragma once
// The scheduler's turns: every task that waits for a node is tried, until nothing changes.
#include "planner/placement/state.hpp"

namespace planner::placement {

/// Tasks of global services first, each on its own node; then the others, by service and version. What finds no node
/// waits for the next turn, which comes with every change of a node, every task that ends, and every reason that is
/// written to a task which waits: so the reason that stays counts every node.
void schedule(State& state);

}  // namespace planner::placement
