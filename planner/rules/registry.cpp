// The rules, in the order in which they are listed.
#include <algorithm>
#include <array>

#include "planner/rules/all.hpp"

namespace planner {
namespace {

constexpr std::array<const Rule*, 15> kRules{
    &no_managers,
    &survival_goal_missed,
    &quorum_lost_with_domain,
    &managers_in_one_zone,
    &manager_count_even,
    &manager_count_low,
    &manager_count_high,
    &two_sites_only,
    &zone_without_loadbalancer,
    &region_single_zone,
    &label_missing,
    &spread_single_value,
    &spread_nested_on_old_engine,
    &allow_unknown_rule,
    &allow_without_reason,
};

bool silenced(const Facts& facts, const Finding& finding) {
  const auto& allowances = facts.cluster.allowances;
  return std::any_of(allowances.begin(), allowances.end(), [&](const Allowance& allowance) {
    const int below = finding.where.line - allowance.where.line;
    return allowance.rule == finding.rule && !allowance.reason.empty() && (below == 0 || below == 1);
  });
}

std::vector<Finding> check(const Facts& facts, Input input) {
  std::vector<Finding> findings;
  for (const Rule* rule : kRules) {
    if (rule->needs != input) continue;
    for (Finding& finding : rule->check(facts)) {
      finding.rule = rule->name;
      findings.push_back(std::move(finding));
    }
  }
  return findings;
}

}  // namespace

std::span<const Rule* const> all_rules() { return kRules; }

const Rule* find_rule(std::string_view name) {
  const auto found = std::find_if(kRules.begin(), kRules.end(), [&](const Rule* rule) { return rule->name == name; });
  return found == kRules.end() ? nullptr : *found;
}

std::vector<Finding> check_spec(const Facts& facts) {
  std::vector<Finding> findings = check(facts, Input::spec);
  std::erase_if(findings, [&](const Finding& finding) { return silenced(facts, finding); });
  for (Finding& finding : findings) finding.file = facts.file;
  std::stable_sort(findings.begin(), findings.end(),
                   [](const Finding& a, const Finding& b) { return a.where < b.where; });
  return findings;
}

std::vector<Finding> check_files(const Facts& facts) {
  std::vector<Finding> findings = check(facts, Input::files);
  std::stable_sort(findings.begin(), findings.end(),
                   [](const Finding& a, const Finding& b) { return a.file != b.file ? false : a.where < b.where; });
  return findings;
}

}  // namespace planner
