// Source: Dijkstra, A note on two problems in connexion with graphs, 1959.
#include "planner/graph/shortest_paths.hpp"

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/dijkstra_shortest_paths.hpp>
#include <cassert>
#include <cstddef>
#include <limits>

namespace planner {

std::vector<double> shortest_paths(const Graph& graph, std::span<const double> weights, int from,
                                   const std::vector<bool>& closed) {
  assert(weights.size() == graph.edges.size() && from >= 0 && from < graph.vertices);
  using Length = boost::property<boost::edge_weight_t, double>;
  using Adjacency = boost::adjacency_list<boost::vecS, boost::vecS, boost::undirectedS, boost::no_property, Length>;
  constexpr double infinity = std::numeric_limits<double>::infinity();
  const auto at = [](int index) { return static_cast<std::size_t>(index); };
  const auto is_closed = [&](int vertex) { return !closed.empty() && closed[at(vertex)]; };

  std::vector<double> distances(at(graph.vertices), infinity);
  if (is_closed(from)) return distances;
  Adjacency adjacency(at(graph.vertices));
  for (std::size_t i = 0; i < graph.edges.size(); ++i) {
    const auto [a, b] = graph.edges[i];
    assert(weights[i] >= 0);
    if (!is_closed(a) && !is_closed(b) && weights[i] < infinity) add_edge(at(a), at(b), Length(weights[i]), adjacency);
  }
  boost::dijkstra_shortest_paths(adjacency, at(from),
                                 boost::distance_map(distances.data()).distance_inf(infinity).distance_zero(0.0));
  return distances;
}

}  // namespace planner
