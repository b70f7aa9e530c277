// Runs the rules that the input feeds, in the order of the registry.
#include <algorithm>
#include <tuple>

#include "planner/rules/allow.hpp"
#include "planner/rules/rule.hpp"

namespace planner {
namespace {

std::vector<Finding> run(const Facts& facts, Input input) {
  std::vector<Finding> findings;
  for (const Rule* rule : all_rules()) {
    const bool fed = rule->needs == Input::any || rule->needs == input ||
                     (rule->needs == Input::both && input == Input::files);  // which finds nothing without a layout
    if (!fed) continue;
    for (Finding& finding : rule->check(facts)) {
      if (finding.file.empty() != (input == Input::spec)) continue;  // the other run tells it
      finding.rule = rule->name;
      if (finding.file.empty()) finding.file = facts.file;
      findings.push_back(std::move(finding));
    }
  }
  return findings;
}

void sort(std::vector<Finding>& findings) {
  std::ranges::stable_sort(findings, {}, [](const Finding& finding) {
    return std::tie(finding.file, finding.where.line, finding.where.column, finding.rule);
  });
}

}  // namespace

std::vector<Finding> check_spec(const Facts& facts) {
  std::vector<Finding> findings = not_allowed(run(facts, Input::spec), facts.cluster.allowances);
  sort(findings);
  return findings;
}

std::vector<Finding> check_files(const Facts& facts) {
  std::vector<Finding> all = run(facts, Input::files);
  for (const StackFile& stack : facts.stack_files) {
    std::vector<Finding> here;
    std::ranges::copy_if(all, std::back_inserter(here), [&](const Finding& f) { return f.file == stack.file; });
    std::erase_if(all, [&](const Finding& f) { return f.file == stack.file; });
    here = not_allowed(std::move(here), stack.allowances);
    all.insert(all.end(), here.begin(), here.end());
  }
  sort(all);
  return all;
}

}  // namespace planner
