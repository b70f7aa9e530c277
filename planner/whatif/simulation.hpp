#pragma once
// One failure applied to all of it: survivors, quorum, who may lead, goals.
#include <optional>
#include <string>
#include <vector>

#include "planner/whatif/failure.hpp"
#include "planner/whatif/reach.hpp"

namespace planner {

struct QuorumAfter {
  int managers = 0;  // members of the Raft group, dead ones included
  int majority = 0;
  int up = 0;
  int left = 0;              // up, on the side that holds most of them
  std::optional<int> spare;  // left − majority; none when negative
  bool kept = true;
  std::vector<NodeIndex> leaders;  // managers that may lead, in node order
};

struct PlaceAfter {
  PlaceIndex place = 0;
  RoleCounts before, left;
};

struct GoalAfter {
  std::string goal;  // "survive.region", "survive_together", "commit_latency"
  bool met = true;   // this failure did not break its promise
  std::string why;   // where it did
};

struct Simulation {
  FailureQuestion asked;
  std::optional<QuorumAfter> quorum;  // none in a decentralized plan and where there is no manager
  RoleCounts nodes;                   // up, on whichever side; of the whole spec
  std::vector<Side> sides;            // more than one when the Swarm is parted
  std::vector<PlaceAfter> places;     // every group, region, zone and rack
  std::vector<GoalAfter> goals;

  /// The quorum is kept and no goal's promise was broken.
  bool holds() const;
};

Simulation simulate_failure(const Cluster& cluster, const FailureQuestion& question, const Failure& failure);

}  // namespace planner
