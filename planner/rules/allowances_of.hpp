#pragma once
// All allow comments of the input, each with the name of its file, for the rules that judge them.
#include <string>
#include <vector>

#include "planner/rules/facts.hpp"

namespace planner {

struct PlacedAllowance {
  const Allowance* allowance = nullptr;
  std::string file;  // empty: the spec
};

std::vector<PlacedAllowance> allowances_of(const Facts& facts);

}  // namespace planner
