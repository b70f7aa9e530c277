#pragma once
// Constraints of a stack file's service that no node of any Swarm meets.
#include <string>
#include <vector>

#include "planner/stack/stack_file.hpp"

namespace planner {

struct NeverMet {
  const PlacementEntry* entry = nullptr;
  std::string why, help;
};

/// By the order of the constraints; those that hold a variable, or are none, are left out.
std::vector<NeverMet> never_met(const StackFileService& service);

}  // namespace planner
