// Question: what is the loss like when some sets that fail cut across the others?
// Model: s crossing sets, each up or down; once all are decided, the rest nests and the tree gives the answer. The mass
// of a branch is the product of p and 1 − p of what was decided.
//
// Idea: depth-first, the more probable state first. A branch is closed
// - when the managers of the sets that are down are `fatal` or more: its whole mass counts;
// - when all that it can add is below the threshold: it is left out, and what it could have added at most is told.
// "At most" comes from a table made once: were lost managers counted as often as something takes them, then what the
// tree loses and what each undecided set loses were independent numbers that add up. Their sum is at least what is
// lost, so mass · P(sum ≥ fatal − lost already) is a bound, and a near one while failures are rare.
// Sets are decided in the order of what is lost with them on average: then a decision made often touches few nodes.
// The caller lowers the threshold until what was left out is negligible; the work grows geometrically, so the last
// round costs more than all before it.
//
// Example: zones {0,1}, {2,3} and a provider {1,2} across, fatal = 2. Provider up (mass 1 − p): the tree. Provider
// down: 1 and 2 are lost, which is fatal, the mass p counts as it is.
//
// Cost: 2^s evaluations at worst, of those nodes alone that the last decision touches. Source: the factoring theorem
// (Shannon's expansion); truncation by mass as in any fault tree tool, but with the rest bounded and told.
#include "planner/quorum/loss/conditioning.hpp"

#include <algorithm>
#include <utility>

namespace planner {
namespace {

std::size_t at(int index) { return static_cast<std::size_t>(index); }

// From the tree's own numbers, nothing gone, and each crossing set as if nobody else took its managers.
std::vector<std::vector<double>> reach_of(const SplitModel& model) {
  const std::size_t fatal = at(model.tree.fatal);
  if (model.crossing.empty()) return {std::vector<double>(fatal + 1, 1)};
  TreeState state = start_state(model.tree, at(model.elements));
  for (int stage = 0; stage < static_cast<int>(model.tree.stages.size()); ++stage) evaluate(model.tree, state, stage);
  evaluate_root(model.tree, state);
  const TreeNode& root = model.tree.nodes.back();
  std::vector<double> exactly(fatal + 1, 0);
  std::copy_n(&state.lost[root.first], root.size, exactly.begin());
  std::vector<std::vector<double>> reach(model.crossing.size() + 1);
  for (std::size_t k = model.crossing.size() + 1; k-- > 0;) {
    if (k < model.crossing.size()) {
      const FallibleSet& set = model.crossing[k];
      std::vector<double> next(fatal + 1, 0);
      for (std::size_t j = 0; j <= fatal; ++j) {
        next[j] += (1 - set.p) * exactly[j];
        next[std::min(fatal, j + set.elements.size())] += set.p * exactly[j];
      }
      exactly = std::move(next);
    }
    reach[k] = exactly;
    for (std::size_t j = fatal; j-- > 0;) reach[k][j] += reach[k][j + 1];
  }
  return reach;
}

struct Walk {
  const SplitModel& model;
  TreeState& state;
  Exploration& exploration;
  std::vector<std::int64_t> cost_of_stage = {};
};

int set_gone(Walk& walk, const FallibleSet& set) {
  int more = 0;
  for (const int element : set.elements)
    if (walk.state.gone[at(element)]++ == 0) ++more;
  walk.exploration.steps -= static_cast<std::int64_t>(set.elements.size());
  return more;
}

void set_back(Walk& walk, const FallibleSet& set) {
  for (const int element : set.elements) --walk.state.gone[at(element)];
}

void decide(Walk& walk, std::size_t decided, int lost, double mass) {
  Exploration& exploration = walk.exploration;
  const int fatal = walk.model.tree.fatal;
  if (lost >= fatal) return exploration.fatal_already(mass);
  const int needed = std::max(0, fatal - lost - exploration.more_lost);
  const double most = mass * walk.model.reach[decided][at(needed)];
  if (most <= exploration.threshold || exploration.steps < 0) return exploration.left_out(mass, decided, lost);
  evaluate(walk.model.tree, walk.state, static_cast<int>(decided));
  exploration.steps -= walk.cost_of_stage[decided];
  if (decided == walk.model.crossing.size()) return exploration.decided(mass);
  const FallibleSet& set = walk.model.crossing[decided];
  for (const bool down : {set.p > 0.5, set.p <= 0.5}) {
    const int more = down ? set_gone(walk, set) : 0;
    decide(walk, decided + 1, lost + more, mass * (down ? set.p : 1 - set.p));
    if (down) set_back(walk, set);
  }
}

}  // namespace

SplitModel split_model(std::span<const FallibleSet> sets, const std::vector<bool>& wanted,
                       std::span<const double> manager_p, int fatal, std::int64_t steps) {
  SplitModel model;
  model.elements = static_cast<int>(manager_p.size());
  const NestedSplit split = split_nested(sets, model.elements, wanted);
  TreePlan plan{sets, split.nested, manager_p, std::vector<int>(manager_p.size(), 0), fatal};
  for (const int set : split.crossing) {
    model.crossing.push_back(sets[at(set)]);
    for (const int element : sets[at(set)].elements)
      plan.stage_of_element[at(element)] = static_cast<int>(model.crossing.size());
  }
  model.tree = grow_tree(plan);
  // A number that is kept costs more than one that is passed by: memory stays below 200 MB.
  const auto kept = static_cast<std::int64_t>(model.tree.numbers + (model.crossing.size() + 1) * (at(fatal) + 1));
  model.cost = model.tree.cost + 64 * kept;
  if (model.cost <= steps) model.reach = reach_of(model);
  return model;
}

void explore(const SplitModel& model, TreeState& state, Exploration& exploration) {
  Walk walk{model, state, exploration};
  for (std::size_t stage = 0; stage <= model.crossing.size(); ++stage) {
    std::int64_t cost = 8;
    if (stage < model.tree.stages.size())
      for (const int node : model.tree.stages[stage]) {
        const TreeNode& it = model.tree.nodes[at(node)];
        const bool joined = it.kind == TreeNode::Kind::joined;
        cost += 8 + static_cast<std::int64_t>(
                        joined ? model.tree.nodes[at(it.left)].size * model.tree.nodes[at(it.right)].size : it.size);
      }
    walk.cost_of_stage.push_back(cost);
  }
  decide(walk, 0, 0, 1);
}

double lower_threshold(double threshold, double share) {
  if (threshold < 1e-300) return 0;
  return threshold * std::clamp(0.5 * negligible_share / share, 1e-3, 0.1);
}

}  // namespace planner
