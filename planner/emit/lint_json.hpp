#pragma once
// Findings for programs: `lint --format json`.
#include <span>
#include <string>

#include "planner/model/finding.hpp"

namespace planner {

/// { "findings": [ … ], "summary": { "error": 0, "warning": 1, "info": 0 } } and a line break. Bytes that are no UTF-8
/// become U+FFFD.
std::string emit_lint_json(std::span<const Finding> findings);

}  // namespace planner
