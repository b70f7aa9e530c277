// Source: github.com/moby/swarmkit manager/orchestrator: replicated/tasks.go, global/global.go, restart/restart.go.
#include "planner/placement/orchestrator.hpp"

#include <algorithm>

#include "planner/placement/scheduler.hpp"
#include "planner/placement/slots.hpp"

namespace planner::placement {
namespace {

std::size_t at(int index) { return static_cast<std::size_t>(index); }

/// A node on which a global service shall run: the constraints and not the other filters are asked.
bool wants_global(const State& state, int service, int node) {
  const NodeState& here = state.nodes[at(node)];
  return here.status != Status::down && here.availability == Availability::active &&
         state.layout->views[at(service)].constraint[at(node)];
}

/// A task on every node that lacks one. Where the restart policy never restarts, a node whose task was shut down gets
/// no other: Swarm takes the old one for a task that has ended.
void fill_nodes(State& state, int service, std::span<const int> nodes) {
  ServiceState& own = state.services[at(service)];
  for (const int node : nodes) {
    if (!wants_global(state, service, node)) continue;
    Slot* slot = find_slot(own, node);
    if (slot == nullptr) {
      const auto before = std::ranges::lower_bound(own.slots, node, {}, &Slot::number);
      slot = &*own.slots.insert(before, Slot{node, -1, 0, false});
    }
    if (slot->given_up || (slot->task >= 0 && state.tasks[at(slot->task)].wanted)) continue;
    fill_slot(state, service, *slot);
  }
}

void fill_globals(State& state, std::span<const int> nodes) {
  for (std::size_t service = 0; service < state.services.size(); ++service)
    if (state.services[service].created && state.layout->services[service].global)
      fill_nodes(state, static_cast<int>(service), nodes);
}

/// The slot gets another task if the restart policy allows one more.
void restart(State& state, int index) {
  const Task task = state.tasks[at(index)];
  const Service& service = state.layout->services[at(task.service)];
  abandon(state, index);
  Slot* slot = find_slot(state.services[at(task.service)], task.slot);
  if (slot == nullptr || slot->task != index) return;
  slot->given_up =
      !service.restarts || (!service.global && service.max_attempts > 0 && slot->restarts >= service.max_attempts);
  if (slot->given_up || service.global) return;
  ++slot->restarts;
  fill_slot(state, task.service, *slot);
}

/// Tasks leave a node that is down or drained; a global service's are not made anew elsewhere.
void leave(State& state, int node) {
  const std::vector<int> tasks = state.nodes[at(node)].tasks;
  for (const int task : tasks)
    if (state.tasks[at(task)].wanted) restart(state, task);
  for (const int task : state.preassigned)
    if (state.tasks[at(task)].slot == node) restart(state, task);
}

}  // namespace

void create_service(State& state, int service) {
  ServiceState& own = state.services[at(service)];
  const Service& spec = state.layout->services[at(service)];
  own.created = true;
  own.replicas = spec.replicas;
  if (spec.global) {
    std::vector<int> nodes;
    for (std::size_t node = 0; node < state.nodes.size(); ++node) nodes.push_back(static_cast<int>(node));
    fill_nodes(state, service, nodes);
  } else {
    for (int number = 1; number <= spec.replicas; ++number) {
      own.slots.push_back({number, -1, 0, false});
      fill_slot(state, service, own.slots.back());
    }
  }
  schedule(state);
}

void lose_nodes(State& state, std::span<const int> down, std::span<const int> drained) {
  for (const int node : down) state.nodes[at(node)].status = Status::down;
  for (const int node : drained) state.nodes[at(node)].availability = Availability::drain;
  for (const int node : down) leave(state, node);
  for (const int node : drained) leave(state, node);
  schedule(state);
  if (drained.empty()) return;
  for (const int node : drained) stop_abandoned(state, node);
  schedule(state);
}

void nodes_fail(State& state, std::span<const int> nodes) { lose_nodes(state, nodes, {}); }

void nodes_return(State& state, std::span<const int> nodes) {
  for (const int node : nodes) state.nodes[at(node)].status = Status::ready;
  fill_globals(state, nodes);
  schedule(state);
  for (const int node : nodes) stop_abandoned(state, node);
  schedule(state);
}

void set_availability(State& state, std::span<const int> nodes, Availability availability) {
  if (availability == Availability::drain) return lose_nodes(state, {}, nodes);
  for (const int node : nodes) state.nodes[at(node)].availability = availability;
  if (availability == Availability::active) fill_globals(state, nodes);
  schedule(state);
}

int pending_tasks(const State& state, int service) {
  return static_cast<int>(std::ranges::count_if(state.services[at(service)].slots, [&](const Slot& slot) {
    return slot.task >= 0 && state.tasks[at(slot.task)].wanted && !state.tasks[at(slot.task)].holds;
  }));
}

int empty_slots(const State& state, int service) {
  return static_cast<int>(std::ranges::count(state.services[at(service)].slots, true, &Slot::given_up));
}

}  // namespace planner::placement
