// The report as text.
#include "planner/emit/emitter.hpp"
#include "planner/emit/story/story.hpp"

namespace planner {

std::string emit_report_text(const Report& report) { return story_text(tell(report)); }

}  // namespace planner
