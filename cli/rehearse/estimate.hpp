#pragma once
// Does the layout fit into this machine's memory, and if not, what would?
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "planner/rehearsal.hpp"

namespace cli {

/// Bytes that so many engines need, formed to a Swarm. Measured; see docs/rehearsal.md.
std::int64_t memory_needed(std::size_t engines);

/// Bytes that this machine can give: what is available, within the limit of our control group.
std::int64_t memory_available();

/// What every engine on it offers its scheduler.
planner::RehearsalMachine this_machine();

/// Why `engines` cannot be booted with `available` bytes, and which of the `smaller` layouts can; empty where they can.
std::string too_large(std::size_t engines, std::int64_t available,
                      const std::vector<std::pair<std::string, std::size_t>>& smaller);

}  // namespace cli
