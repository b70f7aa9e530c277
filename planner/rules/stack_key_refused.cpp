// Keys of docker compose that docker stack deploy refuses.
#include <fmt/format.h>

#include "planner/rules/all.hpp"
#include "planner/rules/stack_troubles.hpp"

namespace planner {
namespace {

constexpr SourceFile bad[] = {{"stack.yml", R"(version: "3.8"
services:
  api:
    image: registry.example/api:1
    mem_limit: 512m
    profiles: [debug]
)"}};

constexpr SourceFile good[] = {{"stack.yml", R"(version: "3.8"
services:
  api:
    image: registry.example/api:1
    deploy:
      resources:
        limits:
          memory: 512M
)"}};

Finding word(const StackFile&, const StackTrouble& trouble) {
  return {.message = fmt::format("{}: docker compose knows this key, docker stack deploy refuses the file for it",
                                 trouble.path),
          .help = instead_of(trouble)};
}

std::vector<Finding> check(const Facts& facts) { return tell_troubles(facts, {StackTrouble::Kind::refused}, word); }

}  // namespace

const Rule stack_key_refused{
    .name = "stack-key-refused",
    .severity = Severity::error,
    .needs = Input::files,
    .refused = true,
    .summary = "a key of docker compose for which docker stack deploy refuses the file",
    .why =
        "docker stack deploy does not read the Compose Specification but format 3.0 to 3.13, frozen before it. "
        "`profiles`, `name`, `platform`, `pull_policy`, `include` and many more are in the one and not in the "
        "other; mem_limit, cpus and their kin had moved to `deploy.resources`. With one of them 0 services are "
        "deployed. Each was tried on clients 20.10, 26.1 and 28.\n"
        "Source: https://github.com/docker/cli/tree/master/cli/compose/schema/data",
    .fix = "Write the form that the message names. `swarmplan stack` does it for a whole compose file.",
    .bad = bad,
    .good = good,
    .check = check,
};

}  // namespace planner
