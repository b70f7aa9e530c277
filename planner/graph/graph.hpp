#pragma once
// An undirected graph as plain data: what the algorithms of this folder take.
#include <utility>
#include <vector>

namespace planner {

/// Vertices are numbered from 0. Several edges may join the same two vertices; an edge from a vertex to itself joins
/// nothing.
struct Graph {
  int vertices = 0;
  std::vector<std::pair<int, int>> edges;
};

}  // namespace planner
