#pragma once
// The stack that would be printed, read again as a user's stack file is: what deploy takes is judged by the same rules,
// whoever wrote it.
#include <vector>

#include "planner/emit/report.hpp"
#include "planner/model/finding.hpp"

namespace planner {

struct PrintedStack {
  std::vector<Finding> refused;  // docker stack deploy, or the engine, refuses it
  std::vector<Finding> broken;   // it is deployed, and cannot run
};

/// Errors alone, each at the place in a compose file or in the spec that it comes from. Nothing for a plan without a
/// Swarm, or whose services are stand-ins.
PrintedStack judge_printed(const Report& report);

}  // namespace planner
