#pragma once
// Which vertices reach each other.
#include <vector>

#include "planner/graph/graph.hpp"

namespace planner {

/// The number of the component, by vertex. Components are numbered from 0 by their lowest vertex. Linear time.
std::vector<int> components(const Graph& graph);

}  // namespace planner
