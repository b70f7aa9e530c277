#include "planner/graph/components.hpp"

#include <doctest/doctest.h>

#include <random>

using namespace planner;

TEST_CASE("components are numbered by their lowest vertex") {
  CHECK(components({0, {}}).empty());
  CHECK(components({3, {}}) == std::vector{0, 1, 2});
  CHECK(components({6, {{5, 1}, {4, 2}, {2, 4}, {3, 3}}}) == std::vector{0, 1, 2, 3, 2, 1});
  CHECK(components({4, {{3, 0}, {1, 2}, {2, 3}}}) == std::vector{0, 0, 0, 0});
}

TEST_CASE("components of random graphs equal those of labels that spread along edges") {
  std::mt19937 random(11);
  for (int round = 0; round < 200; ++round) {
    const int vertices = 1 + static_cast<int>(random() % 10U);
    const auto any = [&] { return static_cast<int>(random() % static_cast<unsigned>(vertices)); };
    Graph graph{vertices, {}};
    for (auto edges = random() % 12U; edges > 0; --edges) graph.edges.emplace_back(any(), any());
    std::vector<int> lowest;
    for (int v = 0; v < vertices; ++v) lowest.push_back(v);
    for (int times = 0; times < vertices; ++times)
      for (const auto& [a, b] : graph.edges) {
        int &x = lowest[static_cast<std::size_t>(a)], &y = lowest[static_cast<std::size_t>(b)];
        x = y = x < y ? x : y;
      }
    std::vector<int> number(static_cast<std::size_t>(vertices)), expected;
    int count = 0;
    for (int v = 0; v < vertices; ++v) {
      const auto root = static_cast<std::size_t>(lowest[static_cast<std::size_t>(v)]);
      if (root == static_cast<std::size_t>(v)) number[root] = count++;
      expected.push_back(number[root]);
    }
    CHECK(components(graph) == expected);
  }
}

TEST_CASE("a chain of 100,000 vertices is one component") {
  Graph chain{100'000, {}};
  for (int v = 1; v < chain.vertices; ++v) chain.edges.emplace_back(v, v - 1);
  CHECK(components(chain) == std::vector<int>(100'000, 0));
}
