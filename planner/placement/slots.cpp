#include "planner/placement/slots.hpp"

#include <algorithm>

namespace planner::placement {
namespace {

std::size_t at(int index) { return static_cast<std::size_t>(index); }

}  // namespace

void fill_slot(State& state, int service, Slot& slot) {
  const auto task = static_cast<int>(state.tasks.size());
  state.tasks.push_back({service, slot.number, state.services[at(service)].version, -1, true, false, false});
  slot.task = task;
  slot.given_up = false;
  (state.layout->services[at(service)].global ? state.preassigned : state.pending).push_back(task);
}

Slot* find_slot(ServiceState& service, int number) {
  const auto found = std::ranges::lower_bound(service.slots, number, {}, &Slot::number);
  return found != service.slots.end() && found->number == number ? &*found : nullptr;
}

void stop_abandoned(State& state, int node) {
  if (state.nodes[at(node)].status != Status::ready) return;
  const std::vector<int> tasks = state.nodes[at(node)].tasks;
  for (const int task : tasks)
    if (!state.tasks[at(task)].wanted) release(state, task);
}

void stop(State& state, const std::vector<int>& tasks) {
  for (const int index : tasks) {
    const Task& task = state.tasks[at(index)];
    if (!task.wanted && task.holds && state.nodes[at(task.node)].status == Status::ready) release(state, index);
  }
}

}  // namespace planner::placement
