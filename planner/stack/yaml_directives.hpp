#pragma once
// %YAML and %TAG before a document.
#include <string_view>
#include <vector>

#include "planner/model/finding.hpp"

namespace planner {

/// Those of the first document that Docker's reader takes amiss: message and where only.
void tell_directives(std::string_view yaml, std::vector<Finding>& refused);

}  // namespace planner
