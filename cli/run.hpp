#pragma once
// The whole program as a function: arguments and streams in, exit code out. Tests call it in-process.
#include <iosfwd>
#include <string>
#include <vector>

namespace cli {

struct Streams {
  std::istream& in;
  std::ostream& out;       // the artifact alone
  std::ostream& err;       // everything else
  bool colour = false;     // the error stream is a terminal that wants colour
};

/// 0 done, 1 findings, 2 arguments or an invalid spec, 3 the machine.
int run(const std::vector<std::string>& arguments, Streams streams);

}  // namespace cli
