#pragma once
// Values for the variables in compose files.
#include <string>
#include <string_view>

#include "planner/model/beside.hpp"

namespace planner {

/// Adds those of an env file. A value may use others: of `environment`, else of the lines before it, as Compose reads
/// one. What is wrong with the file, else empty.
std::string add_variables(std::string_view text, Variables& variables, const Variables& environment = {});

}  // namespace planner
