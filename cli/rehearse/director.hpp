#pragma once
// A whole rehearsal, in its order: boot, form, then drill after drill. Runs inside the machine room.
#include <string>

#include "cli/rehearse/programs.hpp"
#include "planner/model/rehearsal.hpp"

namespace cli {

/// Tells all that it sees through `messages`. With `keep` it then waits to be ended, the Swarm running.
void direct(const planner::RehearsalPlan& plan, const Programs& programs, const std::string& group, bool keep,
            int messages);

}  // namespace cli
