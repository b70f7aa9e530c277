#include "planner/rules/allowances_of.hpp"

namespace planner {

std::vector<PlacedAllowance> allowances_of(const Facts& facts) {
  std::vector<PlacedAllowance> all;
  for (const Allowance& allowance : facts.cluster.allowances) all.push_back({&allowance, ""});
  for (const StackFile& stack : facts.stack_files)
    for (const Allowance& allowance : stack.allowances) all.push_back({&allowance, stack.file});
  return all;
}

}  // namespace planner
