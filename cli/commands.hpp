#pragma once
// One function a command: read, call the planner, write. One file each.
#include <span>
#include <string>

#include "cli/arguments.hpp"
#include "cli/streams.hpp"
#include "planner/model/finding.hpp"
#include "planner/model/sources.hpp"

namespace cli {

int command(const PlanArguments& arguments, Streams& streams);
int command(const ReportArguments& arguments, Streams& streams);
int command(const LintArguments& arguments, Streams& streams);
int command(const SimulateArguments& arguments, Streams& streams);
int command(const RehearseArguments& arguments, Streams& streams);
int command(const ExplainArguments& arguments, Streams& streams);
int command(const PrintArguments& arguments, Streams& streams);
int command(const InitArguments& arguments, Streams& streams);
int command(const FmtArguments& arguments, Streams& streams);
int command(const SchemaArguments& arguments, Streams& streams);
int command(const CompletionArguments& arguments, Streams& streams);

/// Tells why a spec cannot be used, on the error stream; returns exit code 2.
int tell_invalid(std::span<const planner::Finding> findings, const planner::Sources& sources, Streams& streams);

/// 1 if a finding is as bad as the limit or worse, else 0.
int exit_code_of(std::span<const planner::Finding> findings, FailOn fail_on);

/// How messages name a file: "-" is standard input.
std::string shown_name(const std::string& spec);

}  // namespace cli
