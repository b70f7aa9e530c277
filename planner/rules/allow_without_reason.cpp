#include <fmt/format.h>

#include "planner/rules/all.hpp"
#include "planner/rules/places.hpp"

namespace planner {
namespace {

constexpr SourceFile kBad[] = {{"cluster.toml", R"(# swarmplan: allow region-single-zone
[fra.a]
managers = 3
)"}};
constexpr SourceFile kGood[] = {{"cluster.toml", R"(# swarmplan: allow region-single-zone because the provider has one
[fra.a]
managers = 3
)"}};

std::vector<Finding> check(const Facts& facts) {
  std::vector<Finding> findings;
  for (const Allowance& allowance : facts.cluster.allowances) {
    if (!find_rule(allowance.rule) || !allowance.reason.empty()) continue;
    findings.push_back(
        finding_at(Severity::warning, allowance.where, "",
                   fmt::format("this comment allows {} without a reason, so it silences nothing", allowance.rule),
                   fmt::format("write # swarmplan: allow {} because …", allowance.rule)));
  }
  return findings;
}

}  // namespace

const Rule allow_without_reason{
    "allow-without-reason",
    Severity::warning,
    Input::spec,
    "An allow comment gives no reason",
    "Who reads the file next year must know whether the exception still holds. Without a reason the comment silences "
    "nothing.",
    "Write `# swarmplan: allow RULE because REASON`.",
    kBad,
    kGood,
    check,
};

}  // namespace planner
