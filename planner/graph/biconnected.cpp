// Question: which single vertices and edges hold the graph together?
// Idea: in a depth-first tree let low(v) be the earliest discovered vertex that the subtree of v reaches by one edge
// beside the tree. A subtree that reaches nothing above itself hangs on the edge to its parent alone.
//
// Example: the triangle 0 1 2 and the edge 2–3. Found in the order 0 1 2 3: low(2) = low(1) = 0, for 2–0 goes round;
// low(3) = 3. The edge 2–3 is a bridge and 2 an articulation point.
//
// Cost: linear. Source: Hopcroft and Tarjan, Efficient algorithms for graph manipulation, 1973.
#include "planner/graph/biconnected.hpp"

#include <algorithm>
#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/biconnected_components.hpp>
#include <cstddef>
#include <iterator>
#include <utility>

namespace planner {
namespace {

std::size_t at(int index) { return static_cast<std::size_t>(index); }

std::pair<int, int> ends_of(const std::pair<int, int>& edge) { return std::minmax(edge.first, edge.second); }

// Sorted pairs of vertices that several edges join. Boost's low points pass over a second edge to the parent.
std::vector<std::pair<int, int>> joined_twice(const Graph& graph) {
  std::vector<std::pair<int, int>> ends;
  for (const auto& edge : graph.edges) ends.push_back(ends_of(edge));
  std::ranges::sort(ends);
  std::vector<std::pair<int, int>> twice;
  for (std::size_t i = 1; i < ends.size(); ++i)
    if (ends[i] == ends[i - 1]) twice.push_back(ends[i]);
  return twice;
}

}  // namespace

SinglePoints single_points(const Graph& graph) {
  boost::adjacency_list<boost::vecS, boost::vecS, boost::undirectedS> adjacency(at(graph.vertices));
  for (const auto& [a, b] : graph.edges)
    if (a != b) add_edge(at(a), at(b), adjacency);
  std::vector<std::size_t> found, discovered(at(graph.vertices)), low(at(graph.vertices)), parent(at(graph.vertices));
  boost::articulation_points(
      adjacency, std::back_inserter(found),
      boost::discover_time_map(discovered.data()).lowpoint_map(low.data()).predecessor_map(parent.data()));

  SinglePoints result;
  for (const std::size_t vertex : found) result.articulation.push_back(static_cast<int>(vertex));
  std::ranges::sort(result.articulation);
  const std::vector<std::pair<int, int>> twice = joined_twice(graph);
  const auto hangs = [&](int above, int below) {
    return parent[at(below)] == at(above) && low[at(below)] == discovered[at(below)];
  };
  for (std::size_t i = 0; i < graph.edges.size(); ++i) {
    const auto [a, b] = graph.edges[i];
    if (a == b || (!hangs(a, b) && !hangs(b, a))) continue;
    if (!std::ranges::binary_search(twice, ends_of(graph.edges[i]))) result.bridges.push_back(static_cast<int>(i));
  }
  return result;
}

}  // namespace planner
