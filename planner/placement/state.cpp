#include "planner/placement/state.hpp"

#include <algorithm>
#include <limits>

namespace planner::placement {
namespace {

constexpr std::int64_t kUnbounded = std::numeric_limits<std::int64_t>::max() / 2;

std::size_t at(int index) { return static_cast<std::size_t>(index); }

/// Of a kind that a node lacks it can give nothing, so that none of its tasks reserves any.
void take_generic(const Node& node, NodeState& left, const Service& service, int times) {
  for (const auto& [kind, amount] : service.generic)
    for (std::size_t i = 0; i < node.generic.size(); ++i)
      if (node.generic[i].first == kind) left.generic[i] -= amount * times;
}

void take(State& state, const Task& task, int times) {
  const Service& service = state.layout->services[at(task.service)];
  NodeState& left = state.nodes[at(task.node)];
  left.nano_cpus -= service.nano_cpus * times;
  left.memory -= service.memory * times;
  take_generic(state.layout->nodes[at(task.node)], left, service, times);
}

void count(State& state, const Task& task, int change) {
  state.nodes[at(task.node)].total += change;
  state.services[at(task.service)].on_node[at(task.node)] += change;
}

/// Swarm deletes the ports of a task from its set, whoever else holds them.
void drop_ports(NodeState& node, const Service& service) {
  for (const HostPort& port : service.ports) std::erase(node.ports, port);
}

}  // namespace

State start(const Layout& layout, std::uint64_t seed) {
  State state;
  state.layout = &layout;
  state.random = Random(seed);
  state.node_order = map_order(static_cast<int>(layout.nodes.size()), state.random);
  state.random.shuffle(state.node_order.keys);  // in which order nodes joined, nobody says
  for (const Node& node : layout.nodes) {
    NodeState fresh{node.status,
                    node.availability,
                    0,
                    node.nano_cpus.value_or(kUnbounded),
                    node.memory.value_or(kUnbounded),
                    {},
                    {},
                    {}};
    for (const auto& [kind, amount] : node.generic) fresh.generic.push_back(amount);
    state.nodes.push_back(std::move(fresh));
  }
  state.services.resize(layout.services.size());
  for (ServiceState& service : state.services) service.on_node.assign(layout.nodes.size(), 0);
  return state;
}

void assign(State& state, int index, int node) {
  Task& task = state.tasks[at(index)];
  task.node = node;
  task.holds = true;
  take(state, task, 1);
  count(state, task, 1);
  NodeState& here = state.nodes[at(node)];
  for (const HostPort& port : state.layout->services[at(task.service)].ports)
    if (std::ranges::find(here.ports, port) == here.ports.end()) here.ports.push_back(port);
  here.tasks.push_back(index);
}

void abandon(State& state, int index) {
  Task& task = state.tasks[at(index)];
  if (!task.wanted) return;
  task.wanted = false;
  if (task.holds) count(state, task, -1);
}

void release(State& state, int index) {
  Task& task = state.tasks[at(index)];
  if (!task.holds) return;
  task.holds = false;
  take(state, task, -1);
  NodeState& here = state.nodes[at(task.node)];
  drop_ports(here, state.layout->services[at(task.service)]);
  std::erase(here.tasks, index);
}

bool runs(const Task& task) { return task.wanted && task.holds; }

}  // namespace planner::placement
