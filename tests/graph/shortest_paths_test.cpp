// Distances against relaxing every edge as often as there are vertices.
#include "planner/graph/shortest_paths.hpp"

#include <doctest/doctest.h>

#include <limits>
#include <random>

using namespace planner;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

std::size_t at(int index) { return static_cast<std::size_t>(index); }

std::vector<double> by_relaxing(const Graph& graph, const std::vector<double>& weights, int from,
                                const std::vector<bool>& closed) {
  std::vector<double> distances(at(graph.vertices), infinity);
  if (!closed[at(from)]) distances[at(from)] = 0;
  for (int times = 0; times < graph.vertices; ++times)
    for (std::size_t e = 0; e < graph.edges.size(); ++e) {
      const auto [a, b] = graph.edges[e];
      if (closed[at(a)] || closed[at(b)]) continue;
      distances[at(b)] = std::min(distances[at(b)], distances[at(a)] + weights[e]);
      distances[at(a)] = std::min(distances[at(a)], distances[at(b)] + weights[e]);
    }
  return distances;
}

}  // namespace

TEST_CASE("the shorter way round, of two edges the shorter, and around a closed vertex") {
  const Graph graph{5, {{0, 1}, {1, 2}, {2, 3}, {3, 0}, {0, 1}}};
  const std::vector<double> weights = {9, 1, 1, 0.5, 2};
  CHECK(shortest_paths(graph, weights, 0) == std::vector<double>{0, 2, 1.5, 0.5, infinity});
  CHECK(shortest_paths(graph, weights, 0, {false, false, false, true, false}) ==
        std::vector<double>{0, 2, 3, infinity, infinity});
  CHECK(shortest_paths(graph, weights, 0, {true, false, false, false, false}) == std::vector<double>(5, infinity));
  CHECK(shortest_paths({2, {{0, 1}}}, std::vector{infinity}, 1) == std::vector<double>{infinity, 0});
}

TEST_CASE("random graphs with whole lengths, some of them 0") {
  std::mt19937 random(3);
  for (int round = 0; round < 500; ++round) {
    const int vertices = 1 + static_cast<int>(random() % 9U);
    const auto any = [&] { return static_cast<int>(random() % static_cast<unsigned>(vertices)); };
    Graph graph{vertices, {}};
    std::vector<double> weights;
    for (auto edges = random() % 16U; edges > 0; --edges) {
      graph.edges.emplace_back(any(), any());
      weights.push_back(static_cast<double>(random() % 6U));
    }
    std::vector<bool> closed(at(vertices), false);
    for (int v = 0; v < vertices; ++v) closed[at(v)] = random() % 5U == 0;
    const int from = any();
    CHECK(shortest_paths(graph, weights, from, closed) == by_relaxing(graph, weights, from, closed));
    CHECK(shortest_paths(graph, weights, from) ==
          by_relaxing(graph, weights, from, std::vector<bool>(at(vertices), false)));
  }
}
