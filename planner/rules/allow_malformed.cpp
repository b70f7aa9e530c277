// A comment that is addressed to swarmplan and does not say what it wants.
#include <fmt/format.h>

#include "planner/rules/all.hpp"
#include "planner/rules/allowances_of.hpp"

namespace planner {
namespace {

constexpr SourceFile bad[] = {{"cluster.toml", R"([fra]  # swarmplan: ignore region-single-zone
a = { managers = 3 }
)"}};

constexpr SourceFile good[] = {{"cluster.toml", R"([fra]  # swarmplan: allow region-single-zone because it is a witness
a = { managers = 3 }
)"}};

std::vector<Finding> check(const Facts& facts) {
  std::vector<Finding> findings;
  for (const auto& [allowance, file] : allowances_of(facts)) {
    if (!allowance->rule.empty()) continue;
    findings.push_back({.severity = Severity::warning,
                        .message = fmt::format("\"{}\" silences nothing: it is not of the form # swarmplan: allow RULE "
                                               "because REASON",
                                               allowance->text),
                        .file = file,
                        .where = allowance->where,
                        .help = "write # swarmplan: allow RULE because REASON, all on one line, or start the comment "
                                "with another word"});
  }
  return findings;
}

}  // namespace

const Rule allow_malformed{
    .name = "allow-malformed",
    .severity = Severity::warning,
    .needs = Input::any,
    .summary = "a comment that starts like an allow comment and is none",
    .why =
        "A comment that begins with `# swarmplan:` but goes on in another way silences 0 findings. Were it passed "
        "over without a word, it would be taken for one that works.",
    .fix =
        "`# swarmplan: allow RULE because REASON`, in lower case, on the line of the finding or on the line above. "
        "One comment allows one rule.",
    .bad = bad,
    .good = good,
    .check = check,
};

}  // namespace planner
