#pragma once
// What holds a graph together alone: vertices and edges whose loss parts what they joined.
#include <vector>

#include "planner/graph/graph.hpp"

namespace planner {

struct SinglePoints {
  std::vector<int> articulation;  // vertices without which the others of their component fall apart; sorted
  std::vector<int> bridges;       // indices of edges without which their ends are apart; sorted
};

/// Linear time; no recursion, so that a chain may be of any length.
SinglePoints single_points(const Graph& graph);

}  // namespace planner
