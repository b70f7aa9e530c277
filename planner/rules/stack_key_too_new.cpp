// Keys that came with a later version of the format than the file says.
#include <fmt/format.h>

#include "planner/rules/all.hpp"
#include "planner/rules/stack_troubles.hpp"

namespace planner {
namespace {

constexpr SourceFile bad[] = {{"stack.yml", R"(version: "3.7"
services:
  api:
    image: registry.example/api:1
    deploy:
      placement:
        max_replicas_per_node: 1
)"}};

constexpr SourceFile good[] = {{"stack.yml", R"(version: "3.8"
services:
  api:
    image: registry.example/api:1
    deploy:
      placement:
        max_replicas_per_node: 1
)"}};

Finding word(const StackFile& stack, const StackTrouble& trouble) {
  return {.message = fmt::format(
              "{} came with version 3.{} of the format, and this file says 3.{}: docker stack deploy refuses it",
              trouble.path, trouble.since, stack.version),
          .help = fmt::format("version: \"3.{}\"", trouble.since)};
}

std::vector<Finding> check(const Facts& facts) { return tell_troubles(facts, {StackTrouble::Kind::too_new}, word); }

}  // namespace

const Rule stack_key_too_new{
    .name = "stack-key-too-new",
    .severity = Severity::error,
    .needs = Input::files,
    .refused = true,
    .summary = "a key that is newer than the version that the file says",
    .why =
        "`version` chooses the schema, and a key that came later is refused like one that never was. Client 20.10 "
        "knows 3.0 to 3.9 and refuses a file without `version`; 26.1 knows 3.12, 28 knows 3.13, and both take a "
        "missing `version` for the newest. \"3.8\" is taken by all of them.\n"
        "Source: https://github.com/docker/cli/tree/master/cli/compose/schema/data",
    .fix = "Raise `version` to the number that the message names, or take the key out.",
    .bad = bad,
    .good = good,
    .check = check,
};

}  // namespace planner
