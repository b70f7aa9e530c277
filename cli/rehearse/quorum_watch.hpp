#pragma once
// Has this side of the Swarm a quorum? Kept means that a change was committed there after the failure; lost, that every
// manager of it answers that there is no leader, and none led within the time that an election may take.
#include "cli/rehearse/hall.hpp"

namespace cli {

struct QuorumWatch {
  Hall& hall;
  const planner::DrillSide& side;
  planner::SideSeen seen{};
  planner::EngineIndex answering = -1;  // the manager that committed the change
  double silent_since = -1;             // since when all of them say that there is no leader; −1: they do not
  bool settled = false;

  QuorumWatch(Hall& in, const planner::DrillSide& watched) : hall(in), side(watched) {}

  /// Asks all of its managers once.
  void look();
};

}  // namespace cli
