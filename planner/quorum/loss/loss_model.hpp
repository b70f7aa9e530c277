#pragma once
// What may fail and how often, as the probability of losing the quorum needs it.
#include <vector>

namespace planner {

/// Fails as a whole and independently of all others.
struct FallibleDomain {
  std::vector<int> managers;  // inside, numbered from 0 in node order; sorted; may be empty
  double p = 0;               // unavailability, 0 … 1
  std::vector<int> parts;     // of planner::Routing: zones that are down with it; sorted; may be empty
};

/// Domains may nest, overlap or be alike. The quorum is lost when `fatal` managers or more are down at once.
struct LossModel {
  int fatal = 1;                        // managers − majority + 1
  std::vector<double> manager_p;        // of each manager by itself (level node)
  std::vector<FallibleDomain> domains;  // those with p > 0
};

}  // namespace planner
