#pragma once
// Durations as docker writes them: "1m30s".
#include <string_view>

namespace planner {

/// In seconds; false where it is no duration of Go.
bool parse_duration(std::string_view text, double& seconds);

}  // namespace planner
