#include "planner/rules/allow.hpp"

#include <set>
#include <string_view>
#include <utility>

#include "planner/rules/rule.hpp"

namespace planner {

std::vector<Finding> not_allowed(std::vector<Finding> findings, std::span<const Allowance> allowances) {
  std::set<std::pair<int, std::string_view>> silent;
  for (const Allowance& allowance : allowances) {
    if (allowance.reason.empty() || find_rule(allowance.rule) == nullptr) continue;
    silent.emplace(allowance.where.line, allowance.rule);
    silent.emplace(allowance.where.line + 1, allowance.rule);
  }
  std::erase_if(findings, [&](const Finding& finding) { return silent.contains({finding.where.line, finding.rule}); });
  return findings;
}

}  // namespace planner
