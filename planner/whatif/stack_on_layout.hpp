#pragma once
// A user's stack file held against a layout.
#include <optional>
#include <vector>

#include "planner/stack/scheduled_stack.hpp"
#include "planner/whatif/capacity.hpp"

namespace planner {

struct StackOnLayout {
  std::vector<StackRoom> rooms;      // by service of the file
  Stack stack;                       // what the scheduler weighs of it; the same order
  std::optional<Capacity> capacity;  // none where it is too much to look at
};

/// The file by itself: nothing else runs there. `cluster` is centralized and has nodes.
StackOnLayout judge_stack(const Cluster& cluster, const StackFile& file);

}  // namespace planner
