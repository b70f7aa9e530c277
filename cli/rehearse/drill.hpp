#pragma once
// One drill: it is done to the machines, watched until the Swarm shows what was foretold or has had its time, and
// undone.
#include "cli/rehearse/hall.hpp"

namespace cli {

/// `number` counts from 0.
planner::DrillSeen run_drill(Hall& hall, int number);

}  // namespace cli
