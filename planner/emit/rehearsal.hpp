#pragma once
// What `rehearse` prints: what was foretold beside what was seen.
#include <string>

#include "planner/emit/story/story.hpp"
#include "planner/model/rehearsal.hpp"

namespace planner {

Story tell_rehearsal(const RehearsalPlan& plan, const RehearsalSeen& seen);
/// Empty where no service was rehearsed.
Section tell_rehearsed_services(const RehearsalPlan& plan, const RehearsalSeen& seen);
std::string emit_rehearsal_json(const RehearsalPlan& plan, const RehearsalSeen& seen);
std::string emit_rehearsal_junit(const RehearsalPlan& plan, const RehearsalSeen& seen);

}  // namespace planner
