#pragma once
// The outside of a rehearsal: what this machine has, the room, what is told while it runs, and the clearing up.
#include <string>

#include "cli/streams.hpp"
#include "planner/rehearsal.hpp"

namespace cli {

struct RehearseOptions {
  std::string engine;  // a folder with an engine's programs; empty: the system's
  bool keep = false;   // leave the Swarm running until interrupted
};

struct Rehearsed {
  planner::RehearsalSeen seen;
  int interrupted = 0;  // the signal that ended it
};

/// Throws Error with exit code 3 where this machine lacks something or cannot hold the layout. Whatever happens,
/// nothing of it is left when it returns.
Rehearsed rehearse(const planner::PlannedRehearsal& planned, const RehearseOptions& options, Streams& streams);

}  // namespace cli
