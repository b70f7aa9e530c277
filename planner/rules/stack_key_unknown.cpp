// A key that neither Swarm nor the Compose Specification knows at its place.
#include <fmt/format.h>

#include "planner/rules/all.hpp"
#include "planner/rules/stack_troubles.hpp"

namespace planner {
namespace {

constexpr SourceFile bad[] = {{"stack.yml", R"(version: "3.8"
services:
  api:
    image: registry.example/api:1
    deploy:
      replica: 3
)"}};

constexpr SourceFile good[] = {{"stack.yml", R"(version: "3.8"
services:
  api:
    image: registry.example/api:1
    deploy:
      replicas: 3
)"}};

Finding word(const StackFile&, const StackTrouble& trouble) {
  const std::size_t dot = trouble.path.rfind('.');
  const bool extension = trouble.path.substr(dot == std::string::npos ? 0 : dot + 1).starts_with("x-");
  return {
      .message = fmt::format("{}: there is no such key here, and docker stack deploy refuses the file", trouble.path),
      .help = !trouble.detail.empty() ? fmt::format("did you mean {}?", trouble.detail)
              : extension ? "x- keys may stand at the top, in a service, a network, a volume, a secret and a config, "
                            "and nowhere else"
                          : "take it out, or move it to the place that knows it"};
}

std::vector<Finding> check(const Facts& facts) { return tell_troubles(facts, {StackTrouble::Kind::unknown}, word); }

}  // namespace

const Rule stack_key_unknown{
    .name = "stack-key-unknown",
    .severity = Severity::error,
    .needs = Input::files,
    .refused = true,
    .summary = "a key that docker stack deploy does not know where it stands",
    .why =
        "Every file is held against the schema of its version before anything is sent. One key that is not in it, and "
        "0 services are deployed: `Additional property replica is not allowed`. Seen on clients 20.10, 26.1 and 28.\n"
        "Source: https://github.com/docker/cli/tree/master/cli/compose/schema/data",
    .fix = "Mend the name, or move the key to where it belongs; what only people read goes below an x- key at the top.",
    .bad = bad,
    .good = good,
    .check = check,
};

}  // namespace planner
