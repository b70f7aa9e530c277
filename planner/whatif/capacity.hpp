#pragma once
// Does everything fit: now, after the loss of any one domain of each level, and after the losses that the goal names?
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "planner/whatif/capacity_model.hpp"

namespace planner {

/// A shortage told with names.
struct Bottleneck {
  Shortage::Kind kind = Shortage::Kind::alone;
  std::vector<std::string> services = {};  // of the stack
  std::string what = {};  // the resource or port that they compete for; empty for `alone` and `packing`
  bool global = false;    // of `alone`: one on every node
  std::vector<std::pair<std::string, std::int64_t>> needs = {};  // of `alone`, what each task wants: resources,
  std::vector<std::string> ports = {};                           // ports of the host,
  std::optional<std::int64_t> most_per_node = {};                // and no more of its kind beside it
  std::int64_t wanted = 0;                                       // tasks; of a resource its unit
  std::int64_t held = 0;
  std::vector<std::string> places = {};  // zones and racks that hold something of it; in place order
  std::int64_t may_use = 0;              // nodes left that some of these services may use at all
};

/// So many nodes more, each like one there is, and the same loss leaves room for all: checked.
struct MoreNodes {
  std::int64_t count = 0;
  std::string like;   // a host name, or PLACE:ROLE of a pool that scales
  std::string place;  // where that one stands
};

struct CapacityAfter {
  std::vector<std::string> lost;  // domains or nodes; empty: nothing
  Fits fits = Fits::yes;
  std::vector<Bottleneck> bottlenecks;
  std::optional<MoreNodes> cure;
};

/// Any one domain of a level that holds nodes which some service may use.
struct LevelCapacity {
  std::string level;
  int domains = 0;
  int failing = 0;  // after whose loss not all fits
  int unknown = 0;
  std::optional<CapacityAfter>
      worst;  // of those that fail, the one that leaves most tasks without a node; then unknown
  // The same of those losses that leave some service nodes, and too little room on them.
  int crowded = 0;
  std::optional<CapacityAfter> most_crowded = {};
};

struct CapacityGoalJudged {
  std::string level;
  int count = 1;
  bool met = true;
  bool proved = true;  // false: not every loss that the goal names was decided, and none was found to break it
  std::optional<CapacityAfter> worst;  // where it is not met
};

/// A service whose update starts the new task first, and no placement has room for one task more.
struct UpdateStuck {
  std::size_t service = 0;  // of Stack::services
  std::string lost;         // the zone after whose loss that is so; empty: already now
  Bottleneck bottleneck;
};

struct Capacity {
  bool reserves = false;             // some service reserves CPUs, memory or pieces
  bool limited = false;              // that, or host ports, or max_per_node: else everything fits on one node
  std::vector<std::string> unsized;  // resources that are reserved and that some usable node gives no size for
  CapacityAfter now;
  std::vector<LevelCapacity> levels;      // in the order of Topology::levels; those with two or more such domains
  std::vector<CapacityGoalJudged> goals;  // as Goals::capacity
  std::vector<UpdateStuck> stuck;

  /// Every amount that matters is known.
  bool judged() const { return reserves && unsized.empty(); }
};

/// None: nothing of the user's runs in a Swarm here, or it is too much to look at.
std::optional<Capacity> judge_capacity(const Cluster& cluster, const Stack& stack);

/// After a failure, as `simulate` asks: drained nodes take no tasks either, cuts are left out.
std::optional<CapacityAfter> capacity_after(const Cluster& cluster, const Stack& stack, const std::vector<bool>& down,
                                            const std::vector<bool>& down_pools);

}  // namespace planner
