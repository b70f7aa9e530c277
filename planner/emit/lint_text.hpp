#pragma once
// Findings for people: where, what, the line with a caret, the cure.
#include <span>
#include <string>

#include "planner/model/finding.hpp"
#include "planner/model/sources.hpp"

namespace planner {

/// Each finding as
///     FILE:LINE:COLUMN: SEVERITY: MESSAGE [RULE]
///       the line of the file
///       ^~~~
///     fix: HELP
/// in the order given, with a blank line between. Files that `sources` does not have are shown without their line.
/// The first 100 show their line; what one rule finds beyond 50 things is counted at the end. Also for errors of form.
std::string emit_findings_text(std::span<const Finding> findings, const Sources& sources, bool colour);

/// The same and a last line that counts: "1 error, 4 warnings, 1 hint", or "no findings".
std::string emit_lint_text(std::span<const Finding> findings, const Sources& sources, bool colour);

}  // namespace planner
