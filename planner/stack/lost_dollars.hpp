#pragma once
// Dollar signs that docker stack deploy takes for variables though they were meant for the container.
#include <vector>

#include "planner/stack/stack_file.hpp"

namespace planner {

std::vector<StackTrouble> find_lost_dollars(const YamlValue& root);

}  // namespace planner
