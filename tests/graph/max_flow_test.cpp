// The maximum flow against every cut there is.
#include "planner/graph/max_flow.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>

using namespace planner;

namespace {

std::size_t at(int index) { return static_cast<std::size_t>(index); }

std::int64_t cut_of(const FlowNetwork& network, const std::vector<bool>& side) {
  std::int64_t sum = 0;
  for (const FlowNetwork::Edge& edge : network.edges)
    if (side[at(edge.from)] && !side[at(edge.to)]) sum += edge.capacity;
  return sum;
}

struct LeastCut {
  std::int64_t value = 0;
  std::vector<bool> smallest_side;  // what all minimum cuts have in common on the source's side
};

LeastCut by_all_cuts(const FlowNetwork& network, int source, int sink) {
  LeastCut least{-1, {}};
  for (unsigned set = 0; set < (1U << network.vertices); ++set) {
    std::vector<bool> side;
    for (int v = 0; v < network.vertices; ++v) side.push_back((set >> v & 1U) != 0);
    if (!side[at(source)] || side[at(sink)]) continue;
    const std::int64_t value = cut_of(network, side);
    if (least.value >= 0 && value > least.value) continue;
    if (least.value < 0 || value < least.value) least = {value, side};
    for (std::size_t v = 0; v < side.size(); ++v) least.smallest_side[v] = least.smallest_side[v] && side[v];
  }
  return least;
}

void check_flow(const FlowNetwork& network, const MaxFlow& flow, int source, int sink) {
  std::vector<std::int64_t> excess(at(network.vertices), 0);
  for (std::size_t i = 0; i < network.edges.size(); ++i) {
    CHECK(flow.flow[i] >= 0);
    CHECK(flow.flow[i] <= network.edges[i].capacity);
    excess[at(network.edges[i].from)] -= flow.flow[i];
    excess[at(network.edges[i].to)] += flow.flow[i];
  }
  for (int v = 0; v < network.vertices; ++v)
    if (v != source && v != sink) CHECK(excess[at(v)] == 0);
  CHECK(excess[at(sink)] == flow.value);
}

}  // namespace

TEST_CASE("the example of four vertices") {
  const MaxFlow flow = max_flow({4, {{0, 1, 3}, {0, 2, 2}, {1, 3, 1}, {2, 3, 4}}}, 0, 3);
  CHECK(flow.value == 3);
  CHECK(flow.source_side == std::vector<bool>{true, true, false, false});
}

TEST_CASE("no way, no edges, several edges, large capacities") {
  CHECK(max_flow({2, {}}, 0, 1).value == 0);
  CHECK(max_flow({2, {{1, 0, 5}}}, 0, 1).value == 0);
  CHECK(max_flow({2, {{0, 1, 2}, {0, 1, 3}, {0, 0, 9}}}, 0, 1).value == 5);
  const std::int64_t large = std::int64_t{1} << 60;
  CHECK(max_flow({3, {{0, 1, large}, {1, 2, large - 1}}}, 0, 2).value == large - 1);
}

TEST_CASE("random networks: the flow is one, and equals the least of all cuts") {
  std::mt19937 random(7);
  std::int64_t sum = 0;
  for (int round = 0; round < 1000; ++round) {
    const int vertices = 2 + static_cast<int>(random() % 6U);
    const auto any = [&] { return static_cast<int>(random() % static_cast<unsigned>(vertices)); };
    FlowNetwork network{vertices, {}};
    for (auto edges = random() % 16U; edges > 0; --edges)
      network.edges.push_back({any(), any(), static_cast<std::int64_t>(random() % 8U)});
    const int source = any(), sink = (source + 1) % vertices;
    const MaxFlow flow = max_flow(network, source, sink);
    const LeastCut least = by_all_cuts(network, source, sink);
    CHECK(flow.value == least.value);
    CHECK(flow.source_side == least.smallest_side);
    check_flow(network, flow, source, sink);
    sum += flow.value;
  }
  CHECK(sum > 1000);
}
