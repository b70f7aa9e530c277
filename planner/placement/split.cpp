// Question: how many of a group of tasks does each branch get, and which nodes?
// Model: branches of a level get equal shares, whatever the number of their nodes, tasks that are there counted. What
// does not divide goes to the branches that the walk meets first.
//
// Idea: the engine's own loops, with everything that looks like a slip kept, because it decides where tasks land:
// - the count of a branch is the one at the start. A second round, which comes whenever a branch had no room, adds to
// it
//   as if the first had placed nothing. Zones a = 3, b = 0, c dead, 6 more: 3 and 6, not 5 and 4.
// - while there is a remainder each branch is asked for one more, also on top of its deficit, so that an inner level
// can
//   give one branch more than its level was asked for, and another nothing.
// - a branch without eligible nodes takes part in the first division. It makes an uneven split out of numbers that
// divide:
//   three zones and one such branch, 6 replicas: 2/2/2 in 1 of 5, else 3/2/1.
// - nodes of a leaf, the best first, are filled up to the level of the next, and the first pass never goes back: 0, 0,
// 5
//   and four tasks become 1, 3, 5.
// - a round in which no branch may take anything ends the split since engine 28.3. Before, it was repeated for ever.
//
// Example: nodes a1, b1, c1 of three zones and m1, drained, without one; 4 replicas. 4 div 4 is 1 for each branch; ""
// has no room. Round two: 1 left over 3 branches is 0 and a remainder of 1, which the first branch met gets: 2/1/1.
//
// Cost: the tree, and for each task the nodes that no longer pass, once. Source: github.com/moby/swarmkit
// manager/scheduler/scheduler.go, scheduleNTasksOnSubtree and scheduleNTasksOnNodes; `converging`: pull request 3200.
#include "planner/placement/split.hpp"

#include <algorithm>
#include <utility>

namespace planner::placement {
namespace {

std::size_t at(int index) { return static_cast<std::size_t>(index); }

class Splitter {
 public:
  Splitter(State& state, int service, std::vector<int> group)
      : state_(state), service_(service), filters_(state, service), group_(std::move(group)) {
    state.random.shuffle(group_);
    tree_ = build_tree(state, service, group_.size(), filters_);
  }

  GroupPlaced run() {
    split(static_cast<int>(group_.size()), 0);
    return {std::move(placed_), std::move(group_), filters_.explain(), hung_};
  }

 private:
  struct Round {
    int want = 0;
    int remainder = 0;
    int left = 0;  // to be placed
  };

  int split(int n, int branch);
  bool play(const Round& round, int branch, int& usable, int& placed);
  void note_choice(const Round& round, int branch);
  int fill(int n, int leaf);
  bool next_node(const std::vector<int>& nodes, std::size_t& at_node, std::vector<bool>& failed);

  bool takes(const Round& round, int child, int remainder) const {
    const int tasks = tree_.tasks[at(child)];
    return !full_[at(child)] && (tasks < round.want || (tasks == round.want && remainder > 0));
  }

  State& state_;
  int service_;
  Filters filters_;
  std::vector<int> group_;
  SpreadTree tree_;
  std::vector<bool> full_ = std::vector<bool>(state_.layout->views[at(service_)].branches.size(), false);
  std::vector<int> placed_;
  bool hung_ = false;
};

/// Whichever branch comes first gets more, where the round cannot serve all that may take.
void Splitter::note_choice(const Round& round, int branch) {
  if (state_.chose) return;
  int takers = 0, asked = 0;
  for (const int child : tree_.children[at(branch)]) {
    if (!takes(round, child, round.remainder)) continue;
    ++takers;
    asked += round.want - tree_.tasks[at(child)];
  }
  state_.chose = takers > 1 && (round.remainder > 0 || asked > round.left);
}

/// One round over the branches; false when none of them may take anything.
bool Splitter::play(const Round& round, int branch, int& usable, int& placed) {
  note_choice(round, branch);
  int remainder = round.remainder;
  bool converging = false;
  const std::vector<int>& children = tree_.children[at(branch)];
  for (const int number : walk(tree_.order[at(branch)], state_.random)) {
    const int child = children[at(number)];
    if (!takes(round, child, remainder)) continue;
    converging = true;
    const int asked = round.want - tree_.tasks[at(child)] + (remainder > 0 ? 1 : 0);
    const int got = split(asked, child);
    if (got < asked) {
      full_[at(child)] = true;
      usable -= tree_.tasks[at(child)];
    } else if (remainder > 0) {
      --remainder;
    }
    placed += got;
  }
  return converging;
}

int Splitter::split(int n, int branch) {
  if (state_.layout->views[at(service_)].branches[at(branch)].leaf) return fill(n, branch);
  const std::vector<int>& children = tree_.children[at(branch)];
  for (const int child : children) full_[at(child)] = false;
  int placed = 0, usable = tree_.tasks[at(branch)];
  while (placed != n && !hung_) {
    const auto open = static_cast<int>(std::ranges::count_if(children, [&](int child) { return !full_[at(child)]; }));
    if (open == 0) break;
    const int sum = usable + n - placed;
    if (!play({sum / open, sum % open, n - placed}, branch, usable, placed)) {
      hung_ = !state_.layout->guards_convergence;
      break;
    }
  }
  return placed;
}

/// The next node that still passes; false when none does.
bool Splitter::next_node(const std::vector<int>& nodes, std::size_t& at_node, std::vector<bool>& failed) {
  for (std::size_t tried = 0; failed[at_node % nodes.size()] || !filters_.pass(nodes[at_node % nodes.size()]);) {
    failed[at_node % nodes.size()] = true;
    ++at_node;
    if (++tried == nodes.size()) return false;
  }
  return true;
}

int Splitter::fill(int n, int leaf) {
  const std::vector<int>& nodes = tree_.heaps[at(leaf)].ordered(state_, service_, filters_);
  if (nodes.empty()) return 0;
  std::vector<bool> failed(nodes.size(), false);
  int placed = 0;
  for (std::size_t at_node = 0; !group_.empty();) {
    const int node = nodes[at_node % nodes.size()];
    assign(state_, group_.back(), node);
    placed_.push_back(group_.back());
    group_.pop_back();
    if (++placed == n) break;
    if (at_node + 1 >= nodes.size() || node_less(state_, service_, nodes[at_node + 1], node)) ++at_node;
    if (!next_node(nodes, at_node, failed)) break;
  }
  return placed;
}

}  // namespace

GroupPlaced place_group(State& state, int service, std::vector<int> tasks) {
  return Splitter(state, service, std::move(tasks)).run();
}

}  // namespace planner::placement
