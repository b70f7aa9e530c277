#include "planner/placement/scheduler.hpp"

#include <doctest/doctest.h>

#include "tests/placement/swarm_case.hpp"

using namespace planner::placement;

TEST_CASE("the reason that stays counts every node, whatever was tried before") {
  std::vector<Node> nodes = workers_in({"a", "b", "c"}, 1);
  nodes.push_back(drained("m", {}));
  Service service = spread_service(5);
  service.max_per_node = 1;
  const Layout layout = make_layout(nodes, {service});
  for (int seed = 1; seed <= 100; ++seed) {
    State state = start(layout, static_cast<std::uint64_t>(seed));
    create_service(state, 0);
    check_invariants(state);
    CHECK(pending_tasks(state, 0) == 2);
    CHECK(state.services[0].why ==
          "no suitable node (max replicas per node limit exceed; 1 node not available for new tasks)");
  }
}
