#pragma once
// The spec that `swarmplan init` writes.
#include <string_view>

namespace planner {

std::string_view starter();

}  // namespace planner
