#pragma once
// Findings as people or programs read them.
#include <span>
#include <string>

#include "planner/model/finding.hpp"
#include "planner/model/sources.hpp"

namespace planner {

/// With the lines that they speak of. `counted`: a last line counts them.
std::string findings_as_text(std::span<const Finding> findings, const Sources& sources, bool colour, bool counted);

std::string findings_as_json(std::span<const Finding> findings);

}  // namespace planner
