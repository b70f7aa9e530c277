#pragma once
// What the parts of planner::judge_fit share: the room that each node has left for each kind of task.
#include <cstdint>
#include <vector>

#include "planner/placement/fit.hpp"

namespace planner {

/// Never more than `unbounded`.
std::int64_t saturated_product(std::int64_t a, std::int64_t b);
std::int64_t saturated_sum(std::int64_t a, std::int64_t b);

/// What one node has left.
struct NodeRoom {
  Amounts free;            // `unbounded` stays so
  std::vector<int> ports;  // taken; sorted
};

/// So many tasks more of the kind fit onto an empty-but-for-others node; at most TaskKind::count.
std::int64_t room_for(const TaskKind& task, const NodeRoom& node);

void take(NodeRoom& node, const TaskKind& task, std::int64_t tasks);

/// The question once its global services are placed: each has a task on every node that may take it, whatever else.
struct Rest {
  const FitQuestion* question = nullptr;
  std::vector<NodeRoom> nodes;                  // by kind of node
  std::vector<int> tasks;                       // kinds that are not global and have tasks
  std::vector<std::vector<std::int64_t>> room;  // by entry of `tasks`, by kind of node: tasks a node, alone
};

/// With the shortages of the global services; the rest is of use only where there are none.
Rest place_global(const FitQuestion& question, std::vector<Shortage>& shortages);

/// Sums that no placement can get round; none found proves nothing.
std::vector<Shortage> find_shortages(const Rest& rest);

/// A placement of every task, or none found.
std::vector<Packed> pack(const Rest& rest, std::int64_t& steps);

struct Searched {
  std::vector<Packed> witness;
  bool complete = false;  // every placement was looked at
};

Searched search_packings(const Rest& rest, std::int64_t& steps);

}  // namespace planner
