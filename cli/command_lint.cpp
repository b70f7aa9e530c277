// lint: the findings of all files named; one that cannot be read does not hide the others.
#include <fmt/format.h>

#include <ostream>

#include "cli/beside.hpp"
#include "cli/commands.hpp"
#include "cli/error.hpp"
#include "cli/input.hpp"
#include "planner/findings.hpp"
#include "planner/lint.hpp"

namespace cli {

int command(const LintArguments& arguments, Streams& streams) {
  planner::Sources sources;
  std::vector<std::string> order;
  bool unreadable = false;
  for (const std::string& path : arguments.paths) {
    const std::string name = shown_name(path);
    if (sources.contains(name)) continue;
    try {
      sources[name] = read_input(path, streams.in, planner::kLargestInput);
      order.push_back(name);
    } catch (const Error& error) {  // the other files' findings are still told
      streams.err << "swarmplan: " << error.what() << '\n';
      unreadable = true;
    }
  }
  planner::Sources read;
  const planner::Linted linted = planner::lint(sources, order, beside(read));
  sources.merge(read);
  if (!order.empty())
    streams.out << (arguments.format == "json"
                        ? planner::findings_as_json(linted.findings)
                        : planner::findings_as_text(linted.findings, sources, streams.colour_out, true));
  if (unreadable || linted.invalid) return 2;
  return exit_code_of(linted.findings, arguments.fail_on);
}

}  // namespace cli
