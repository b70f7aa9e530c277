#include "planner/rules/judged_stacks.hpp"

namespace planner {

std::vector<JudgedStack> judged_stacks(const Facts& facts) {
  std::vector<JudgedStack> stacks;
  if (facts.capacity) stacks.push_back({&facts.stack, &*facts.capacity});
  for (std::size_t i = 0; i < facts.on_layout.size(); ++i)
    if (facts.on_layout[i].capacity)
      stacks.push_back({&facts.on_layout[i].stack, &*facts.on_layout[i].capacity, facts.stack_files[i].file});
  return stacks;
}

}  // namespace planner
