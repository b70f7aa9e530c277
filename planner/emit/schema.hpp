#pragma once
// The spec language printed from its declaration (planner/spec/records.hpp).
#include <string>

namespace planner {

/// JSON Schema, draft 7: what editors complete and check a spec by.
std::string emit_spec_schema();

/// The reference page, in Markdown.
std::string emit_spec_reference();

/// What becomes of each key of a compose file, in Markdown.
std::string emit_compose_reference();

/// JSON Schema of `report --format json`.
std::string emit_report_schema();

/// JSON Schemas of what other commands print with `--format json`.
std::string emit_simulate_schema();
std::string emit_rehearse_schema();
std::string emit_lint_schema();

}  // namespace planner
