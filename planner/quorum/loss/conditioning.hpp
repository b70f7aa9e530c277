#pragma once
// Goes through what crossing sets may do, the most probable first, and leaves out what cannot matter.
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "planner/quorum/loss/failure_tree.hpp"

namespace planner {

/// What is left out may be so much of the result; a double has four digits more.
constexpr double negligible_share = 1e-12;

/// The tree of what nests and the sets that do not, both of the same model.
struct SplitModel {
  FailureTree tree;
  std::vector<FallibleSet> crossing;  // decided in this order
  int elements = 0;
  std::vector<std::vector<double>> reach;  // [k][j]: at least P(j or more managers lost by the tree and the crossing
                                           // sets from k on), j ≤ fatal
  std::int64_t cost = 0;                   // steps to make it; where over the limit, it was not made
};

/// `sets` distinct and not empty, elements the managers alone.
SplitModel split_model(std::span<const FallibleSet> sets, const std::vector<bool>& wanted,
                       std::span<const double> manager_p, int fatal, std::int64_t steps);

/// One step is one multiplication.
struct Exploration {
  double threshold = 0;                            // a branch that can add so little, or nothing, is left out
  int more_lost = 0;                               // managers that may be lost besides, in what is asked
  std::int64_t steps = 0;                          // left; below 0 everything else is left out
  std::function<void(double mass)> fatal_already;  // the decided sets alone lose the quorum
  std::function<void(double mass)> decided;        // all are; the tree's numbers are known
  std::function<void(double mass, std::size_t decided, int lost)> left_out;
};

/// `state` as given by start_state, and so again afterwards but for the numbers.
void explore(const SplitModel& model, TreeState& state, Exploration& exploration);

/// The next threshold to try when such a share of the result was left out; 0: the last one.
double lower_threshold(double threshold, double share);

}  // namespace planner
