#include "planner/findings.hpp"

#include "planner/emit/lint_json.hpp"
#include "planner/emit/lint_text.hpp"

namespace planner {

std::string findings_as_text(std::span<const Finding> findings, const Sources& sources, bool colour, bool counted) {
  return counted ? emit_lint_text(findings, sources, colour) : emit_findings_text(findings, sources, colour);
}

std::string findings_as_json(std::span<const Finding> findings) { return emit_lint_json(findings); }

}  // namespace planner
