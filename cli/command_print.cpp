// stack, labels, bootstrap, diagram: one artifact on standard output.
#include <ostream>

#include "cli/beside.hpp"
#include "cli/commands.hpp"
#include "cli/input.hpp"
#include "planner/plan.hpp"

namespace cli {

int command(const PrintArguments& arguments, Streams& streams) {
  const std::string file = shown_name(arguments.spec);
  const std::string text = read_input(arguments.spec, streams.in, planner::kLargestInput);
  planner::Sources read;
  const planner::Printed printed =
      planner::print(text, file, arguments.what + "-" + (arguments.explain ? "changes" : arguments.format),
                     beside(read, arguments.variables));
  read[file] = text;
  if (!printed.valid) return tell_invalid(printed.findings, read, streams);
  if (!printed.refusal.empty()) {
    streams.err << "swarmplan: " << printed.refusal << '\n';
    return 2;
  }
  streams.out << printed.content;
  return 0;
}

}  // namespace cli
