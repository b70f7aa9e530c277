#pragma once
// Where the services of a user's stack file may run on a layout.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "planner/model/cluster.hpp"
#include "planner/stack/stack_file.hpp"

namespace planner {

/// Nodes of one pool, one after the other.
struct RoomRun {
  PoolIndex pool = 0;
  NodeIndex first = 0;     // unused for a pool that scales by itself
  std::int64_t count = 0;  // of such a pool its least
};

struct StackRoom {
  bool known = true;                   // false: a constraint holds a variable, or is none
  bool may_grow = false;               // a pool that scales by itself fits too
  std::int64_t nodes = 0;              // active ones that meet all constraints
  std::int64_t drained = 0;            // that meet them too, and take no tasks
  std::optional<std::size_t> unmet{};  // the first constraint that no node meets, not even a drained one
  std::vector<RoomRun> runs{};         // the active ones
  // The least domain, a node, a place or a declared one, that holds all of them while the Swarm has nodes elsewhere.
  std::string sole{};
  std::string sole_level{};         // "node", "zone", "provider"
  bool answered_elsewhere = false;  // without it another service of the file still answers to its name
};

/// By service. What the spec cannot know (node.id, engine.labels …) is taken to hold.
std::vector<StackRoom> rooms_of(const Topology& topology, const StackFile& file);

}  // namespace planner
