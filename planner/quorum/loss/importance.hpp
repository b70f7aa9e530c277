#pragma once
// How much each place matters: the Birnbaum importance of domains, managers and other sets.
#include <cstdint>
#include <span>
#include <vector>

#include "planner/quorum/loss/loss_model.hpp"

namespace planner {

/// About a second at worst.
constexpr std::int64_t importance_steps = 2'000'000'000;

/// P(quorum lost | it is down) − P(quorum lost | it does not fail), all else failing as it does. The truth lies in
/// birnbaum … birnbaum + error_bound, rounding (about 1e-14 of it) apart.
struct Importance {
  double birnbaum = 0;
  double error_bound = 0;
  bool complete = false;  // error_bound is at most 1e-12 of birnbaum
};

struct Importances {
  std::vector<Importance> domains;   // of the model, in its order
  std::vector<Importance> managers;  // each by itself, its domains failing as they do
  std::vector<Importance> sets;      // as asked
};

/// `sets`: sorted managers of what is not among the model's domains, and so never fails by itself now; may be empty.
Importances birnbaum_importance(const LossModel& model, std::span<const std::vector<int>> sets = {},
                                std::int64_t steps = importance_steps);

}  // namespace planner
