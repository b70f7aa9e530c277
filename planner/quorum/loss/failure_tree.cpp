// Question: how probable is it that so many managers are lost at once, where everything that fails is nested?
// Model: managers fail by themselves, domains with all inside, all independently of each other.
//
// Idea: go up the tree with the array P(j managers inside are lost | everything around is up).
//     manager      1 − p, p
//     side by side the convolution of the two arrays
//     domain       (1 − p) · array, and p more where all are lost
// Arrays end at `fatal`; the last number absorbs all that is more. Nothing is ever subtracted but p from 1, so a result
// of 1e-30 has as many good digits as one of 0.3.
//
// Side by side joins two at a time, the lightest first: with arrays of about equal length the tree's depth, its memory
// and its rounding stay logarithmic. What depends on crossing sets decided late is joined last, so that a decision
// costs only the nodes of its stage.
//
// Zones serve loss_with_links alone: whether traffic passes a place is asked together with how many managers are lost.
// The case "all zones inside are down" is kept apart from the array, as one number, for all managers are lost then. To
// ask a node to be up is to drop that number, to ask it to be down is to drop the array; a domain around it can be down
// only where nothing inside was asked to be up.
//
// Example: a zone with p = 0.1 of two managers with p = 0.5, fatal = 2: managers 0.25 0.5 0.25, zone 0.225 0.45 0.325.
//
// Cost: O(managers · fatal). Source: the tree knapsack of any textbook; for one level Barlow and Heidtmann, Computing
// k-out-of-n system reliability, 1984.
#include "planner/quorum/loss/failure_tree.hpp"

#include <algorithm>
#include <cassert>
#include <deque>
#include <utility>

namespace planner {
namespace {

std::size_t at(int index) { return static_cast<std::size_t>(index); }

int add_node(FailureTree& tree, TreeNode node) {
  node.size = at(std::min(node.weight, tree.fatal)) + 1;
  node.first = tree.numbers;
  tree.numbers += node.size;
  tree.nodes.push_back(node);
  return static_cast<int>(tree.nodes.size()) - 1;
}

int join_two(FailureTree& tree, int left, int right) {
  const TreeNode a = tree.nodes[at(left)], b = tree.nodes[at(right)];
  assert(a.has_zones == b.has_zones);
  TreeNode node{TreeNode::Kind::joined, left, right};
  node.weight = a.weight + b.weight;
  node.stage = std::max(a.stage, b.stage);
  node.has_zones = a.has_zones;
  tree.cost += static_cast<std::int64_t>(a.size * b.size);
  return add_node(tree, node);
}

int join_all(FailureTree& tree, std::vector<int> some) {
  if (some.empty()) return add_node(tree, {});
  const auto rank = [&](int node) { return std::pair(tree.nodes[at(node)].stage, tree.nodes[at(node)].weight); };
  std::ranges::stable_sort(some, {}, rank);
  int joined = -1;
  for (std::size_t i = 0; i < some.size();) {
    const int stage = tree.nodes[at(some[i])].stage;
    std::deque<int> queue;
    for (; i < some.size() && tree.nodes[at(some[i])].stage == stage; ++i) queue.push_back(some[i]);
    while (queue.size() > 1) {
      queue.push_back(join_two(tree, queue[0], queue[1]));
      queue.erase(queue.begin(), queue.begin() + 2);
    }
    joined = joined < 0 ? queue.front() : join_two(tree, joined, queue.front());
  }
  return joined;
}

// A domain around what is joined already.
int enclose(FailureTree& tree, const TreePlan& plan, const FallibleSet& set, int inside) {
  TreeNode node = tree.nodes[at(inside)];
  const int managers = static_cast<int>(plan.manager_p.size());
  const bool has_zones = !set.elements.empty() && set.elements.back() >= managers;
  if (has_zones && !node.has_zones) {
    node.zone = set.elements.back();
    node.stage = std::max(node.stage, plan.stage_of_element[at(node.zone)]);
  } else {
    node.zone = -1;
  }
  node.has_zones = has_zones;
  node.kind = TreeNode::Kind::domain;
  node.left = inside;
  node.p = set.p;
  tree.cost += static_cast<std::int64_t>(node.size);
  return add_node(tree, node);
}

void convolve(const double* a, std::size_t a_size, const double* b, std::size_t b_size, double* out, std::size_t size) {
  std::fill(out, out + size, 0.0);
  for (std::size_t i = 0; i < a_size; ++i) {
    if (a[i] <= 0) continue;
    const std::size_t below = std::min(b_size, size - 1 - std::min(i, size - 1));
    for (std::size_t j = 0; j < below; ++j) out[i + j] += a[i] * b[j];
    double rest = 0;
    for (std::size_t j = below; j < b_size; ++j) rest += b[j];
    out[size - 1] += a[i] * rest;
  }
}

void evaluate_joined(const FailureTree& tree, TreeState& state, const TreeNode& node, int index) {
  const TreeNode& a = tree.nodes[at(node.left)];
  const TreeNode& b = tree.nodes[at(node.right)];
  double* out = &state.lost[node.first];
  const double* left = &state.lost[a.first];
  const double* right = &state.lost[b.first];
  if (a.size < b.size)
    convolve(left, a.size, right, b.size, out, node.size);
  else
    convolve(right, b.size, left, a.size, out, node.size);
  if (!node.has_zones) return;
  const double left_down = state.down[at(node.left)], right_down = state.down[at(node.right)];
  for (std::size_t i = 0; i < a.size; ++i) out[std::min(i + at(b.weight), node.size - 1)] += left[i] * right_down;
  for (std::size_t j = 0; j < b.size; ++j) out[std::min(j + at(a.weight), node.size - 1)] += right[j] * left_down;
  state.down[at(index)] = left_down * right_down;
  state.pinned[at(index)] = state.pinned[at(node.left)] || state.pinned[at(node.right)];
}

void evaluate_domain(const FailureTree& tree, TreeState& state, const TreeNode& node, int index) {
  const double up = 1 - node.p;
  const double* in = &state.lost[tree.nodes[at(node.left)].first];
  double* out = &state.lost[node.first];
  for (std::size_t i = 0; i < node.size; ++i) out[i] = up * in[i];
  if (!node.has_zones) {
    out[node.size - 1] += node.p;
    return;
  }
  const TreeState::Asked asked = state.asked[at(index)];
  const bool innermost = node.zone >= 0;
  const bool pinned = asked == TreeState::Asked::up || (!innermost && state.pinned[at(node.left)]);
  double down = innermost ? 0 : up * state.down[at(node.left)];
  if (!pinned) down += node.p;
  if (innermost && state.gone[at(node.zone)] > 0) down = pinned ? 0 : 1;
  if (asked == TreeState::Asked::up) down = 0;
  if (asked == TreeState::Asked::down || (innermost && state.gone[at(node.zone)] > 0))
    std::fill(out, out + node.size, 0.0);
  state.down[at(index)] = down;
  state.pinned[at(index)] = pinned;
}

void evaluate_node(const FailureTree& tree, TreeState& state, int index) {
  const TreeNode& node = tree.nodes[at(index)];
  double* out = &state.lost[node.first];
  switch (node.kind) {
    case TreeNode::Kind::nothing: out[0] = 1; break;
    case TreeNode::Kind::manager:
      out[1] = state.gone[at(node.left)] > 0 ? 1 : node.p;
      out[0] = state.gone[at(node.left)] > 0 ? 0 : 1 - node.p;
      break;
    case TreeNode::Kind::joined: evaluate_joined(tree, state, node, index); break;
    case TreeNode::Kind::domain: evaluate_domain(tree, state, node, index); break;
  }
}

// The last number of the root's convolution alone.
double joined_tail(const FailureTree& tree, const TreeState& state) {
  const TreeNode& root = tree.nodes.back();
  const TreeNode& a = tree.nodes[at(root.left)];
  const TreeNode& b = tree.nodes[at(root.right)];
  double tail = 0, enough = 0;  // enough: P(b's managers make up for what a lacks)
  std::size_t j = b.size;
  for (std::size_t i = 0; i < a.size; ++i) {
    for (; j > 0 && i + j > at(tree.fatal); --j) enough += state.lost[b.first + j - 1];
    tail += state.lost[a.first + i] * enough;
  }
  return tail;
}

}  // namespace

FailureTree grow_tree(const TreePlan& plan) {
  FailureTree tree{plan.fatal, static_cast<int>(plan.manager_p.size()), {}, {}, {}, {}};
  // Since the largest come first, the last set to hold an element is the smallest around it.
  std::vector<int> around(plan.stage_of_element.size(), -1);
  std::vector<int> parent(plan.sets.size(), -1);
  for (const int set : plan.nested) {
    const std::vector<int>& elements = plan.sets[at(set)].elements;
    if (!elements.empty()) parent[at(set)] = around[at(elements.front())];
    for (const int element : elements) around[at(element)] = set;
  }
  std::vector<std::vector<int>> inside(plan.sets.size() + 1);  // nodes by the set around them; the last: by none
  const auto inside_of = [&](int set) -> std::vector<int>& { return set < 0 ? inside.back() : inside[at(set)]; };
  for (int manager = 0; manager < tree.managers; ++manager) {
    TreeNode node{TreeNode::Kind::manager, manager, -1, plan.manager_p[at(manager)], 1};
    node.stage = plan.stage_of_element[at(manager)];
    tree.node_of_manager.push_back(add_node(tree, node));
    inside_of(around[at(manager)]).push_back(tree.node_of_manager.back());
  }
  tree.node_of_set.assign(plan.sets.size(), -1);
  for (std::size_t i = plan.nested.size(); i-- > 0;) {
    const int set = plan.nested[i];
    const int joined = join_all(tree, std::move(inside[at(set)]));
    tree.node_of_set[at(set)] = enclose(tree, plan, plan.sets[at(set)], joined);
    inside_of(parent[at(set)]).push_back(tree.node_of_set[at(set)]);
  }
  join_all(tree, std::move(inside.back()));
  for (int node = 0; node + 1 < static_cast<int>(tree.nodes.size()); ++node) {
    tree.stages.resize(std::max(tree.stages.size(), at(tree.nodes[at(node)].stage) + 1));
    tree.stages[at(tree.nodes[at(node)].stage)].push_back(node);
  }
  return tree;
}

TreeState start_state(const FailureTree& tree, std::size_t elements) {
  TreeState state;
  state.gone.assign(elements, 0);
  state.asked.assign(tree.nodes.size(), TreeState::Asked::either);
  state.lost.assign(tree.numbers, 0);
  state.down.assign(tree.nodes.size(), 0);
  state.pinned.assign(tree.nodes.size(), false);
  return state;
}

void evaluate(const FailureTree& tree, TreeState& state, int stage) {
  if (at(stage) >= tree.stages.size()) return;
  for (const int index : tree.stages[at(stage)]) evaluate_node(tree, state, index);
}

void evaluate_root(const FailureTree& tree, TreeState& state) {
  evaluate_node(tree, state, static_cast<int>(tree.nodes.size()) - 1);
}

double fatal_probability(const FailureTree& tree, TreeState& state) {
  const TreeNode& root = tree.nodes.back();
  if (root.weight < tree.fatal) return 0;
  if (root.kind == TreeNode::Kind::joined && !root.has_zones) return joined_tail(tree, state);
  evaluate_root(tree, state);
  return state.lost[root.first + root.size - 1] + (root.has_zones ? state.down.back() : 0);
}

double agreeing_probability(const FailureTree& tree, const TreeState& state) {
  const TreeNode& root = tree.nodes.back();
  double sum = root.has_zones ? state.down.back() : 0;
  for (std::size_t i = 0; i < root.size; ++i) sum += state.lost[root.first + i];
  return sum;
}

}  // namespace planner
