#include <fmt/format.h>

#include "planner/rules/all.hpp"
#include "planner/rules/places.hpp"
#include "planner/spec/nearest.hpp"

namespace planner {
namespace {

constexpr SourceFile kBad[] = {{"cluster.toml", R"(# swarmplan: allow manager-count-lo because it is a test machine
[fra.a]
managers = 3
)"}};
constexpr SourceFile kGood[] = {{"cluster.toml", R"(# swarmplan: allow manager-count-low because it is a test machine
[fra.a]
managers = 1
)"}};

std::vector<Finding> check(const Facts& facts) {
  std::vector<Finding> findings;
  for (const Allowance& allowance : facts.cluster.allowances) {
    if (find_rule(allowance.rule)) continue;
    std::vector<std::string_view> names;
    for (const Rule* rule : all_rules()) names.push_back(rule->name);
    const std::string_view near = nearest(allowance.rule, names);
    findings.push_back(finding_at(
        Severity::warning, allowance.where, "",
        allowance.rule.empty()
            ? "this comment speaks to swarmplan but allows nothing"
            : fmt::format("this comment allows {}, which is no rule, so it silences nothing", allowance.rule),
        near.empty() ? "write # swarmplan: allow RULE because REASON; swarmplan explain lists the rules"
                     : fmt::format("did you mean {}?", near)));
  }
  return findings;
}

}  // namespace

const Rule allow_unknown_rule{
    "allow-unknown-rule",
    Severity::warning,
    Input::spec,
    "An allow comment names no rule",
    "A comment that silences nothing gives false comfort, and hides that a rule was renamed or mistyped.",
    "Write `# swarmplan: allow RULE because REASON` with a rule that `swarmplan explain` lists.",
    kBad,
    kGood,
    check,
};

}  // namespace planner
