// What every command does with findings.
#include "planner/findings.hpp"

#include <algorithm>
#include <ostream>

#include "cli/commands.hpp"

namespace cli {

int tell_invalid(std::span<const planner::Finding> findings, const planner::Sources& sources, Streams& streams) {
  streams.err << planner::findings_as_text(findings, sources, streams.colour_err, true);
  return 2;
}

int exit_code_of(std::span<const planner::Finding> findings, FailOn fail_on) {
  if (fail_on == FailOn::never) return 0;
  const planner::Severity limit = fail_on == FailOn::error     ? planner::Severity::error
                                  : fail_on == FailOn::warning ? planner::Severity::warning
                                                               : planner::Severity::info;
  return std::any_of(findings.begin(), findings.end(), [&](const auto& f) { return f.severity >= limit; }) ? 1 : 0;
}

std::string shown_name(const std::string& spec) { return spec == "-" ? "<stdin>" : spec; }

}  // namespace cli
