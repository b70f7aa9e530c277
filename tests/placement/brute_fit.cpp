#include "tests/placement/brute_fit.hpp"

#include <map>
#include <set>

namespace planner::test {
namespace {

std::size_t at(int index) { return static_cast<std::size_t>(index); }

struct OneNode {
  int kind = 0;
  std::map<int, std::int64_t> tasks;  // by kind of task
};

bool is_overfull(const FitQuestion& question, const OneNode& node) {
  const NodeKind& kind = question.nodes[at(node.kind)];
  std::set<int> ports;
  std::vector<std::int64_t> used(kind.has.size(), 0);
  for (const auto& [index, count] : node.tasks) {
    const TaskKind& task = question.tasks[at(index)];
    if (count > 0 && !kind.may[at(index)]) return true;
    if (task.most_per_node && count > *task.most_per_node) return true;
    for (std::int64_t i = 0; i < count; ++i) {
      for (const int port : task.ports)
        if (!ports.insert(port).second) return true;
      for (std::size_t resource = 0; resource < used.size(); ++resource) used[resource] += task.needs[resource];
    }
  }
  for (std::size_t resource = 0; resource < used.size(); ++resource)
    if (kind.has[resource] != unbounded && used[resource] > kind.has[resource]) return true;
  return false;
}

/// A task of the same service as the one before goes to the same node or a later one: which of them goes where is one.
bool place(const FitQuestion& question, std::vector<OneNode>& nodes, const std::vector<int>& tasks, std::size_t next,
           std::size_t from) {
  if (next == tasks.size()) return true;
  for (std::size_t i = next > 0 && tasks[next] == tasks[next - 1] ? from : 0; i < nodes.size(); ++i) {
    ++nodes[i].tasks[tasks[next]];
    if (!is_overfull(question, nodes[i]) && place(question, nodes, tasks, next + 1, i)) return true;
    --nodes[i].tasks[tasks[next]];
  }
  return false;
}

/// Every node with the tasks of the global services that may run there.
std::vector<OneNode> with_global(const FitQuestion& question) {
  std::vector<OneNode> nodes;
  for (std::size_t kind = 0; kind < question.nodes.size(); ++kind)
    for (std::int64_t i = 0; i < question.nodes[kind].count; ++i) {
      OneNode& node = nodes.emplace_back(OneNode{static_cast<int>(kind), {}});
      for (std::size_t task = 0; task < question.tasks.size(); ++task)
        if (question.tasks[task].global && question.nodes[kind].may[task]) node.tasks[static_cast<int>(task)] = 1;
    }
  return nodes;
}

}  // namespace

bool fits_by_trying(const FitQuestion& question) {
  std::vector<OneNode> nodes = with_global(question);
  for (const OneNode& node : nodes)
    if (is_overfull(question, node)) return false;
  std::vector<int> tasks;
  for (std::size_t task = 0; task < question.tasks.size(); ++task)
    for (std::int64_t i = 0; !question.tasks[task].global && i < question.tasks[task].count; ++i)
      tasks.push_back(static_cast<int>(task));
  return place(question, nodes, tasks, 0, 0);
}

bool is_placement(const FitQuestion& question, const std::vector<Packed>& witness) {
  std::map<int, std::int64_t> nodes, tasks;
  for (const Packed& packed : witness) {
    nodes[packed.kind] += packed.nodes;
    OneNode node{packed.kind, {}};
    for (std::size_t task = 0; task < question.tasks.size(); ++task)
      if (question.tasks[task].global && question.nodes[at(packed.kind)].may[task])
        node.tasks[static_cast<int>(task)] = 1;
    for (const auto& [task, count] : packed.tasks) {
      node.tasks[task] += count;
      tasks[task] += count * packed.nodes;
    }
    if (packed.nodes < 1 || is_overfull(question, node)) return false;
  }
  for (const auto& [kind, count] : nodes)
    if (count > question.nodes[at(kind)].count) return false;
  for (std::size_t task = 0; task < question.tasks.size(); ++task)
    if (!question.tasks[task].global && tasks[static_cast<int>(task)] != question.tasks[task].count) return false;
  return true;
}

}  // namespace planner::test
