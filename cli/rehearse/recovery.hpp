#pragma once
// The runbook for managers that never come back, step by step as NEXT.md prints it: one survivor takes over by force,
// the others come back by themselves, the dead are removed, new machines take their places.
#include "cli/rehearse/hall.hpp"

namespace cli {

/// What failed in `drill` is off, and the quorum is lost. Fills in what is seen; when it worked the Swarm is whole.
void recover_by_force(Hall& hall, const planner::Drill& drill, planner::DrillSeen& seen);

}  // namespace cli
