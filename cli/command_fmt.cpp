// fmt: a spec in canonical TOML, printed, checked or written back.
#include <fmt/format.h>

#include <ostream>

#include "cli/commands.hpp"
#include "cli/input.hpp"
#include "cli/output_files.hpp"
#include "planner/format.hpp"

namespace cli {

int command(const FmtArguments& arguments, Streams& streams) {
  const std::string file = shown_name(arguments.spec);
  const std::string text = read_input(arguments.spec, streams.in, planner::kLargestInput);
  const planner::Formatted formatted = planner::format(text, file);
  if (!formatted.findings.empty()) return tell_invalid(formatted.findings, {{file, text}}, streams);
  if (arguments.check) {
    if (formatted.text == text) return 0;
    streams.err << fmt::format("{}: not in canonical form; swarmplan fmt --write {} mends it\n", file, arguments.spec);
    return 1;
  }
  if (!arguments.write || arguments.spec == "-")
    streams.out << formatted.text;
  else if (formatted.text != text)
    write_file(arguments.spec, formatted.text, false, true);
  return 0;
}

}  // namespace cli
