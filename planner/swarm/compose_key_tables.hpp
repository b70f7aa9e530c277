#pragma once
// The parts of the table of keys, one file each.
#include "planner/swarm/compose_keys.hpp"

namespace planner {

std::span<const ComposeKey> object_keys();
std::span<const ComposeKey> connection_keys();
std::span<const ComposeKey> deploy_keys();
std::span<const ComposeKey> process_keys();

}  // namespace planner
