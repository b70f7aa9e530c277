#pragma once
// The spec that `swarmplan init` writes: small, commented, and without a finding.
#include <string_view>

namespace planner {

std::string_view starter_spec();

}  // namespace planner
