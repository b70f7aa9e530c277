#pragma once
// How much of a level may be stopped at once: for upgrades, moves, patching.
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "planner/model/cluster.hpp"
#include "planner/whatif/failure.hpp"

namespace planner {

/// About half a second for ordinary layouts. One step is one set tried.
constexpr std::int64_t maintenance_steps = 20'000;

struct LargestStop {
  int largest = 0;
  std::vector<std::string> set;  // ids; of nodes and domains that hold no manager only the number is given
  int without_managers = 0;      // of `largest`
  int at_most = 0;               // equals `largest` where it is proved
};

struct Maintenance {
  std::string level;
  int domains = 0;          // of that level, those that the failure took already left out
  LargestStop with_goals;   // the quorum is kept and every survival goal still holds while they are stopped
  LargestStop quorum_only;  // the quorum is kept, and nothing more need be survived
};

/// On top of a failure; its cuts are left out. Needs at least one manager.
Maintenance largest_stop(const Cluster& cluster, const Failure& failure, std::string_view level,
                         std::int64_t steps = maintenance_steps);

}  // namespace planner
