// stack, labels, bootstrap, diagram: one artifact on standard output.
#include <ostream>

#include "cli/commands.hpp"
#include "cli/input.hpp"
#include "planner/plan.hpp"

namespace cli {

int command(const PrintArguments& arguments, Streams& streams) {
  const std::string file = shown_name(arguments.spec);
  const std::string text = read_input(arguments.spec, streams.in, planner::kLargestInput);
  const planner::Printed printed = planner::print(text, file, arguments.what + "-" + arguments.format);
  if (!printed.valid) return tell_invalid(printed.findings, {{file, text}}, streams);
  if (!printed.refusal.empty()) {
    streams.err << "swarmplan: " << printed.refusal << '\n';
    return 2;
  }
  streams.out << printed.content;
  return 0;
}

}  // namespace cli
