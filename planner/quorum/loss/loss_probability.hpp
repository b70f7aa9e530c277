#pragma once
// The probability that the quorum is lost at a random moment. Links are left out: see loss_with_links.hpp.
#include <cstdint>

#include "planner/quorum/loss/loss_model.hpp"

namespace planner {

/// About half a second. One step is one multiplication.
constexpr std::int64_t probability_steps = 1'000'000'000;

/// The truth lies in probability … probability + error_bound, rounding (about 1e-14 of it) apart.
struct LossProbability {
  double probability = 0;
  double error_bound = 0;  // what was left out is no more than this
  bool complete = false;   // error_bound is at most 1e-12 of the probability
};

/// Exact where the domains nest; where some cut across, up to what `complete` says. Below 1e-300 it comes back as 0.
LossProbability loss_probability(const LossModel& model, std::int64_t steps = probability_steps);

/// The same if every manager failed by itself, as often as it now does for whatever reason.
LossProbability loss_if_independent(const LossModel& model, std::int64_t steps = probability_steps);

}  // namespace planner
