// Question: among which nodes, and in which order, does the scheduler choose for a group of tasks?
// Model: each preference is a level of a tree, each value of its label a branch. Every node of the Swarm stands in the
// tree, also one that is down, drained or excluded by a constraint: its branch then exists and holds no eligible node.
// Nodes without the label share the branch of the empty value.
//
// Idea: one walk over all nodes. It counts the service's tasks in every branch on the way down, and keeps in each leaf
// the best nodes that pass the filters, no more than there are tasks to place.
//
// Example: nodes a1, a2 (zone a), b1 (zone b), m1 (drained, no zone); spread over zone; two tasks. Three branches: a
// with both its nodes, b with b1, and "" with none, which still takes a share in the first division.
//
// Cost: nodes times preferences, and a logarithm for the heaps. Source: swarmkit manager/scheduler/nodeset.go,
// decision_tree.go, nodeheap.go.
#include "planner/placement/spread_tree.hpp"

#include <algorithm>
#include <utility>

namespace planner::placement {
namespace {

constexpr int kMostFailures = 5;  // with so many in five minutes a node comes after all others

std::size_t at(int index) { return static_cast<std::size_t>(index); }

bool tied(const State& state, int service, int a, int b) {
  return !node_less(state, service, a, b) && !node_less(state, service, b, a);
}

/// Branches on the way to the node that no node before it made.
void make_branches(const View& view, int leaf, std::vector<bool>& made, SpreadTree& tree) {
  std::vector<int> missing;
  for (int branch = leaf; branch >= 0 && !made[at(branch)]; branch = view.branches[at(branch)].parent)
    missing.push_back(branch);
  for (auto branch = missing.rbegin(); branch != missing.rend(); ++branch) {
    made[at(*branch)] = true;
    const int parent = view.branches[at(*branch)].parent;
    if (parent >= 0) tree.children[at(parent)].push_back(*branch);
  }
}

}  // namespace

bool node_less(const State& state, int service, int a, int b) {
  const std::vector<int>& failed = state.services[at(service)].failed;
  if (!failed.empty() && std::max(failed[at(a)], failed[at(b)]) >= kMostFailures && failed[at(a)] != failed[at(b)])
    return failed[at(a)] < failed[at(b)];
  const std::vector<int>& own = state.services[at(service)].on_node;
  if (own[at(a)] != own[at(b)]) return own[at(a)] < own[at(b)];
  return state.nodes[at(a)].total < state.nodes[at(b)].total;
}

bool alike(const State& state, int a, int b) {
  const NodeState& one = state.nodes[at(a)];
  const NodeState& two = state.nodes[at(b)];
  if (state.layout->nodes[at(a)].kind != state.layout->nodes[at(b)].kind) return false;
  if (one.nano_cpus != two.nano_cpus || one.memory != two.memory || one.generic != two.generic) return false;
  if (one.ports != two.ports || one.tasks.size() != two.tasks.size()) return false;
  for (const ServiceState& service : state.services)
    if (service.on_node[at(a)] != service.on_node[at(b)]) return false;
  return true;
}

void NodeHeap::note_choice(State& state, int service, int kept, int dropped) {
  if (!state.chose && tied(state, service, kept, dropped)) state.chose = !alike(state, kept, dropped);
}

void NodeHeap::up(const State& state, int service) {
  for (std::size_t i = nodes_.size() - 1; i > 0;) {
    const std::size_t parent = (i - 1) / 2;
    if (!node_less(state, service, nodes_[parent], nodes_[i])) return;
    std::swap(nodes_[parent], nodes_[i]);
    i = parent;
  }
}

void NodeHeap::down(const State& state, int service, std::size_t from, std::size_t size) {
  for (std::size_t i = from; 2 * i + 1 < size;) {
    std::size_t child = 2 * i + 1;
    if (child + 1 < size && node_less(state, service, nodes_[child], nodes_[child + 1])) ++child;
    if (!node_less(state, service, nodes_[i], nodes_[child])) return;
    std::swap(nodes_[i], nodes_[child]);
    i = child;
  }
}

void NodeHeap::offer(State& state, int service, int node, std::size_t most, Filters& filters) {
  if (nodes_.size() < most) {
    if (!filters.pass(node)) return;
    nodes_.push_back(node);
    up(state, service);
  } else if (node_less(state, service, node, nodes_.front())) {
    if (!filters.pass(node)) return;
    const int dropped = std::exchange(nodes_.front(), node);
    down(state, service, 0, nodes_.size());
    note_choice(state, service, nodes_.front(), dropped);
  } else if (!state.chose && Filters(state, service).pass(node)) {
    note_choice(state, service, nodes_.front(), node);
  }
}

std::vector<int>& NodeHeap::ordered(State& state, int service, Filters& filters) {
  if (sorted_) {
    for (std::size_t i = 0; i < nodes_.size();) {
      if (filters.pass(nodes_[i])) {
        ++i;
      } else {
        nodes_[i] = nodes_.back();
        nodes_.pop_back();
      }
    }
    for (std::size_t i = nodes_.size() / 2; i-- > 0;) down(state, service, i, nodes_.size());
  }
  for (std::size_t size = nodes_.size(); size > 1; --size) {
    std::swap(nodes_[0], nodes_[size - 1]);
    down(state, service, 0, size - 1);
  }
  for (std::size_t i = 1; i < nodes_.size() && !state.chose; ++i) note_choice(state, service, nodes_[i - 1], nodes_[i]);
  sorted_ = true;
  return nodes_;
}

SpreadTree build_tree(State& state, int service, std::size_t most, Filters& filters) {
  const View& view = state.layout->views[at(service)];
  const std::vector<int>& own = state.services[at(service)].on_node;
  const std::size_t branches = view.branches.size();
  SpreadTree tree{
      std::vector<int>(branches, 0), std::vector<std::vector<int>>(branches), {}, std::vector<NodeHeap>(branches)};
  std::vector<bool> made(branches, false);
  for (const int node : walk(state.node_order, state.random)) {
    const int leaf = view.leaf[at(node)];
    if (!made[at(leaf)]) make_branches(view, leaf, made, tree);
    for (int branch = leaf; own[at(node)] != 0 && branch >= 0; branch = view.branches[at(branch)].parent)
      tree.tasks[at(branch)] += own[at(node)];
    tree.heaps[at(leaf)].offer(state, service, node, most, filters);
  }
  for (const std::vector<int>& children : tree.children)
    tree.order.push_back(map_order(static_cast<int>(children.size()), state.random));
  state.steps += static_cast<std::int64_t>(state.nodes.size());
  return tree;
}

}  // namespace planner::placement
