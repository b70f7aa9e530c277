#pragma once
// The connected sides that a loss leaves of the routing, and how many managers the heaviest of them holds.
#include <vector>

#include "planner/graph/graph.hpp"
#include "planner/quorum/routing/routing.hpp"

namespace planner {

/// What is down. Both empty: nothing is.
struct RoutingLoss {
  std::vector<bool> parts;  // by part
  std::vector<bool> links;  // by link
};

/// Finds sides again and again without allocating: searches ask hundreds of thousands of times. A join works while its
/// link, both its sites and the parts that it names are up. Every site has a part; a site is up while one of them is.
class Sides {
 public:
  explicit Sides(const Routing& routing);

  /// The number of the side by site, −1 where the site is down. Sides are numbered from 0 by their lowest site. Good
  /// until the next question.
  const std::vector<int>& find(const RoutingLoss& loss);

  /// The most managers on one side. `manager_up` by manager; a manager in a part that is down is down whatever it says.
  int heaviest(const RoutingLoss& loss, const std::vector<bool>& manager_up);

 private:
  struct Edge {
    Join join;
    int link = 0;
  };

  int root_of(int site);
  void unite(int a, int b);

  std::vector<int> site_of_part_;
  std::vector<int> part_of_manager_;
  std::vector<Edge> edges_;
  std::vector<int> above_;  // towards the lowest site of the side; −1: the site is down
  std::vector<int> side_;
  std::vector<int> managers_;  // by side
};

/// One question: as Sides::find.
std::vector<int> sides(const Routing& routing, const RoutingLoss& loss);

/// Sites as vertices and joins as edges, by link; which parts the joins end at is dropped.
struct RoutingGraph {
  Graph graph;
  std::vector<int> link_of_edge;
};

RoutingGraph graph_of(const Routing& routing);

}  // namespace planner
