#include "tests/placement/swarm_case.hpp"

#include <doctest/doctest.h>

#include <algorithm>

namespace planner::placement {
namespace {

std::size_t at(int index) { return static_cast<std::size_t>(index); }

}  // namespace

Node worker(const std::string& name, Labels labels) {
  Node node;
  node.attributes.host_name = name;
  node.attributes.role = "worker";
  node.attributes.labels = std::move(labels);
  return node;
}

Node drained(const std::string& name, Labels labels) {
  Node node = worker(name, std::move(labels));
  node.attributes.role = "manager";
  node.availability = Availability::drain;
  return node;
}

std::vector<Node> workers_in(const std::vector<std::string>& zones, int count) {
  std::vector<Node> nodes;
  for (const std::string& zone : zones)
    for (int i = 1; i <= count; ++i) nodes.push_back(worker(zone + std::to_string(i), {{"zone", zone}}));
  return nodes;
}

Service spread_service(int replicas) {
  Service service;
  service.name = "api";
  service.replicas = replicas;
  service.preferences = {"node.labels.zone"};
  return service;
}

int node_named(const Layout& layout, const std::string& name) {
  const auto found =
      std::ranges::find_if(layout.nodes, [&](const Node& node) { return node.attributes.host_name == name; });
  REQUIRE(found != layout.nodes.end());
  return static_cast<int>(found - layout.nodes.begin());
}

std::vector<int> on_nodes(const State& state) { return state.services[0].on_node; }

std::map<std::string, int> in_zones(const State& state, int service) {
  std::map<std::string, int> zones;
  for (std::size_t node = 0; node < state.nodes.size(); ++node)
    zones[std::string(label_of(state.layout->nodes[node].attributes.labels, "zone"))] +=
        state.services[at(service)].on_node[node];
  return zones;
}

void check_invariants(const State& state) {
  std::vector<std::int64_t> cpus(state.nodes.size(), 0), memory(state.nodes.size(), 0);
  std::vector<std::vector<int>> wanted(state.services.size(), std::vector<int>(state.nodes.size(), 0));
  std::vector<std::vector<HostPort>> ports(state.nodes.size());
  for (const Task& task : state.tasks) {
    if (!task.holds) continue;
    const Service& service = state.layout->services[at(task.service)];
    cpus[at(task.node)] += service.nano_cpus;
    memory[at(task.node)] += service.memory;
    if (task.wanted) ++wanted[at(task.service)][at(task.node)];
    if (!task.wanted) continue;
    CHECK(state.layout->views[at(task.service)].constraint[at(task.node)]);
    CHECK(state.nodes[at(task.node)].status != Status::down);
    CHECK(state.nodes[at(task.node)].availability != Availability::drain);
    for (const HostPort& port : service.ports) {
      CHECK(std::ranges::find(ports[at(task.node)], port) == ports[at(task.node)].end());
      ports[at(task.node)].push_back(port);
    }
  }
  for (std::size_t node = 0; node < state.nodes.size(); ++node) {
    const Node& spec = state.layout->nodes[node];
    if (spec.nano_cpus) CHECK(cpus[node] <= *spec.nano_cpus);
    if (spec.memory) CHECK(memory[node] <= *spec.memory);
    int total = 0;
    for (std::size_t service = 0; service < state.services.size(); ++service) {
      CHECK(wanted[service][node] == state.services[service].on_node[node]);
      const int most = state.layout->services[service].max_per_node;
      if (most > 0) CHECK(wanted[service][node] <= most);
      total += wanted[service][node];
    }
    CHECK(total == state.nodes[node].total);
  }
}

std::map<std::map<std::string, int>, int> splits_over(const Layout& layout, int seeds,
                                                      const std::function<void(State&)>& run) {
  std::map<std::map<std::string, int>, int> splits;
  for (int seed = 1; seed <= seeds; ++seed) {
    State state = start(layout, static_cast<std::uint64_t>(seed));
    run(state);
    ++splits[in_zones(state)];
  }
  return splits;
}

}  // namespace planner::placement
