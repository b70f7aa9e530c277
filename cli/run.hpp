#pragma once
// The whole program as a function: arguments and streams in, exit code out. Tests call it in-process.
#include <string>
#include <vector>

#include "cli/streams.hpp"

namespace cli {

/// 0 done, 1 findings, 2 arguments or an invalid spec, 3 the machine.
int run(const std::vector<std::string>& arguments, Streams streams);

}  // namespace cli
