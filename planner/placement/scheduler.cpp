// Source: github.com/moby/swarmkit manager/scheduler/scheduler.go: processPreassignedTasks, tick, noSuitableNode.
#include "planner/placement/scheduler.hpp"

#include <map>
#include <utility>

#include "planner/placement/filters.hpp"
#include "planner/placement/split.hpp"

namespace planner::placement {
namespace {

std::size_t at(int index) { return static_cast<std::size_t>(index); }

void place_preassigned(State& state) {
  std::vector<int> waiting = std::exchange(state.preassigned, {});
  state.random.shuffle(waiting);
  for (const int index : waiting) {
    const Task& task = state.tasks[at(index)];
    if (!task.wanted) continue;
    Filters filters(state, task.service);
    ++state.steps;
    if (filters.pass(task.slot)) {
      assign(state, index, task.slot);
      continue;
    }
    state.services[at(task.service)].why = filters.explain();
    state.preassigned.push_back(index);
    state.chose = state.chose || waiting.size() > 1;  // another one may have taken what it needs
  }
}

/// A task of a version that its service has left behind is not tried again.
void keep_waiting(State& state, int service, const GroupPlaced& group) {
  ServiceState& own = state.services[at(service)];
  own.why = group.why.empty() ? "no suitable node" : "no suitable node (" + group.why + ")";
  for (const int index : group.rest) {
    Task& task = state.tasks[at(index)];
    task.given_up = task.version < own.version;
    if (!task.given_up) state.pending.push_back(index);
  }
}

/// Nothing that this turn decided is ever written.
void undo(State& state, const std::vector<int>& placed) {
  for (const int index : placed) {
    Task& task = state.tasks[at(index)];
    --state.nodes[at(task.node)].total;
    --state.services[at(task.service)].on_node[at(task.node)];
    release(state, index);
    task.node = -1;
  }
}

void place_groups(State& state) {
  std::map<std::pair<int, int>, std::vector<int>> groups;
  state.steps += static_cast<std::int64_t>(state.pending.size());
  for (const int index : std::exchange(state.pending, {})) {
    const Task& task = state.tasks[at(index)];
    if (task.wanted) groups[{task.service, task.version}].push_back(index);
  }
  std::vector<std::pair<int, std::vector<int>>> order;
  for (auto& [key, tasks] : groups) order.emplace_back(key.first, std::move(tasks));
  state.random.shuffle(order);
  if (order.size() > 1) state.chose = true;
  std::vector<int> placed;
  for (std::size_t i = 0; i < order.size(); ++i) {
    GroupPlaced group = place_group(state, order[i].first, order[i].second);
    placed.insert(placed.end(), group.placed.begin(), group.placed.end());
    if (group.hung) {
      state.hung = true;
      undo(state, placed);
      for (const auto& [service, tasks] : order) state.pending.insert(state.pending.end(), tasks.begin(), tasks.end());
      return;
    }
    if (!group.rest.empty()) keep_waiting(state, order[i].first, group);
  }
}

std::vector<std::string> reasons(const State& state) {
  std::vector<std::string> texts;
  for (const ServiceState& service : state.services) texts.push_back(service.why);
  return texts;
}

}  // namespace

void schedule(State& state) {
  std::vector<std::string> before;
  do {
    if (state.hung) return;
    before = reasons(state);
    place_preassigned(state);
    place_groups(state);
  } while (!state.pending.empty() && reasons(state) != before);
}

}  // namespace planner::placement
