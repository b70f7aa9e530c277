#include "planner/graph/components.hpp"

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/connected_components.hpp>
#include <cstddef>

namespace planner {

std::vector<int> components(const Graph& graph) {
  boost::adjacency_list<boost::vecS, boost::vecS, boost::undirectedS> adjacency(
      static_cast<std::size_t>(graph.vertices));
  for (const auto& [a, b] : graph.edges) add_edge(static_cast<std::size_t>(a), static_cast<std::size_t>(b), adjacency);
  // Boost looks for the next component from the lowest vertex up, so that its numbers are the ones promised.
  std::vector<int> component(static_cast<std::size_t>(graph.vertices), 0);
  if (graph.vertices > 0) boost::connected_components(adjacency, component.data());
  return component;
}

}  // namespace planner
