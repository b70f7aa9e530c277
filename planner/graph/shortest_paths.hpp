#pragma once
// Distances along edges that have a length each.
#include <span>
#include <vector>

#include "planner/graph/graph.hpp"

namespace planner {

/// The shortest distance from one vertex, by vertex; infinity where there is no path. `weights` by edge, at least 0, in
/// any unit; infinity: no way. A vertex that is `closed` is neither reached nor passed, the first one included; empty:
/// none is. O(edges · log vertices).
std::vector<double> shortest_paths(const Graph& graph, std::span<const double> weights, int from,
                                   const std::vector<bool>& closed = {});

}  // namespace planner
