#pragma once
// One turn of the scheduler: every task that waits for a node is tried once.
#include "planner/placement/state.hpp"

namespace planner::placement {

/// Tasks of global services first, each on its own node; then the others, by service and version. What finds no node
/// waits for the next turn, which comes with every change of a node and every task that ends.
void schedule(State& state);

}  // namespace planner::placement
