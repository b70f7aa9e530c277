#pragma once
// Where a command reads and writes, and whether a person is looking.
#include <iosfwd>

namespace cli {

struct Streams {
  std::istream& in;
  std::ostream& out;        // the artifact alone
  std::ostream& err;        // everything else
  bool colour_out = false;  // a terminal that wants colour
  bool colour_err = false;
  bool terminal_err = false;  // a line may be rewritten there
};

}  // namespace cli
