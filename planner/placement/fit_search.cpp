// Every placement there is, for small questions: the tasks one after another, each onto one node of each group of equal
// nodes that has room. Nodes that are alike are one choice, and what is left for the rest of the tasks is looked at
// once, however it came about.
//
// Example: two nodes of 3 CPUs, tasks of 2, 2, 1 and 1. The first 2 goes to a node, either; the second to the other,
// for a node of 3 takes one only; a 1 goes to either, which are alike; the last to the node that is left. One way, told
// by four steps, where 2^4 placements could be listed.
//
// Cost: exponential at worst, so it counts its steps; complete only where it ends before the limit.
#include <algorithm>
#include <map>
#include <set>

#include "planner/placement/fit_room.hpp"

namespace planner {
namespace {

constexpr std::int64_t tasks_at_most = 200;

std::size_t at(int index) { return static_cast<std::size_t>(index); }

/// A kind of node and what each of them holds, by entry of Rest::tasks; so many nodes are so.
using Held = std::pair<std::size_t, std::vector<int>>;
using Groups = std::map<Held, std::int64_t>;

struct Search {
  const Rest& rest;
  std::int64_t& steps;
  std::vector<std::size_t> order = {};  // one an element: the entry of each task
  std::set<std::pair<std::size_t, Groups>> seen = {};
  bool complete = true;

  std::int64_t room(const Held& held, std::size_t entry) const;
  bool place(std::size_t next, Groups& groups);
};

std::int64_t Search::room(const Held& held, std::size_t entry) const {
  if (rest.room[entry][held.first] == 0) return 0;
  NodeRoom node = rest.nodes[held.first];
  for (std::size_t i = 0; i < held.second.size(); ++i)
    take(node, rest.question->tasks[at(rest.tasks[i])], held.second[i]);
  const TaskKind& task = rest.question->tasks[at(rest.tasks[entry])];
  const std::int64_t here = held.second[entry];
  std::int64_t room = room_for(task, node);
  if (task.most_per_node) room = std::min(room, *task.most_per_node - here);
  return room;
}

bool Search::place(std::size_t next, Groups& groups) {
  if (next == order.size()) return true;
  if (!seen.emplace(next, groups).second) return false;
  const std::size_t entry = order[next];
  std::vector<Held> choices;
  for (const auto& [held, nodes] : groups) {
    --steps;
    if (room(held, entry) > 0) choices.push_back(held);
  }
  for (const Held& held : choices) {
    if (steps <= 0) complete = false;
    if (!complete) return false;
    Groups after = groups;
    const auto from = after.find(held);
    if (--from->second == 0) after.erase(from);
    Held more = held;
    ++more.second[entry];
    ++after[more];
    if (!place(next + 1, after)) continue;
    groups = std::move(after);
    return true;
  }
  return false;
}

/// Large tasks leave few choices: they come first.
std::vector<std::size_t> task_order(const Rest& rest) {
  std::vector<std::pair<std::int64_t, std::size_t>> entries;
  for (std::size_t entry = 0; entry < rest.tasks.size(); ++entry) {
    const std::vector<std::int64_t>& room = rest.room[entry];
    entries.emplace_back(room.empty() ? 0 : *std::ranges::max_element(room), entry);
  }
  std::ranges::sort(entries);
  std::vector<std::size_t> order;
  for (const auto& [room, entry] : entries)
    order.insert(order.end(), at(static_cast<int>(rest.question->tasks[at(rest.tasks[entry])].count)), entry);
  return order;
}

}  // namespace

Searched search_packings(const Rest& rest, std::int64_t& steps) {
  std::int64_t tasks = 0;
  for (const int task : rest.tasks) tasks = saturated_sum(tasks, rest.question->tasks[at(task)].count);
  if (tasks > tasks_at_most) return {};
  Search search{rest, steps};
  search.order = task_order(rest);
  Groups groups;
  for (std::size_t node = 0; node < rest.nodes.size(); ++node)
    if (rest.question->nodes[node].count > 0)
      groups[{node, std::vector<int>(rest.tasks.size(), 0)}] = rest.question->nodes[node].count;
  Searched result;
  if (search.place(0, groups)) {
    for (const auto& [held, nodes] : groups) {
      Packed packed{static_cast<int>(held.first), nodes, {}};
      for (std::size_t entry = 0; entry < held.second.size(); ++entry)
        if (held.second[entry] > 0) packed.tasks.emplace_back(rest.tasks[entry], held.second[entry]);
      result.witness.push_back(std::move(packed));
    }
  }
  result.complete = search.complete;
  return result;
}

}  // namespace planner
