#pragma once
// What the emitters print: the facts and what the rules found. Values only.
#include <vector>

#include "planner/model/finding.hpp"
#include "planner/rules/facts.hpp"

namespace planner {

struct Report {
  Facts facts;
  std::vector<Finding> findings;
};

}  // namespace planner
