// init: a spec to start from, never over a file that is there.
#include <fmt/format.h>

#include <ostream>

#include "cli/commands.hpp"
#include "cli/output_files.hpp"
#include "planner/starter.hpp"

namespace cli {

int command(const InitArguments& arguments, Streams& streams) {
  if (arguments.path == "-") {
    streams.out << planner::starter();
    return 0;
  }
  write_file(arguments.path, std::string(planner::starter()), false, false);
  streams.err << fmt::format("wrote {}: three zones of one region. Edit it, then: swarmplan plan {}\n", arguments.path,
                             arguments.path);
  return 0;
}

}  // namespace cli
