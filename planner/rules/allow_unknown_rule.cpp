// An allow comment for a rule that there is not.
#include <fmt/format.h>

#include "planner/model/nearest.hpp"
#include "planner/rules/all.hpp"
#include "planner/rules/allowances_of.hpp"
#include "planner/rules/form_errors.hpp"

namespace planner {
namespace {

constexpr SourceFile bad[] = {{"cluster.toml", R"(# swarmplan: allow manager-count-odd because four is what we have
[fra]
a = { managers = 3 }
)"}};

constexpr SourceFile good[] = {{"cluster.toml", R"(# swarmplan: allow manager-count-even because four is what we have
[fra]
a = { managers = 3 }
)"}};

std::string help(std::string_view name) {
  std::vector<std::string_view> names;
  for (const Rule* rule : all_rules()) names.push_back(rule->name);
  const std::string_view near = nearest(name, names);
  return near.empty() ? "swarmplan explain lists the rules" : fmt::format("did you mean {}?", near);
}

std::vector<Finding> check(const Facts& facts) {
  std::vector<Finding> findings;
  for (const auto& [allowance, file] : allowances_of(facts)) {
    if (allowance->rule.empty() || find_rule(allowance->rule) != nullptr) continue;
    const bool form = find_form_error(allowance->rule) != nullptr;
    findings.push_back(
        {.severity = Severity::warning,
         .message = form ? fmt::format("{} cannot be allowed: it is an error of form, and a file that "
                                       "has one is not read",
                                       allowance->rule)
                         : fmt::format("there is no rule {}: this comment silences nothing", allowance->rule),
         .file = file,
         .where = allowance->where,
         .help = form ? "mend what the error names, and take the comment out" : help(allowance->rule)});
  }
  return findings;
}

}  // namespace

const Rule allow_unknown_rule{
    .name = "allow-unknown-rule",
    .severity = Severity::warning,
    .needs = Input::any,
    .summary = "an allow comment names a rule that does not exist",
    .why =
        "A comment with a misspelt rule silences 0 findings, today and when the finding comes that it was meant for.",
    .fix = "Take the name from the brackets at the end of the finding, or from `swarmplan explain`.",
    .bad = bad,
    .good = good,
    .check = check,
};

}  // namespace planner
