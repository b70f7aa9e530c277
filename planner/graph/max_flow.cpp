// Question: how much flows from source to sink, and which edges stop more?
// Idea: as long as some path has room on each of its edges, send more along the shortest such path; flow that was sent
// may be sent back. When there is none, the vertices that still can be reached are the source's side of a minimum cut.
//
// Example: source 0, sink 3; 0→1 takes 3, 0→2 takes 2, 1→3 takes 1, 2→3 takes 4. One goes by 1, two by 2: the flow is
// 3. Vertex 1 can still be reached, 2 cannot: the cut is 1→3 and 0→2, 1 + 2 = 3.
//
// Cost: O(V · E²). Source: Edmonds and Karp, Theoretical improvements in algorithmic efficiency for network flow
// problems, 1972.
#include "planner/graph/max_flow.hpp"

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/edmonds_karp_max_flow.hpp>
#include <cassert>
#include <cstddef>

namespace planner {
namespace {

std::size_t at(int index) { return static_cast<std::size_t>(index); }

using Traits = boost::adjacency_list_traits<boost::vecS, boost::vecS, boost::directedS>;
using Properties = boost::property<boost::edge_capacity_t, std::int64_t,
                                   boost::property<boost::edge_residual_capacity_t, std::int64_t,
                                                   boost::property<boost::edge_reverse_t, Traits::edge_descriptor>>>;
using Adjacency = boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS, boost::no_property, Properties>;

std::vector<bool> reached(const Adjacency& graph, std::size_t source) {
  std::vector<bool> seen(num_vertices(graph), false);
  std::vector<std::size_t> open{source};
  seen[source] = true;
  while (!open.empty()) {
    const std::size_t here = open.back();
    open.pop_back();
    for (auto [edge, end] = out_edges(here, graph); edge != end; ++edge) {
      const std::size_t next = target(*edge, graph);
      if (seen[next] || get(boost::edge_residual_capacity, graph, *edge) == 0) continue;
      seen[next] = true;
      open.push_back(next);
    }
  }
  return seen;
}

}  // namespace

MaxFlow max_flow(const FlowNetwork& network, int source, int sink) {
  assert(source != sink);
  Adjacency graph(at(network.vertices));
  auto capacity = get(boost::edge_capacity, graph);
  auto reverse = get(boost::edge_reverse, graph);
  std::vector<Traits::edge_descriptor> forward;
  forward.reserve(network.edges.size());
  for (const FlowNetwork::Edge& edge : network.edges) {
    assert(edge.capacity >= 0);
    const auto there = add_edge(at(edge.from), at(edge.to), graph).first;
    const auto back = add_edge(at(edge.to), at(edge.from), graph).first;
    capacity[there] = edge.capacity;
    capacity[back] = 0;
    reverse[there] = back;
    reverse[back] = there;
    forward.push_back(there);
  }
  MaxFlow result;
  result.value = boost::edmonds_karp_max_flow(graph, at(source), at(sink));
  const auto residual = get(boost::edge_residual_capacity, graph);
  for (std::size_t i = 0; i < forward.size(); ++i)
    result.flow.push_back(network.edges[i].capacity - residual[forward[i]]);
  result.source_side = reached(graph, at(source));
  return result;
}

}  // namespace planner
