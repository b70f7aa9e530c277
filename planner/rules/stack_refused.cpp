// Stack files whose placement has a shape that `docker stack deploy` does not take.
#include "planner/rules/all.hpp"

namespace planner {
namespace {

constexpr SourceFile bad[] = {{"stack.yml", R"(version: "3.8"
services:
  api:
    image: registry.example/api:1
    deploy:
      placement:
        constraints: node.labels.zone == fra-a
)"}};

constexpr SourceFile good[] = {{"stack.yml", R"(version: "3.8"
services:
  api:
    image: registry.example/api:1
    deploy:
      placement:
        constraints:
          - node.labels.zone == fra-a
)"}};

std::vector<Finding> check(const Facts& facts) {
  std::vector<Finding> findings;
  for (const StackFile& stack : facts.stack_files)
    for (Finding finding : stack.refused) {
      finding.file = stack.file;
      finding.help = "see the example of swarmplan explain stack-refused";
      findings.push_back(std::move(finding));
    }
  return findings;
}

}  // namespace

const Rule stack_refused{
    .name = "stack-refused",
    .severity = Severity::error,
    .needs = Input::files,
    .summary = "a stack file whose services or placement docker stack deploy refuses",
    .why =
        "`docker stack deploy` holds every file against a schema before it sends anything: `services`, a service, "
        "`deploy` and `placement` are mappings, `constraints` is a list of strings, `preferences` a list of mappings "
        "with `spread`. One wrong shape and 0 services are deployed. What is judged here is the way down to "
        "the placement, not yet the rest of the file.\n"
        "Source: https://github.com/docker/cli/tree/master/cli/compose/schema/data",
    .fix = "Give the key the shape that the message names. `docker stack config -c FILE` shows how Docker reads it.",
    .bad = bad,
    .good = good,
    .check = check,
};

}  // namespace planner
