#pragma once
// The replicas of a service and the tasks that fill them.
#include "planner/placement/state.hpp"

namespace planner::placement {

/// A task that waits for the scheduler fills the slot; of a global service it waits for its own node.
void fill_slot(State& state, int service, Slot& slot);

Slot* find_slot(ServiceState& service, int number);

/// Tasks that are no longer wanted stop, where the node can say so, and give back what they hold.
void stop_abandoned(State& state, int node);

/// The same for single tasks.
void stop(State& state, const std::vector<int>& tasks);

}  // namespace planner::placement
