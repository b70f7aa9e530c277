// Articulation points and bridges against taking each vertex and each edge out.
#include "planner/graph/biconnected.hpp"

#include <doctest/doctest.h>

#include <random>
#include <set>

using namespace planner;

namespace {

std::size_t at(int index) { return static_cast<std::size_t>(index); }

// How many components there are without one vertex and without one edge (−1: with all).
std::size_t count_components(const Graph& graph, int without_vertex, int without_edge) {
  std::vector<int> label;
  for (int v = 0; v < graph.vertices; ++v) label.push_back(v);
  for (int times = 0; times < graph.vertices; ++times)
    for (std::size_t e = 0; e < graph.edges.size(); ++e) {
      const auto [a, b] = graph.edges[e];
      if (static_cast<int>(e) == without_edge || a == without_vertex || b == without_vertex) continue;
      label[at(a)] = label[at(b)] = std::min(label[at(a)], label[at(b)]);
    }
  std::set<int> labels;
  for (int v = 0; v < graph.vertices; ++v)
    if (v != without_vertex) labels.insert(label[at(v)]);
  return labels.size();
}

SinglePoints by_removal(const Graph& graph) {
  SinglePoints points;
  const std::size_t before = count_components(graph, -1, -1);
  for (int v = 0; v < graph.vertices; ++v)
    if (count_components(graph, v, -1) > before) points.articulation.push_back(v);
  for (int e = 0; e < static_cast<int>(graph.edges.size()); ++e)
    if (count_components(graph, -1, e) > before) points.bridges.push_back(e);
  return points;
}

}  // namespace

TEST_CASE("a triangle with a tail") {
  const SinglePoints points = single_points({4, {{0, 1}, {1, 2}, {2, 0}, {3, 2}}});
  CHECK(points.articulation == std::vector{2});
  CHECK(points.bridges == std::vector{3});
}

TEST_CASE("two edges between the same vertices are no bridges, and a loop is none") {
  const SinglePoints points = single_points({3, {{0, 1}, {1, 0}, {1, 2}, {2, 2}}});
  CHECK(points.articulation == std::vector{1});
  CHECK(points.bridges == std::vector{2});
  CHECK(single_points({0, {}}).bridges.empty());
  CHECK(single_points({2, {}}).articulation.empty());
}

TEST_CASE("random graphs, connected or not, with edges that repeat") {
  std::mt19937 random(5);
  std::size_t articulation = 0, bridges = 0;
  for (int round = 0; round < 1000; ++round) {
    const int vertices = 1 + static_cast<int>(random() % 9U);
    const auto any = [&] { return static_cast<int>(random() % static_cast<unsigned>(vertices)); };
    Graph graph{vertices, {}};
    for (auto edges = random() % 14U; edges > 0; --edges) graph.edges.emplace_back(any(), any());
    const SinglePoints points = single_points(graph), expected = by_removal(graph);
    CHECK(points.articulation == expected.articulation);
    CHECK(points.bridges == expected.bridges);
    articulation += expected.articulation.size();
    bridges += expected.bridges.size();
  }
  CHECK(articulation > 300);
  CHECK(bridges > 300);
}

TEST_CASE("a chain of 100,000 vertices needs no deep stack") {
  Graph chain{100'000, {}};
  for (int v = 1; v < chain.vertices; ++v) chain.edges.emplace_back(v - 1, v);
  const SinglePoints points = single_points(chain);
  CHECK(points.articulation.size() == 99'998);
  CHECK(points.bridges.size() == 99'999);
  chain.edges.emplace_back(99'999, 0);
  CHECK(single_points(chain).articulation.empty());
  CHECK(single_points(chain).bridges.empty());
}
