#pragma once
// What was foretold of a drill beside what was seen.
#include <string>
#include <vector>

#include "planner/model/rehearsal.hpp"

namespace planner {

/// Nodes that the side which keeps the quorum must call Down: all that it does not reach. Sorted.
std::vector<EngineIndex> foretold_down(const RehearsalPlan& plan, const Drill& drill);

/// Every difference, a sentence each; none: the prediction was right.
std::vector<std::string> differences(const RehearsalPlan& plan, const Drill& drill, const DrillSeen& seen);

/// How many drills differ, or were not done.
std::size_t count_differing(const RehearsalPlan& plan, const RehearsalSeen& seen);

}  // namespace planner
