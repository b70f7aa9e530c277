#pragma once
// The probability that the quorum is lost at a random moment, by managers that are down or cut off.
#include <cstdint>
#include <optional>
#include <string>

#include "planner/quorum/loss/loss_model.hpp"
#include "planner/quorum/routing/routing.hpp"

namespace planner {

constexpr int most_fallible_links = 20;

/// About half a second. One step is one multiplication, or as much time in majority_sides.
constexpr std::int64_t links_steps = 500'000'000;

/// The truth lies in probability … probability + error_bound, rounding (about 1e-14 of it) apart.
struct LossWithLinks {
  std::optional<double> probability;
  double error_bound = 0;    // at most 1e-12 of it
  std::string absent_since;  // why there is no probability: "22 fallible links, more than 20"
};

/// No connected side holds a majority of managers that are up. A part is down with any domain that has it among its
/// parts, all managers in it with it; a site when all its parts are. `model.fatal` is managers − majority + 1.
LossWithLinks loss_with_links(const LossModel& model, const Routing& routing, std::int64_t steps = links_steps);

}  // namespace planner
