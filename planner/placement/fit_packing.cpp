// A placement found by trying: services one after another, each onto the nodes that seem best. Equal nodes with equal
// tasks stay one group with a count, so that ten thousand nodes cost as much as ten: a service splits a group into
// those it fills, one that it fills in part, and the rest. What does not fit on one try goes first on the next
// ("squeaky wheel", Joslin and Clements, 1999). Finding nothing proves nothing.
#include <algorithm>
#include <tuple>

#include "planner/placement/fit_room.hpp"

namespace planner {
namespace {

std::size_t at(int index) { return static_cast<std::size_t>(index); }

struct Group {
  Packed packed;
  NodeRoom room;
};

/// How nodes are chosen for a service, and how far each is filled.
struct Manner {
  bool fill = true;    // a node to the brim before the next; else all of a group alike
  bool scarce = true;  // first the nodes that fewest services may use; else first those with least left over
};

struct Packer {
  const Rest& rest;
  Manner manner;
  std::int64_t& steps;
  std::vector<int> wanted_by = {};  // by kind of node: how many services may use it
  std::vector<Group> groups = {};

  void start();
  double left_over(const TaskKind& task, const Group& group, std::int64_t room) const;
  std::vector<std::size_t> candidates(std::size_t entry);
  void split(std::size_t group, int task, std::int64_t nodes, std::int64_t tasks);
  bool place(std::size_t entry);
};

void Packer::start() {
  groups.clear();
  wanted_by.assign(rest.nodes.size(), 0);
  for (std::size_t node = 0; node < rest.nodes.size(); ++node) {
    for (const std::vector<std::int64_t>& room : rest.room) wanted_by[node] += room[node] > 0 ? 1 : 0;
    const std::int64_t count = rest.question->nodes[node].count;
    if (count > 0) groups.push_back({{static_cast<int>(node), count, {}}, rest.nodes[node]});
  }
}

/// The share of the node that stays empty once it is full of these tasks.
double Packer::left_over(const TaskKind& task, const Group& group, std::int64_t room) const {
  const Amounts& has = rest.question->nodes[at(group.packed.kind)].has;
  double most = 0;
  for (std::size_t i = 0; i < has.size(); ++i) {
    if (has[i] == unbounded || has[i] == 0) continue;
    const std::int64_t left = group.room.free[i] - task.needs[i] * room;
    most = std::max(most, static_cast<double>(left) / static_cast<double>(has[i]));
  }
  return most;
}

std::vector<std::size_t> Packer::candidates(std::size_t entry) {
  const int index = rest.tasks[entry];
  const TaskKind& task = rest.question->tasks[at(index)];
  std::vector<std::tuple<double, double, std::size_t>> found;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    --steps;
    if (rest.room[entry][at(groups[i].packed.kind)] == 0) continue;
    const std::int64_t room = room_for(task, groups[i].room);
    if (room == 0) continue;
    const double scarcity = manner.scarce ? wanted_by[at(groups[i].packed.kind)] : 0;
    found.emplace_back(scarcity, left_over(task, groups[i], room), i);
  }
  std::ranges::sort(found);
  std::vector<std::size_t> order;
  for (const auto& [scarcity, left, group] : found) order.push_back(group);
  return order;
}

/// So many nodes of the group get so many tasks each; they become a group of their own unless they are all of it.
void Packer::split(std::size_t group, int task, std::int64_t nodes, std::int64_t tasks) {
  if (nodes == 0 || tasks == 0) return;
  std::size_t target = group;
  if (nodes < groups[group].packed.nodes) {
    target = groups.size();
    groups.push_back(groups[group]);
    groups[target].packed.nodes = nodes;
    groups[group].packed.nodes -= nodes;
  }
  groups[target].packed.tasks.emplace_back(task, tasks);
  take(groups[target].room, rest.question->tasks[at(task)], tasks);
}

bool Packer::place(std::size_t entry) {
  const int index = rest.tasks[entry];
  const TaskKind& task = rest.question->tasks[at(index)];
  std::int64_t left = task.count;
  for (const std::size_t group : candidates(entry)) {
    if (left == 0) break;
    const std::int64_t nodes = groups[group].packed.nodes, room = room_for(task, groups[group].room);
    const std::int64_t here = std::min(left, saturated_product(nodes, room));
    if (manner.fill) {
      split(group, index, 1, here % room);
      split(group, index, here / room, room);
    } else {
      split(group, index, here % nodes, here / nodes + 1);
      split(group, index, nodes - here % nodes, here / nodes);
    }
    left -= here;
  }
  return left == 0;
}

/// The hardest first: those that want the largest part of what there is for them.
std::vector<std::size_t> by_difficulty(const Rest& rest) {
  std::vector<std::pair<double, std::size_t>> order;
  for (std::size_t entry = 0; entry < rest.tasks.size(); ++entry) {
    const TaskKind& task = rest.question->tasks[at(rest.tasks[entry])];
    double held = 0;
    for (std::size_t node = 0; node < rest.nodes.size(); ++node)
      held += static_cast<double>(rest.room[entry][node]) * static_cast<double>(rest.question->nodes[node].count);
    order.emplace_back(-static_cast<double>(task.count) / std::max(held, 1.0), entry);
  }
  std::ranges::sort(order);
  std::vector<std::size_t> entries;
  for (const auto& [share, entry] : order) entries.push_back(entry);
  return entries;
}

/// The largest tasks first.
std::vector<std::size_t> by_size(const Rest& rest) {
  std::vector<std::pair<double, std::size_t>> order;
  for (std::size_t entry = 0; entry < rest.tasks.size(); ++entry) {
    double least = 0;
    for (const std::int64_t room : rest.room[entry]) least = std::max(least, static_cast<double>(room));
    order.emplace_back(least, entry);
  }
  std::ranges::sort(order);
  std::vector<std::size_t> entries;
  for (const auto& [room, entry] : order) entries.push_back(entry);
  return entries;
}

std::vector<Packed> packed_of(const std::vector<Group>& groups) {
  std::vector<Packed> packed;
  for (const Group& group : groups) packed.push_back(group.packed);
  return packed;
}

}  // namespace

std::vector<Packed> pack(const Rest& rest, std::int64_t& steps) {
  for (const std::vector<std::size_t>& first : {by_size(rest), by_difficulty(rest)})
    for (const Manner manner : {Manner{true, true}, Manner{true, false}, Manner{false, true}, Manner{false, false}}) {
      std::vector<std::size_t> order = first;
      for (std::size_t turn = 0; turn <= order.size() && steps > 0; ++turn) {
        Packer packer{rest, manner, steps};
        packer.start();
        const auto failed = std::ranges::find_if_not(order, [&](std::size_t entry) { return packer.place(entry); });
        if (failed == order.end()) return packed_of(packer.groups);
        if (failed == order.begin()) break;  // nothing to move it in front of
        std::rotate(order.begin(), failed, failed + 1);
      }
    }
  return {};
}

}  // namespace planner
