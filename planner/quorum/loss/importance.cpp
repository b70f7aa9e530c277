// Question: by how much would it raise the probability of losing the quorum if this domain were down?
// Model: Birnbaum importance, P(loss | down) − P(loss | up), of each domain, manager and further set.
//
// Idea: never take that difference. Let h(j) be the probability of loss given that j managers inside a node of the tree
// are lost, everything around the node as it may be. The tree is passed a second time, from the root down, with the
// steps g(j) = h(j + 1) − h(j), which are not negative and stay so:
//     root              g(fatal − 1) = 1
//     side by side      g_left(i) = Σ_j P(right loses j) · g(i + j)
//     into a domain     g_inside = (1 − p) · g
// A domain of w managers lifts the number lost from what it is to w, so its importance is the sum of the steps passed,
//     Σ_{j < w} P(at most j inside are lost | the domain is up) · g(j),
// and a manager's is g(0) at its own node. All are sums of products of numbers that are not negative: an importance of
// 1e-20 beside a loss of 1e-4 has all its digits. One pass gives all nodes at once.
// Domains with the same managers are one node; the importance of one of them is what the node would have if it never
// failed, times the probability that the other ones are up.
//
// A crossing set has no node. Crossing sets are conditioned on, the pass done in each branch; for their own importance
// the tree is grown again with them wanted inside, round by round, until each has been a node once.
//
// Example: managers a b c with p = 0.01, zone {a, b} with p = 0.001, fatal = 2. The zone: g(0) = 0.01, g(1) = 0.99;
// P(0 inside lost) = 0.9801, P(at most 1) = 0.9999; importance 0.009801 + 0.989901 = 0.999702, which is 1 − P(loss |
// up).
//
// Cost: three times that of the loss probability, and once more for each round.
// Source: Birnbaum 1969; reverse accumulation of derivatives, on differences of tails instead of probabilities.
#include "planner/quorum/loss/importance.hpp"

#include <algorithm>
#include <utility>

#include "planner/quorum/loss/conditioning.hpp"

namespace planner {
namespace {

std::size_t at(int index) { return static_cast<std::size_t>(index); }

struct Answer {
  double sum = 0;    // if this set never failed by itself
  double bound = 0;  // left out
};

struct Round {
  std::vector<int> sets;  // nested in this round's tree, and asked for
  std::vector<Answer> of_set;
  std::vector<Answer> of_manager;
};

// g at every node that has a manager, in the places of the node's numbers.
void pass_down(const FailureTree& tree, const TreeState& state, std::vector<double>& steps) {
  std::ranges::fill(steps, 0.0);
  const TreeNode& root = tree.nodes.back();
  if (root.weight >= tree.fatal) steps[root.first + at(tree.fatal) - 1] = 1;
  for (std::size_t index = tree.nodes.size(); index-- > 0;) {
    const TreeNode& node = tree.nodes[index];
    const double* own = &steps[node.first];
    if (node.kind == TreeNode::Kind::domain) {
      double* inside = &steps[tree.nodes[at(node.left)].first];
      for (std::size_t j = 0; j + 1 < node.size; ++j) inside[j] = (1 - node.p) * own[j];
    }
    if (node.kind != TreeNode::Kind::joined) continue;
    for (const auto& [to, from] : {std::pair(node.left, node.right), std::pair(node.right, node.left)}) {
      const TreeNode& child = tree.nodes[at(to)];
      const TreeNode& other = tree.nodes[at(from)];
      for (std::size_t i = 0; i + 1 < child.size; ++i) {
        double sum = 0;
        const std::size_t end = std::min(other.size, node.size - 1 - i);
        for (std::size_t j = 0; j < end; ++j) sum += state.lost[other.first + j] * own[i + j];
        steps[child.first + i] = sum;
      }
    }
  }
}

// Σ P(at most j inside are lost) · g(j).
double importance_of_domain(const FailureTree& tree, const TreeState& state, const std::vector<double>& steps,
                            int index) {
  const TreeNode& node = tree.nodes[at(index)];
  const std::size_t inside = tree.nodes[at(node.left)].first;
  double at_most = 0, sum = 0;
  for (std::size_t j = 0; j + 1 < node.size; ++j) {
    at_most += state.lost[inside + j];
    sum += at_most * steps[node.first + j];
  }
  return sum;
}

bool is_negligible(const Answer& answer) { return answer.bound <= negligible_share * answer.sum; }

// The largest share of an answer that was left out.
double worst_share(const Round& round) {
  double worst = 0;
  for (const std::vector<Answer>* answers : {&round.of_set, &round.of_manager})
    for (const Answer& answer : *answers)
      if (answer.bound > 0) worst = std::max(worst, answer.sum > 0 ? answer.bound / answer.sum : 1.0);
  return worst;
}

void leave_out(const SplitModel& model, double mass, std::size_t decided, int lost, std::size_t size, Answer& answer) {
  const int needed = model.tree.fatal - lost - static_cast<int>(size);
  answer.bound += mass * model.reach[decided][at(std::max(0, needed))];
}

// All answers of one tree at one threshold; what the steps do not suffice for is in the bounds.
void add_up(const SplitModel& model, std::span<const FallibleSet> sets, double threshold, std::int64_t& left,
            Round& round) {
  TreeState state = start_state(model.tree, at(model.elements));
  std::vector<double> steps(model.tree.numbers, 0);
  round.of_set.assign(round.sets.size(), {});
  round.of_manager.assign(at(model.elements), {});
  Exploration exploration;
  exploration.threshold = threshold;
  exploration.steps = left;
  for (const int set : round.sets)
    exploration.more_lost = std::max(exploration.more_lost, static_cast<int>(sets[at(set)].elements.size()));
  exploration.fatal_already = [](double) {};  // it makes no difference then
  exploration.decided = [&](double mass) {
    exploration.steps -= 3 * model.tree.cost;
    pass_down(model.tree, state, steps);
    for (std::size_t i = 0; i < round.sets.size(); ++i) {
      const int node = model.tree.node_of_set[at(round.sets[i])];
      round.of_set[i].sum += mass * importance_of_domain(model.tree, state, steps, node);
    }
    for (std::size_t manager = 0; manager < round.of_manager.size(); ++manager)
      if (state.gone[manager] == 0)
        round.of_manager[manager].sum += mass * steps[model.tree.nodes[at(model.tree.node_of_manager[manager])].first];
  };
  exploration.left_out = [&](double mass, std::size_t decided, int lost) {
    exploration.steps -= static_cast<std::int64_t>(round.sets.size() + round.of_manager.size());
    for (std::size_t i = 0; i < round.sets.size(); ++i)
      leave_out(model, mass, decided, lost, sets[at(round.sets[i])].elements.size(), round.of_set[i]);
    for (Answer& answer : round.of_manager) leave_out(model, mass, decided, lost, 1, answer);
  };
  explore(model, state, exploration);
  left = exploration.steps;
}

// One round: as many of the wanted sets as nest, with ever lower thresholds.
Round judge_nested(std::span<const FallibleSet> sets, const std::vector<bool>& wanted, const LossModel& loss,
                   std::int64_t& left) {
  const SplitModel model = split_model(sets, wanted, loss.manager_p, loss.fatal, left);
  Round round;
  for (int set = 0; set < static_cast<int>(sets.size()); ++set)
    if (wanted[at(set)] && model.tree.node_of_set[at(set)] >= 0) round.sets.push_back(set);
  if (model.cost > left) {
    round.of_set.assign(round.sets.size(), {0, 1});
    round.of_manager.assign(loss.manager_p.size(), {0, 1});
    return round;
  }
  for (double threshold = 1e-17 * model.reach[0][at(loss.fatal)];;) {
    Round next{round.sets, {}, {}};
    add_up(model, sets, threshold, left, next);
    const double share = worst_share(next);
    if (round.of_manager.empty() || share < worst_share(round)) round = std::move(next);
    if (share <= negligible_share || threshold <= 0 || left < 0) return round;
    threshold = lower_threshold(threshold, share);
  }
}

Importance told(const Answer& answer, double others_up) {
  return {answer.sum * others_up, answer.bound * others_up, is_negligible(answer)};
}

}  // namespace

Importances birnbaum_importance(const LossModel& model, std::span<const std::vector<int>> sets, std::int64_t steps) {
  DistinctSets distinct;
  std::vector<int> asked;  // set by domain, then by set asked for; −1: empty
  for (const FallibleDomain& domain : model.domains)
    asked.push_back(domain.managers.empty() ? -1 : add_set(distinct, domain.managers, domain.p));
  for (const std::vector<int>& set : sets) asked.push_back(set.empty() ? -1 : add_set(distinct, set, 0));
  std::vector<Answer> answers(distinct.sets.size());
  std::vector<bool> wanted(distinct.sets.size(), true);
  Importances result;
  do {
    const Round round = judge_nested(distinct.sets, wanted, model, steps);
    for (std::size_t i = 0; i < round.sets.size(); ++i) {
      answers[at(round.sets[i])] = round.of_set[i];
      wanted[at(round.sets[i])] = false;
    }
    if (result.managers.empty())
      for (const Answer& answer : round.of_manager) result.managers.push_back(told(answer, 1));
    if (round.sets.empty()) break;
  } while (std::ranges::find(wanted, true) != wanted.end());
  for (std::size_t set = 0; set < wanted.size(); ++set)
    if (wanted[set]) answers[set] = {0, 1};  // too many pairs to nest any
  for (std::size_t i = 0; i < asked.size(); ++i) {
    double others_up = 1;
    for (std::size_t d = 0; d < model.domains.size(); ++d)
      if (d != i && asked[d] == asked[i]) others_up *= 1 - model.domains[d].p;
    const Importance importance = asked[i] < 0 ? Importance{0, 0, true} : told(answers[at(asked[i])], others_up);
    (i < model.domains.size() ? result.domains : result.sets).push_back(importance);
  }
  return result;
}

}  // namespace planner
