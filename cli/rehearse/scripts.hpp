#pragma once
// bootstrap.sh and labels.sh as they are printed, run as a person would run them.
#include "cli/rehearse/hall.hpp"

namespace cli {

/// Through SWARMPLAN_ON, with the addresses that the spec does not give. Throws Error with what it said where it fails.
void run_bootstrap(Hall& hall);

/// From a machine where docker reaches a manager: what it said. Throws Error where it fails.
std::string run_labels(Hall& hall);

}  // namespace cli
