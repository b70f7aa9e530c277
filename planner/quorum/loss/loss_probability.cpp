// Question: how probable is it that `fatal` or more managers are down at a random moment?
// Model: loss_model.hpp: managers and domains fail independently of each other, a domain with all managers inside.
//
// Idea: domains that take the same managers become one that fails when either does. Those that nest make a tree whose
// numbers are sums and products (failure_tree.cpp); those that cut across are conditioned on (conditioning.cpp), with a
// threshold that falls until what was left out is at most 1e-12 of the sum, or nothing was, or the steps are used up.
//
// If independent: a manager's own rate 1 − Π(1 − p) over itself and the domains around it, as a running a + b(1 − a),
// which never subtracts two near numbers; then a tree without domains, which is the Poisson binomial tail.
//
// Example: four managers in zones {0,1}, {2,3} with p = 0.001, managers 0.01, majority 3, fatal = 2. A zone is fatal
// alone; the answer is 2.59e-3, and 7.14e-4 if each manager failed by itself at 0.01099.
//
// Cost: O(managers · fatal) without crossing domains, up to 2^s times that with s of them.
// Source: as named in failure_tree.cpp and conditioning.cpp.
#include "planner/quorum/loss/loss_probability.hpp"

#include <vector>

#include "planner/quorum/loss/conditioning.hpp"

namespace planner {
namespace {

struct Round {
  double threshold;
  std::int64_t steps;
};

LossProbability add_up(const SplitModel& model, TreeState& state, Round& round) {
  LossProbability loss;
  Exploration exploration;
  exploration.threshold = round.threshold;
  exploration.steps = round.steps;
  exploration.fatal_already = [&](double mass) { loss.probability += mass; };
  exploration.decided = [&](double mass) { loss.probability += mass * fatal_probability(model.tree, state); };
  exploration.left_out = [&](double mass, std::size_t decided, int lost) {
    loss.error_bound += mass * model.reach[decided][static_cast<std::size_t>(model.tree.fatal - lost)];
  };
  explore(model, state, exploration);
  round.steps = exploration.steps;
  loss.complete = loss.error_bound <= negligible_share * loss.probability;
  return loss;
}

}  // namespace

LossProbability loss_probability(const LossModel& model, std::int64_t steps) {
  DistinctSets distinct;
  for (const FallibleDomain& domain : model.domains)
    if (domain.p > 0 && !domain.managers.empty()) add_set(distinct, domain.managers, domain.p);
  const std::vector<bool> wanted(distinct.sets.size(), true);
  const SplitModel split = split_model(distinct.sets, wanted, model.manager_p, model.fatal, steps);
  if (split.cost > steps) return {0, 1, false};
  TreeState state = start_state(split.tree, model.manager_p.size());
  LossProbability best{0, 1, false};
  Round round{1e-17 * split.reach[0][static_cast<std::size_t>(model.fatal)], steps};
  for (;;) {
    const LossProbability loss = add_up(split, state, round);
    if (loss.complete || loss.error_bound <= best.error_bound) best = loss;
    if (best.complete || round.steps < 0 || round.threshold <= 0) return best;
    const double share = loss.probability > 0 ? loss.error_bound / loss.probability : 1;
    round.threshold = lower_threshold(round.threshold, share);
  }
}

LossProbability loss_if_independent(const LossModel& model, std::int64_t steps) {
  LossModel alone{model.fatal, model.manager_p, {}};
  for (const FallibleDomain& domain : model.domains)
    for (const int manager : domain.managers) {
      double& p = alone.manager_p[static_cast<std::size_t>(manager)];
      p = either_fails(p, domain.p);
    }
  return loss_probability(alone, steps);
}

}  // namespace planner
