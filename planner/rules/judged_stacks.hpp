#pragma once
// The stacks whose room was judged: the spec's own, or the stack files given beside it.
#include <string>
#include <vector>

#include "planner/rules/facts.hpp"

namespace planner {

struct JudgedStack {
  const Stack* stack = nullptr;
  const Capacity* capacity = nullptr;
  std::string file = {};  // of findings; empty: the spec
};

std::vector<JudgedStack> judged_stacks(const Facts& facts);

}  // namespace planner
