// rehearse: boots the layout as real engines on this machine, tries failures, and compares with what was foretold.
#include <ostream>

#include "cli/commands.hpp"
#include "cli/input.hpp"
#include "cli/rehearse/rehearse.hpp"
#include "planner/rehearsal.hpp"

namespace cli {

int command(const RehearseArguments& arguments, Streams& streams) {
  const std::string file = shown_name(arguments.spec);
  const std::string text = read_input(arguments.spec, streams.in, planner::kLargestInput);
  const planner::PlannedRehearsal planned = planner::plan_rehearsal(
      text, file, {arguments.fail, arguments.stop, arguments.drain, arguments.cut, arguments.all, arguments.scale});
  if (!planned.valid) return tell_invalid(planned.findings, {{file, text}}, streams);
  for (const std::string& error : planned.errors) streams.err << "swarmplan: " << error << '\n';
  if (!planned.errors.empty()) return 2;

  const Rehearsed rehearsed = rehearse(planned, {arguments.engine, arguments.keep}, streams);
  if (rehearsed.interrupted) return 128 + rehearsed.interrupted;
  if (!rehearsed.seen.trouble.empty()) streams.err << "swarmplan: " << rehearsed.seen.trouble << '\n';
  streams.out << planner::print_rehearsal(planned.plan, rehearsed.seen, arguments.format);
  if (!rehearsed.seen.trouble.empty()) return 3;
  return planner::wrong_predictions(planned.plan, rehearsed.seen) == 0 ? 0 : 1;
}

}  // namespace cli
