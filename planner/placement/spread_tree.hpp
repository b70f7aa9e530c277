#pragma once
// The tree of a service's spread preferences, as the scheduler builds it anew for every group of tasks.
#include <vector>

#include "planner/placement/filters.hpp"

namespace planner::placement {

/// Better for one more task of the service: not the one on which it keeps failing; fewer of its tasks, then fewer tasks
/// at all.
bool node_less(const State& state, int service, int a, int b);

/// Nodes that nothing tells apart but their names: alike in kind, and in all that they hold.
bool alike(const State& state, int a, int b);

/// The best nodes of a leaf, at most as many as tasks are to be placed; the worst on top. A plain binary heap, since
/// the order that it leaves among equals is the order in which the engine fills them.
class NodeHeap {
 public:
  void offer(State& state, int service, int node, std::size_t most, Filters& filters);

  /// Best first. Asked again, it drops the nodes that no longer pass and sorts anew.
  std::vector<int>& ordered(State& state, int service, Filters& filters);

 private:
  void up(const State& state, int service);
  void down(const State& state, int service, std::size_t from, std::size_t size);
  void note_choice(State& state, int service, int kept, int dropped);

  std::vector<int> nodes_;
  bool sorted_ = false;
};

struct SpreadTree {
  std::vector<int> tasks;                  // by branch: wanted ones when the tree was built, never refreshed
  std::vector<std::vector<int>> children;  // by branch, as they were made
  std::vector<MapOrder> order;             // by branch: of its children
  std::vector<NodeHeap> heaps;             // by branch; used at leaves
};

SpreadTree build_tree(State& state, int service, std::size_t most, Filters& filters);

}  // namespace planner::placement
