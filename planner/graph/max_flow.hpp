#pragma once
// How much can go from one vertex to another, and what stops more.
#include <cstdint>
#include <vector>

namespace planner {

/// Directed; capacities are at least 0 and their sum out of the source is below 2^62.
struct FlowNetwork {
  struct Edge {
    int from = 0;
    int to = 0;
    std::int64_t capacity = 0;
  };

  int vertices = 0;
  std::vector<Edge> edges;
};

struct MaxFlow {
  std::int64_t value = 0;
  std::vector<std::int64_t> flow;  // by edge
  std::vector<bool> source_side;   // by vertex: of the minimum cut nearest to the source
};

/// The edges from the source's side to the other one are a minimum cut: their capacities add up to `value`. Where
/// several are, it is the one with the smallest side of the source, whatever the order of the edges. `source` and
/// `sink` differ. O(vertices · edges²), far less on the flat networks used here.
MaxFlow max_flow(const FlowNetwork& network, int source, int sink);

}  // namespace planner
