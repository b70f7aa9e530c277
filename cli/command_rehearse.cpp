// rehearse: boots the layout as real engines on this machine, tries failures, and compares with what was foretold.
#include <ostream>

#include "cli/beside.hpp"
#include "cli/commands.hpp"
#include "cli/input.hpp"
#include "cli/rehearse/estimate.hpp"
#include "cli/rehearse/rehearse.hpp"
#include "planner/rehearsal.hpp"

namespace cli {

int command(const RehearseArguments& arguments, Streams& streams) {
  const std::string file = shown_name(arguments.spec);
  const std::string text = read_input(arguments.spec, streams.in, planner::kLargestInput);
  planner::Sources read;
  const planner::PlannedRehearsal planned = planner::plan_rehearsal(
      text, file,
      {arguments.fail, arguments.stop, arguments.drain, arguments.cut, arguments.all, arguments.scale, this_machine()},
      beside(read));
  read[file] = text;
  if (!planned.valid) return tell_invalid(planned.findings, read, streams);
  for (const std::string& error : planned.errors) streams.err << "swarmplan: " << error << '\n';
  if (!planned.errors.empty()) return 2;

  return rehearse_and_tell(planned, {arguments.engine, arguments.image_tar, arguments.keep}, arguments.format, streams);
}

}  // namespace cli
