// What swarmkit's own tests and documents expect of its scheduler. Sources: github.com/moby/swarmkit
// manager/scheduler/scheduler_test.go, github.com/docker/cli docs/reference/commandline/service_create.md.
#include <doctest/doctest.h>

#include <algorithm>

#include "tests/placement/swarm_case.hpp"

using namespace planner::placement;
using planner::Labels;
using planner::parse_constraint;

namespace {

constexpr int kSeeds = 300;
constexpr std::int64_t kMega = 1'000'000;

/// One service, placed with every seed.
void with_seeds(const Layout& layout, void (*check)(const State&)) {
  for (int seed = 1; seed <= kSeeds; ++seed) {
    State state = start(layout, static_cast<std::uint64_t>(seed));
    create_service(state, 0);
    check_invariants(state);
    check(state);
  }
}

std::vector<int> sorted(std::vector<int> values) {
  std::ranges::sort(values);
  return values;
}

}  // namespace

TEST_CASE("testPreferences: a zone of one node gets as much as a zone of four") {
  std::vector<Node> nodes = {worker("id1", {{"az", "az1"}})};
  for (int i = 2; i <= 5; ++i) nodes.push_back(worker("id" + std::to_string(i), {{"az", "az2"}}));
  Service service = spread_service(8);
  service.preferences = {"node.labels.az"};
  with_seeds(make_layout(nodes, {service}), [](const State& state) {
    CHECK(on_nodes(state) == std::vector<int>{4, 1, 1, 1, 1});
  });
}

TEST_CASE("testMultiplePreferences: racks inside zones, and a node too small") {
  std::vector<Node> nodes;
  const auto add = [&](const char* az, const char* rack, std::int64_t memory) {
    nodes.push_back(worker("id" + std::to_string(nodes.size()), {{"az", az}, {"rack", rack}}));
    nodes.back().memory = memory;
  };
  add("az1", "rack1", 100 * kMega);
  add("az1", "rack1", 1000 * kMega);
  for (int i = 0; i < 3; ++i) add("az2", "rack1", 1000 * kMega);
  for (int i = 0; i < 2; ++i) add("az2", "rack2", 1000 * kMega);
  Service service = spread_service(12);
  service.preferences = {"node.labels.az", "node.labels.rack"};
  service.memory = 200 * kMega;
  with_seeds(make_layout(nodes, {service}), [](const State& state) {
    const std::vector<int> tasks = on_nodes(state);
    CHECK(tasks[0] == 0);
    CHECK(tasks[1] == 5);
    const std::vector<int> rack1 = sorted({tasks[2], tasks[3], tasks[4]}), rack2 = sorted({tasks[5], tasks[6]});
    const bool four_and_three = rack1 == std::vector<int>{1, 1, 2} && rack2 == std::vector<int>{1, 2};
    const bool three_and_four = rack1 == std::vector<int>{1, 1, 1} && rack2 == std::vector<int>{2, 2};
    CHECK((four_and_three || three_and_four));
  });
}

TEST_CASE("TestMultiplePreferencesScaleUp: both new tasks go to a rack that has fewer") {
  const std::vector<Node> nodes = {worker("id11", {{"az", "dc1"}, {"rack", "r1"}}),
                                   worker("id12", {{"az", "dc1"}, {"rack", "r2"}}),
                                   worker("id21", {{"az", "dc2"}, {"rack", "r1"}})};
  Service service = spread_service(2);
  service.preferences = {"node.labels.az", "node.labels.rack"};
  const Layout layout = make_layout(nodes, {service});
  for (int seed = 1; seed <= kSeeds; ++seed) {
    State state = start(layout, static_cast<std::uint64_t>(seed));
    for (const int node : {0, 0, 0, 1, 2, 2, 2}) {  // what runs there before
      state.tasks.push_back({0, 100 + static_cast<int>(state.tasks.size()), 0, -1, true, false, false});
      assign(state, static_cast<int>(state.tasks.size()) - 1, node);
    }
    create_service(state, 0);
    const std::vector<int> tasks = on_nodes(state);
    CHECK(tasks[0] == 3);
    CHECK(tasks[1] + tasks[2] == 6);
  }
}

TEST_CASE("testHA: the next service fills the nodes that have less") {
  const std::vector<Node> nodes = workers_in({"a", "b", "c", "d", "e"}, 1);
  Service first = spread_service(18), second = spread_service(2);
  first.preferences.clear();
  second.preferences.clear();
  const Layout layout = make_layout(nodes, {first, second});
  for (int seed = 1; seed <= kSeeds; ++seed) {
    State state = start(layout, static_cast<std::uint64_t>(seed));
    create_service(state, 0);
    CHECK(sorted(on_nodes(state)) == std::vector<int>{3, 3, 4, 4, 4});
    create_service(state, 1);
    for (std::size_t node = 0; node < 5; ++node)
      CHECK(state.services[1].on_node[node] == (on_nodes(state)[node] == 3 ? 1 : 0));
  }
}

TEST_CASE("service_create.md: east 3 nodes, south 2, west 1, nine replicas") {
  std::vector<Node> nodes = workers_in({"east"}, 3);
  for (const auto& [zone, count] : {std::pair("south", 2), std::pair("west", 1)})
    for (const Node& node : workers_in({zone}, count)) nodes.push_back(node);
  with_seeds(make_layout(nodes, {spread_service(9)}), [](const State& state) {
    const std::vector<int> tasks = on_nodes(state);
    CHECK(in_zones(state) == std::map<std::string, int>{{"east", 3}, {"south", 3}, {"west", 3}});
    CHECK(sorted({tasks[3], tasks[4]}) == std::vector<int>{1, 2});
  });
}

TEST_CASE("TestSchedulerHostPort: a port is given once a node, by protocol") {
  const std::vector<Node> nodes = workers_in({"a", "b"}, 1);
  Service tcp = spread_service(1), udp = spread_service(1), both = spread_service(1);
  tcp.ports = {{"tcp", 58}};
  udp.ports = {{"udp", 58}};
  both.ports = {{"tcp", 58}, {"udp", 58}};
  const Layout layout = make_layout(nodes, {tcp, both, both, udp});
  for (int seed = 1; seed <= kSeeds; ++seed) {
    State state = start(layout, static_cast<std::uint64_t>(seed));
    for (int service = 0; service < 4; ++service) create_service(state, service);
    check_invariants(state);
    CHECK(pending_tasks(state, 1) == 0);
    CHECK(pending_tasks(state, 2) == 1);
    CHECK(state.services[2].why == "no suitable node (host-mode port already in use on 2 nodes)");
    CHECK(pending_tasks(state, 3) == 0);
  }
}

TEST_CASE("TestSchedulerMaxReplicas: the cap counts a service's own tasks on a node") {
  Service service = spread_service(4);
  service.max_per_node = 1;
  with_seeds(make_layout(workers_in({"a", "b"}, 1), {service}), [](const State& state) {
    CHECK(on_nodes(state) == std::vector<int>{1, 1});
    CHECK(pending_tasks(state, 0) == 2);
    CHECK(state.services[0].why == "no suitable node (max replicas per node limit exceed)");
  });
}

TEST_CASE("TestTreeTaskCountConsistency: what runs on ineligible nodes counts in their branch") {
  // Zone a has two tasks on a node that is drained in name only later: pause keeps them, and takes no more.
  const std::vector<Node> nodes = workers_in({"a", "b"}, 1);
  const Layout layout = make_layout(nodes, {spread_service(4)});
  State state = start(layout, 1);
  create_service(state, 0);
  const int a1 = node_named(layout, "a1");
  set_availability(state, std::span(&a1, 1), Availability::pause);
  scale_service(state, 0, 6);
  CHECK(in_zones(state) == std::map<std::string, int>{{"a", 2}, {"b", 4}});
}

TEST_CASE("constraints and spread descriptors as the engine reads them") {
  std::vector<Node> nodes = {worker("n1", {{"zone", "EU-1"}}), worker("n2", {{"zone", "eu-1"}}), worker("n3", {})};
  Service service = spread_service(6);
  SUBCASE("values are two zones for a spread, and one for a constraint; an unlabelled node passes a !=") {
    service.constraints = {*parse_constraint("node.labels.zone != eu-1")};
    with_seeds(make_layout(nodes, {service}), [](const State& state) {
      CHECK(on_nodes(state) == std::vector<int>{0, 0, 6});
    });
  }
  SUBCASE("the key of a label keeps its case, the prefix does not") {
    service.preferences = {"NODE.Labels.zone"};
    with_seeds(make_layout(nodes, {service}), [](const State& state) {
      CHECK(on_nodes(state) == std::vector<int>{2, 2, 2});
    });
    service.constraints = {*parse_constraint("node.labels.Zone == eu-1")};
    with_seeds(make_layout(nodes, {service}), [](const State& state) {
      CHECK(state.services[0].why == "no suitable node (scheduling constraints not satisfied on 3 nodes)");
    });
  }
  SUBCASE("any other descriptor is passed over") {
    service.preferences = {"node.hostname", "zone", "node.labels."};
    CHECK(make_layout(nodes, {service}).views[0].branches.size() == 1);
  }
  SUBCASE("an unknown key matches no node") {
    service.constraints = {*parse_constraint("node.region != eu")};
    with_seeds(make_layout(nodes, {service}), [](const State& state) { CHECK(pending_tasks(state, 0) == 6); });
  }
}

TEST_CASE("TestSchedulerFaultyNode: a node on which the service failed five times comes after all others") {
  const Layout layout = make_layout({worker("id1", {}), worker("id2", {})}, {spread_service(1)});
  for (int failures = 0; failures < 8; ++failures)
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
      State state = start(layout, seed);
      create_service(state, 0);
      const int first = state.tasks.front().node, other = 1 - first;
      state.services[0].failed.assign(2, 0);
      state.services[0].failed[static_cast<std::size_t>(other)] = failures;
      scale_service(state, 0, 2);
      CHECK(state.tasks.back().node == (failures < 5 ? other : first));
    }
}

TEST_CASE("TestSchedulerFaultyNode: where all are faulty the one with fewer failures, and a global service stays") {
  Service service = spread_service(1);
  const Layout layout = make_layout({worker("id1", {}), worker("id2", {})}, {service});
  State state = start(layout, 1);
  state.services[0].failed = {7, 6};
  create_service(state, 0);
  CHECK(state.tasks.front().node == 1);
  service.global = true;
  const Layout everywhere = make_layout({worker("id1", {}), worker("id2", {})}, {service});
  State all = start(everywhere, 1);
  all.services[0].failed = {9, 0};
  create_service(all, 0);
  CHECK(on_nodes(all) == std::vector<int>{1, 1});
}
