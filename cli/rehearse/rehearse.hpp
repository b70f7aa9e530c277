#pragma once
// The outside of a rehearsal: what this machine has, the room, what is told while it runs, and the clearing up.
#include <string>

#include "cli/streams.hpp"
#include "planner/rehearsal.hpp"

namespace cli {

struct RehearseOptions {
  std::string engine;     // a folder with an engine's programs; empty: the system's
  std::string image_tar;  // in place of our stand-in; empty: ours
  bool keep = false;      // leave the Swarm running until interrupted
};

/// Does all of it and prints the result; the exit code: 0 all as foretold, 1 something was not, 3 it could not be done,
/// 128 + n ended by signal n. Throws Error with exit code 3 where this machine lacks something or cannot hold the
/// layout. Whatever happens, nothing of it is left when it returns.
int rehearse_and_tell(const planner::PlannedRehearsal& planned, const RehearseOptions& options,
                      const std::string& format, Streams& streams);

}  // namespace cli
