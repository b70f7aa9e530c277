#include "cli/run.hpp"

#include <ostream>

namespace cli {

int run(const std::vector<std::string>& arguments, Streams streams) {
  if (arguments.size() == 1 && arguments[0] == "--version") {
    streams.out << "swarmplan " SWARMPLAN_VERSION "\n";
    return 0;
  }
  return 2;
}

}  // namespace cli
