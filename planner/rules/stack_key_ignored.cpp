// Keys that docker stack deploy takes and does nothing with.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "planner/rules/all.hpp"
#include "planner/rules/stack_troubles.hpp"

namespace planner {
namespace {

constexpr SourceFile bad[] = {{"stack.yml", R"(version: "3.8"
services:
  api:
    image: registry.example/api:1
    privileged: true
    depends_on: [db]
  db:
    image: postgres:16
)"}};

constexpr SourceFile good[] = {{"stack.yml", R"(version: "3.8"
services:
  api:
    image: registry.example/api:1
    cap_add: [NET_ADMIN]
  db:
    image: postgres:16
)"}};

using Kind = StackTrouble::Kind;

/// Whose loss changes nothing that runs.
constexpr std::array<std::string_view, 4> harmless{"services.*.build", "services.*.container_name", "services.*.expose",
                                                   "services.*.restart"};

Finding word(const StackFile&, const StackTrouble& trouble) {
  if (trouble.pattern == "services.*.restart")
    return {.severity = Severity::info,
            .message = fmt::format("{}: docker stack deploy says that it ignores this, and obeys it where "
                                   "deploy.restart_policy is not given",
                                   trouble.path),
            .help = instead_of(trouble)};
  const bool small = std::ranges::find(harmless, trouble.pattern) != harmless.end();
  return {.severity = small ? Severity::info : Severity::warning,
          .message =
              fmt::format("{} has no effect: docker stack deploy {}", trouble.path,
                          trouble.kind == Kind::ignored ? "passes over it without a word" : "warns and leaves it out"),
          .help = instead_of(trouble)};
}

std::vector<Finding> check(const Facts& facts) {
  return tell_troubles(facts, {Kind::warned, Kind::deprecated, Kind::ignored}, word);
}

}  // namespace

const Rule stack_key_ignored{
    .name = "stack-key-ignored",
    .severity = Severity::warning,
    .needs = Input::files,
    .summary = "a key that docker stack deploy leaves out, with a warning or without a word",
    .why =
        "16 keys of a service give one line of warning that scrolls by; depends_on, tmpfs and fixed addresses give "
        "none. What runs then lacks what the file says: no privileges, no devices, no order of start, no /run in "
        "memory. build, container_name and expose are told as hints, for nothing that runs depends on them; so is "
        "restart, which is obeyed in spite of the warning. Read back from engines 20.10, 26.1 and 28.\n"
        "Source: https://github.com/docker/cli/blob/master/cli/compose/types/types.go",
    .fix = "Write the form that the message names, or take the key out, so that the file says what runs.",
    .bad = bad,
    .good = good,
    .check = check,
};

}  // namespace planner
