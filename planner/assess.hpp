#pragma once
// The stages that every command about a spec shares: text → cluster → facts → findings.
#include <optional>
#include <string_view>
#include <vector>

#include "planner/emit/report.hpp"
#include "planner/model/finding.hpp"

namespace planner {

struct Assessed {
  std::optional<Report> report;  // none when the spec is invalid
  std::vector<Finding> errors;   // then these errors of form
};

Assessed assess(std::string_view text, std::string_view file);

}  // namespace planner
