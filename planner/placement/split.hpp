#pragma once
// A group of alike tasks, split over the branches of the spread tree and put on nodes.
#include <vector>

#include "planner/placement/spread_tree.hpp"

namespace planner::placement {

struct GroupPlaced {
  std::vector<int> placed;  // tasks that got a node
  std::vector<int> rest;    // those that did not
  std::string why;          // of the rest; empty where the engine has no explanation
  bool hung = false;        // an engine before 28.3 would never come out of this
};

/// Tasks of one service and version.
GroupPlaced place_group(State& state, int service, std::vector<int> tasks);

}  // namespace planner::placement
