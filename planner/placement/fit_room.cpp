// Global services have no choice, so they are placed first: what they leave is what the others choose from.
#include "planner/placement/fit_room.hpp"

#include <algorithm>

namespace planner {
namespace {

std::size_t at(int index) { return static_cast<std::size_t>(index); }

bool share_a_port(const std::vector<int>& a, const std::vector<int>& b) {
  return std::ranges::find_first_of(a, b) != a.end();
}

/// Is there room for one task of each? Then it is taken.
bool take_one(NodeRoom& room, const TaskKind& task) {
  const bool fits = room_for(task, room) > 0;
  if (fits) take(room, task, 1);
  return fits;
}

/// A global service that some node cannot take though it were alone there.
void check_alone(const FitQuestion& question, int task, std::vector<Shortage>& shortages) {
  Shortage shortage{Shortage::Kind::alone, 0, {task}, 0, 0, {}};
  for (const NodeKind& kind : question.nodes) {
    NodeRoom room{kind.has, {}};
    const std::int64_t wanted = kind.may[at(task)] ? kind.count : 0;
    const std::int64_t held = wanted > 0 && take_one(room, question.tasks[at(task)]) ? wanted : 0;
    shortage.wanted += wanted;
    shortage.held += held;
    shortage.held_by.push_back(held);
  }
  if (shortage.held < shortage.wanted) shortages.push_back(std::move(shortage));
}

constexpr std::size_t shortages_at_most = 16;  // of global services together; each holds a number a kind of node

/// The same shortage on another kind of node is told with the first.
void add(std::vector<Shortage>& shortages, Shortage more) {
  for (Shortage& same : shortages) {
    if (same.kind != more.kind || same.index != more.index || same.tasks != more.tasks) continue;
    same.wanted = saturated_sum(same.wanted, more.wanted);
    same.held = saturated_sum(same.held, more.held);
    for (std::size_t node = 0; node < same.held_by.size(); ++node) same.held_by[node] += more.held_by[node];
    return;
  }
  if (shortages.size() < shortages_at_most) shortages.push_back(std::move(more));
}

/// Of the global services that want one kind of node: the resource or port of which they want more than it has.
void check_together(const FitQuestion& question, int node, const std::vector<int>& tasks,
                    std::vector<Shortage>& shortages) {
  const NodeKind& kind = question.nodes[at(node)];
  Shortage shortage{Shortage::Kind::resource, 0, {}, 0, 0, std::vector<std::int64_t>(question.nodes.size(), 0)};
  for (std::size_t resource = 0; resource < kind.has.size(); ++resource) {
    std::int64_t wanted = 0;
    shortage.tasks.clear();
    for (const int task : tasks) {
      const std::int64_t need = question.tasks[at(task)].needs[resource];
      if (need > 0) shortage.tasks.push_back(task);
      wanted = saturated_sum(wanted, need);
    }
    if (wanted <= kind.has[resource]) continue;
    shortage.index = static_cast<int>(resource);
    shortage.wanted = saturated_product(wanted, kind.count);
    shortage.held = shortage.held_by[at(node)] = saturated_product(kind.has[resource], kind.count);
    add(shortages, std::move(shortage));
    return;
  }
  for (std::size_t i = 0; i < tasks.size(); ++i)
    for (std::size_t j = 0; j < i; ++j) {
      const std::vector<int>&a = question.tasks[at(tasks[j])].ports, &b = question.tasks[at(tasks[i])].ports;
      if (!share_a_port(a, b)) continue;
      shortage.held_by[at(node)] = kind.count;
      add(shortages, {Shortage::Kind::port,
                      *std::ranges::find_first_of(a, b),
                      {tasks[j], tasks[i]},
                      saturated_product(2, kind.count),
                      kind.count,
                      std::move(shortage.held_by)});
      return;
    }
}

}  // namespace

std::int64_t saturated_product(std::int64_t a, std::int64_t b) {
  std::int64_t result = 0;
  return __builtin_mul_overflow(a, b, &result) ? unbounded : result;
}

std::int64_t saturated_sum(std::int64_t a, std::int64_t b) {
  std::int64_t result = 0;
  return __builtin_add_overflow(a, b, &result) ? unbounded : result;
}

std::int64_t room_for(const TaskKind& task, const NodeRoom& node) {
  std::int64_t room = task.global ? 1 : task.count;
  if (task.most_per_node) room = std::min(room, *task.most_per_node);
  if (!task.ports.empty()) room = std::min<std::int64_t>(room, share_a_port(task.ports, node.ports) ? 0 : 1);
  for (std::size_t i = 0; i < task.needs.size(); ++i)
    if (task.needs[i] > 0 && node.free[i] != unbounded) room = std::min(room, node.free[i] / task.needs[i]);
  return room;
}

void take(NodeRoom& node, const TaskKind& task, std::int64_t tasks) {
  if (tasks == 0) return;
  for (std::size_t i = 0; i < task.needs.size(); ++i)
    if (node.free[i] != unbounded) node.free[i] -= task.needs[i] * tasks;
  if (task.ports.empty()) return;
  node.ports.insert(node.ports.end(), task.ports.begin(), task.ports.end());
  std::ranges::sort(node.ports);
}

Rest place_global(const FitQuestion& question, std::vector<Shortage>& shortages) {
  Rest rest{&question, {}, {}, {}};
  std::vector<int> global;
  for (int task = 0; task < static_cast<int>(question.tasks.size()); ++task) {
    const TaskKind& kind = question.tasks[at(task)];
    if (kind.global)
      global.push_back(task);
    else if (kind.count > 0)
      rest.tasks.push_back(task);
  }
  for (const int task : global) check_alone(question, task, shortages);
  const bool each_fits = shortages.empty();
  for (int node = 0; node < static_cast<int>(question.nodes.size()); ++node) {
    const NodeKind& kind = question.nodes[at(node)];
    NodeRoom room{kind.has, {}};
    std::vector<int> here;
    if (kind.count > 0)
      std::ranges::copy_if(global, std::back_inserter(here), [&](int task) { return kind.may[at(task)]; });
    const auto fits = [&](int task) { return take_one(room, question.tasks[at(task)]); };
    if (each_fits && !std::ranges::all_of(here, fits)) check_together(question, node, here, shortages);
    rest.nodes.push_back(std::move(room));
  }
  for (const int task : rest.tasks) {
    std::vector<std::int64_t>& room = rest.room.emplace_back();
    for (std::size_t node = 0; node < question.nodes.size(); ++node)
      room.push_back(question.nodes[node].may[at(task)] && question.nodes[node].count > 0
                         ? room_for(question.tasks[at(task)], rest.nodes[node])
                         : 0);
  }
  return rest;
}

}  // namespace planner
