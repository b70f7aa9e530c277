#pragma once
// What the scheduler weighs of a user's stack file.
#include <vector>

#include "planner/stack/stack.hpp"
#include "planner/stack/stack_file.hpp"
#include "planner/stack/stack_room.hpp"

namespace planner {

/// Its services in order, each with its scale, constraints, reservations, host ports and order of updates, and nothing
/// else. A constraint that only the deploy knows (a variable) is left out, so that what does not fit does not fit
/// whatever it holds. `rooms` are those of the services.
Stack scheduled_stack(const StackFile& file, const std::vector<StackRoom>& rooms);

}  // namespace planner
