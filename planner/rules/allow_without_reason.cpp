// An allow comment that does not say why.
#include <fmt/format.h>

#include "planner/rules/all.hpp"
#include "planner/rules/allowances_of.hpp"

namespace planner {
namespace {

constexpr SourceFile bad[] = {{"cluster.toml", R"(# swarmplan: allow manager-count-even
[fra]
a = { managers = 3 }
)"}};

constexpr SourceFile good[] = {
    {"cluster.toml", R"(# swarmplan: allow manager-count-even because the fifth machine comes in May
[fra]
a = { managers = 3 }
)"}};

std::vector<Finding> check(const Facts& facts) {
  std::vector<Finding> findings;
  for (const auto& [allowance, file] : allowances_of(facts)) {
    if (allowance->rule.empty() || !allowance->reason.empty()) continue;
    findings.push_back(
        {.severity = Severity::warning,
         .message = fmt::format("{} is allowed without a reason, so it is told all the same", allowance->rule),
         .file = file,
         .where = allowance->where,
         .help = fmt::format("# swarmplan: allow {} because REASON", allowance->rule)});
  }
  return findings;
}

}  // namespace

const Rule allow_without_reason{
    .name = "allow-without-reason",
    .severity = Severity::warning,
    .needs = Input::any,
    .summary = "an allow comment gives no reason",
    .why =
        "Whoever reads the file next cannot tell a decision from a shortcut without the reason. A comment without "
        "`because` and at least 1 word behind it silences 0 findings.",
    .fix = "Write behind the rule: because REASON. If there is none, mend what the finding names.",
    .bad = bad,
    .good = good,
    .check = check,
};

}  // namespace planner
