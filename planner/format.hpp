#pragma once
// A spec in canonical TOML.
#include <string>
#include <string_view>
#include <vector>

#include "planner/model/finding.hpp"

namespace planner {

struct Formatted {
  std::string text;
  std::vector<Finding> findings;  // errors of TOML: then there is no text
};

Formatted format(std::string_view text, std::string_view file);

}  // namespace planner
