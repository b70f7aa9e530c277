#pragma once
// Values for the variables in compose files.
#include <string>
#include <string_view>

#include "planner/model/beside.hpp"

namespace planner {

/// Adds those of an env file, NAME=value a line; each may use the ones before it. What is wrong with the file, else
/// empty.
std::string add_variables(std::string_view text, Variables& variables);

}  // namespace planner
