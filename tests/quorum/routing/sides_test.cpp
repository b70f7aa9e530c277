// Sides against labels that spread along joins.
#include "planner/quorum/routing/sides.hpp"

#include <doctest/doctest.h>

#include "tests/quorum/routing/brute_routing.hpp"

using namespace planner;
using namespace planner::test;

namespace {

std::vector<bool> random_flags(std::mt19937& random, std::size_t size, unsigned one_in) {
  std::vector<bool> flags(size);
  for (std::size_t i = 0; i < size; ++i) flags[i] = random() % one_in == 0;
  return flags;
}

// Sides by number in place of sides by lowest site.
std::vector<int> numbered(const std::vector<int>& lowest) {
  std::vector<int> number(lowest.size(), -1);
  int count = 0;
  for (std::size_t site = 0; site < lowest.size(); ++site) {
    if (lowest[site] < 0) continue;
    const auto root = static_cast<std::size_t>(lowest[site]);
    number[site] = root == site ? count++ : number[root];
  }
  return number;
}

}  // namespace

TEST_CASE("a site is up while a part is, and a join needs the parts that it names") {
  // site 0: parts 0 and 1; sites 1 and 2: parts 2 and 3. The link to site 1 ends at part 1, the other at any.
  Routing routing{3, {0, 0, 1, 2}, {0, 1, 2, 3}, {{{{0, 1, 1, -1}}, 0}, {{{2, 0, -1, -1}}, 0}}};
  CHECK(sides(routing, {}) == std::vector{0, 0, 0});
  CHECK(sides(routing, {{true, false, false, false}, {}}) == std::vector{0, 0, 0});
  CHECK(sides(routing, {{false, true, false, false}, {}}) == std::vector{0, 1, 0});
  CHECK(sides(routing, {{true, true, false, false}, {}}) == std::vector{-1, 0, 1});
  CHECK(sides(routing, {{}, {true, false}}) == std::vector{0, 1, 0});
  Sides finder(routing);
  const std::vector<bool> all(4, true);
  CHECK(finder.heaviest({}, all) == 4);
  CHECK(finder.heaviest({{false, true, false, false}, {}}, all) == 2);
  CHECK(finder.heaviest({}, {true, false, false, true}) == 2);
  CHECK(finder.heaviest({{true, true, true, true}, {}}, all) == 0);
}

TEST_CASE("sides of random routings and losses equal brute force") {
  std::mt19937 random(21);
  for (int round = 0; round < 200; ++round) {
    const NamedRouting named = random_routing(random, 1 + static_cast<int>(random() % 7U),
                                              static_cast<int>(random() % 10U), 1 + static_cast<int>(random() % 9U));
    const Routing& routing = named.routing;
    Sides finder(routing);
    for (int times = 0; times < 10; ++times) {
      const RoutingLoss loss{random_flags(random, routing.site_of_part.size(), 3),
                             random_flags(random, routing.links.size(), 4)};
      const std::vector<int> expected = numbered(brute_sides(routing, loss.parts, loss.links));
      CHECK(finder.find(loss) == expected);
      CHECK(sides(routing, loss) == expected);
      const std::vector<bool> up = random_flags(random, routing.part_of_manager.size(), 2);
      Routing only_up = routing;
      only_up.part_of_manager.clear();
      for (std::size_t m = 0; m < up.size(); ++m)
        if (up[m]) only_up.part_of_manager.push_back(routing.part_of_manager[m]);
      CHECK(finder.heaviest(loss, up) == brute_heaviest(only_up, loss.parts, loss.links));
    }
  }
}

TEST_CASE("each join is an edge that knows its link") {
  const Routing routing{3, {0, 1, 2}, {}, {{{{0, 1}, {1, 2}}, 0}, {{}, 0}, {{{2, 0}}, 0}}};
  const RoutingGraph graph = graph_of(routing);
  CHECK(graph.graph.vertices == 3);
  CHECK(graph.graph.edges == std::vector<std::pair<int, int>>{{0, 1}, {1, 2}, {2, 0}});
  CHECK(graph.link_of_edge == std::vector{0, 0, 2});
}
