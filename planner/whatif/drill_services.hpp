#pragma once
// What services do in a drill: what is foretold, and where what was seen lies outside of it.
#include <string>
#include <vector>

#include "planner/model/rehearsal.hpp"

namespace planner {

/// Every difference, a sentence each. Nothing is compared where nothing was foretold.
void compare_services(const RehearsalPlan& plan, const Drill& drill, const DrillSeen& seen,
                      std::vector<std::string>& wrong);

/// "2 2 2", "1-2 0 3".
std::string spans_text(const std::vector<TaskSpan>& spans);
std::string counts_text(const std::vector<int>& counts);

}  // namespace planner
