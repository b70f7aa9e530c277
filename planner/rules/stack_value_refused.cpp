// Values that only the engine, or the client halfway through, refuses.
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
      restart_policy:
        condition: always
)"}};

constexpr SourceFile good[] = {{"stack.yml", R"(version: "3.8"
services:
  api:
    image: registry.example/api:1
    deploy:
      restart_policy:
        condition: any
)"}};

Finding word(const StackFile&, const StackTrouble& trouble) {
  return {
      .message = fmt::format("{} has to be {}: the service is refused, after networks, secrets and configs have been "
                             "made",
                             trouble.path, trouble.detail),
      .help = "write the form that is asked for; docker stack config does not tell"};
}

std::vector<Finding> check(const Facts& facts) { return tell_troubles(facts, {StackTrouble::Kind::ill_formed}, word); }

}  // namespace

const Rule stack_value_refused{
    .name = "stack-value-refused",
    .severity = Severity::error,
    .needs = Input::files,
    .refused = true,
    .summary = "a value that deploying stops at halfway",
    .why =
        "The client's schema lets these through, `docker stack config` too; the service is refused when the "
        "networks, secrets and configs of the file, and the services before it, have already been made. Deploying "
        "is not one step: half a stack stays. So with `condition: always` (docker compose's word; Swarm's is any), "
        "a mode that is none, memory under 4 MiB, an image in upper case. Seen on engines 20.10, 26.1 and 28.\n"
        "Source: https://github.com/moby/moby/blob/master/daemon/cluster/convert/service.go, "
        "https://github.com/moby/swarmkit/blob/master/manager/controlapi/service.go",
    .fix = "Write one of the words or the form that the message names.",
    .bad = bad,
    .good = good,
    .check = check,
};

}  // namespace planner
