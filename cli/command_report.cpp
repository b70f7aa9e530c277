// report: what the layout survives, in one of the formats.
#include <ostream>

#include "cli/beside.hpp"
#include "cli/commands.hpp"
#include "cli/input.hpp"
#include "planner/plan.hpp"

namespace cli {

int command(const ReportArguments& arguments, Streams& streams) {
  const std::string file = shown_name(arguments.spec);
  const std::string text = read_input(arguments.spec, streams.in, planner::kLargestInput);
  planner::Sources read;
  const planner::Printed printed =
      planner::print(text, file, "report-" + arguments.format, beside(read), arguments.within);
  if (!printed.valid) return tell_invalid(printed.findings, {{file, text}}, streams);
  streams.out << printed.content;
  return exit_code_of(printed.findings, arguments.fail_on);
}

}  // namespace cli
