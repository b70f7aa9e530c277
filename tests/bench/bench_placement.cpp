// Milliseconds to place 10,000 tasks on 10,000 nodes in 200 zones, and to lose one of the zones.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <string>

#include "planner/placement/orchestrator.hpp"

using namespace planner::placement;

namespace {

constexpr int kNodes = 10'000, kZones = 200, kTasks = 10'000;

Layout layout_of(int services, bool reserve) {
  std::vector<Node> nodes;
  for (int i = 0; i < kNodes; ++i) {
    Node node;
    node.attributes.host_name = "n" + std::to_string(i);
    node.attributes.role = "worker";
    node.attributes.labels = {{"role", "worker"}, {"zone", "z" + std::to_string(i % kZones)}};
    node.zone = i % kZones;
    node.nano_cpus = 8'000'000'000;
    nodes.push_back(node);
  }
  std::vector<Service> specs;
  for (int i = 0; i < services; ++i) {
    Service service;
    service.name = "s" + std::to_string(i);
    service.replicas = kTasks / services;
    service.constraints = {*planner::parse_constraint("node.labels.role == worker")};
    service.preferences = {"node.labels.zone"};
    if (reserve) service.nano_cpus = 500'000'000;
    specs.push_back(service);
  }
  return make_layout(std::move(nodes), std::move(specs));
}

double milliseconds(std::chrono::steady_clock::time_point since) {
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - since).count();
}

void bench(int services) {
  double made = 1e9, placed = 1e9, lost = 1e9;
  int running = 0;
  for (int i = 0; i < 3; ++i) {
    auto begin = std::chrono::steady_clock::now();
    const Layout layout = layout_of(services, true);
    made = std::min(made, milliseconds(begin));
    State state = start(layout, 1);
    begin = std::chrono::steady_clock::now();
    for (int service = 0; service < services; ++service) create_service(state, service);
    placed = std::min(placed, milliseconds(begin));
    std::vector<int> dying;
    for (int node = 0; node < kNodes; node += kZones) dying.push_back(node);
    begin = std::chrono::steady_clock::now();
    nodes_fail(state, dying);
    lost = std::min(lost, milliseconds(begin));
    running = 0;
    for (const NodeState& node : state.nodes) running += node.total;
  }
  std::printf(
      "%5d services of %5d: labels and constraints read %.1f ms, placed %.1f ms, a zone of 50 nodes lost %.1f ms, "
      "%d tasks run\n",
      services, kTasks / services, made, placed, lost, running);
}

}  // namespace

int main() {
  for (const int services : {1, 10, 100}) bench(services);
}
