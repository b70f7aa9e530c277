#pragma once
// Where the services of a user's stack file may run on a layout.
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "planner/model/cluster.hpp"
#include "planner/stack/stack_file.hpp"

namespace planner {

struct StackRoom {
  bool known = true;       // false: a constraint holds a variable, or is none
  bool may_grow = false;   // a pool that scales by itself fits too
  std::int64_t nodes = 0;  // active ones that meet all constraints; of a scaling pool its least
  std::vector<std::pair<PlaceIndex, std::int64_t>> zones{}, regions{};  // those that hold such nodes, in place order
};

/// What the spec cannot know (node.id, engine.labels …) is taken to hold.
StackRoom room_of(const Topology& topology, const StackFileService& service);

}  // namespace planner
