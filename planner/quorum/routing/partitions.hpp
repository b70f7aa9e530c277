#pragma once
// Where private routing comes apart: single points, and minimal sets of links and sites that leave no majority.
#include <cstdint>
#include <vector>

#include "planner/quorum/routing/partition_cuts.hpp"
#include "planner/quorum/routing/routing.hpp"

namespace planner {

/// Links and sites whose loss alone parts sites that reached each other, whether or not the quorum is lost.
struct SinglePartings {
  std::vector<int> articulation;  // sites: the other ones are parted; sorted by id
  std::vector<int> bridges;       // links; sorted by name
  bool bridges_complete = true;   // false: a limit came first, more links of several joins may be
};

SinglePartings single_partings(const Routing& routing, const RoutingNames& names, std::int64_t steps = partition_steps);

struct Partitions {
  SinglePartings single;
  PartitionCuts link_cuts;
  PartitionCuts mixed_cuts;
};

/// The limits hold for each of the three.
Partitions find_partitions(const Routing& routing, const RoutingNames& names, const CutLimits& limits = {});

}  // namespace planner
