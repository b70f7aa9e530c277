// plan: every artifact into a folder, then the report.
#include <fmt/format.h>

#include <filesystem>
#include <ostream>
#include <system_error>

#include "cli/beside.hpp"
#include "cli/commands.hpp"
#include "cli/input.hpp"
#include "cli/output_files.hpp"
#include "planner/plan.hpp"

namespace cli {
namespace {

/// The spec's folder, seen from the plan's. A spec from standard input stands where the program runs.
std::string way_from_plan(const std::string& spec, const std::string& directory) {
  namespace fs = std::filesystem;
  std::error_code failed;
  const fs::path folder = spec == "-" ? fs::path() : fs::path(spec).parent_path();
  const fs::path from = fs::weakly_canonical(folder.empty() ? "." : folder, failed);
  const fs::path to = failed ? fs::path() : fs::weakly_canonical(directory, failed);
  if (failed) return "..";
  return from.lexically_relative(to).string();
}

void tell_written(const Written& written, const std::string& directory, std::ostream& err) {
  err << '\n';
  for (const std::string& name : written.changed) err << fmt::format("wrote {}/{}\n", directory, name);
  if (!written.unchanged.empty())
    err << fmt::format("{} of {} files in {} were up to date\n", written.unchanged.size(),
                       written.unchanged.size() + written.changed.size(), directory);
  for (const std::string& name : written.removed)
    err << fmt::format("removed {}/{}, which this plan no longer has\n", directory, name);
  for (const std::string& name : written.kept)
    err << fmt::format("kept {}/{}: this plan no longer has it, but it was edited\n", directory, name);
  err << fmt::format("next: {}/NEXT.md\n", directory);
}

}  // namespace

int command(const PlanArguments& arguments, Streams& streams) {
  const std::string file = shown_name(arguments.spec);
  const std::string text = read_input(arguments.spec, streams.in, planner::kLargestInput);
  planner::Sources read;
  planner::Beside around = beside(read, arguments.variables);
  around.spec_from_plan = way_from_plan(arguments.spec, arguments.directory);
  const planner::Planned planned = planner::plan(text, file, around);
  read[file] = text;
  if (!planned.valid) return tell_invalid(planned.findings, read, streams);
  if (!planned.refusal.empty()) {
    streams.err << "swarmplan: " << planned.refusal << ". Nothing was written\n";
    return 2;
  }
  const Written written = write_artifacts(arguments.directory, planned.artifacts, arguments.force);
  streams.out << planned.summary << std::flush;
  tell_written(written, arguments.directory, streams.err);
  return exit_code_of(planned.findings, arguments.fail_on);
}

}  // namespace cli
