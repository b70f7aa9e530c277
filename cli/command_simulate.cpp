// simulate: what is left of quorum, nodes and goals when this fails.
#include <ostream>

#include "cli/beside.hpp"
#include "cli/commands.hpp"
#include "cli/input.hpp"
#include "planner/simulate.hpp"

namespace cli {

int command(const SimulateArguments& arguments, Streams& streams) {
  const std::string file = shown_name(arguments.spec);
  const std::string text = read_input(arguments.spec, streams.in, planner::kLargestInput);
  planner::Sources read;
  const planner::WhatIfAnswer answer =
      planner::simulate(text, file, {arguments.fail, arguments.drain, arguments.cut, arguments.max, arguments.seeds},
                        arguments.format, beside(read));
  read[file] = text;
  if (!answer.valid) return tell_invalid(answer.findings, read, streams);
  for (const std::string& error : answer.errors) streams.err << "swarmplan: " << error << '\n';
  if (!answer.errors.empty()) return 2;
  streams.out << answer.content;
  return answer.holds ? 0 : 1;
}

}  // namespace cli
