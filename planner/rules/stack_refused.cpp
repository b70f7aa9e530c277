// Values whose type or form `docker stack deploy` does not take.
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

Finding word(const StackFile&, const StackTrouble& trouble) {
  return {.message = fmt::format("{} has to be {}: docker stack deploy refuses the file", trouble.path, trouble.detail),
          .help = "docker stack config -c FILE shows how Docker reads it"};
}

std::vector<Finding> check(const Facts& facts) {
  std::vector<Finding> findings = tell_troubles(facts, {StackTrouble::Kind::misshapen}, word);
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
    .refused = true,
    .summary = "a value of a stack file that docker stack deploy refuses",
    .why =
        "`docker stack deploy` holds every file against a schema before it sends anything: each key wants a text, a "
        "number, a list or a mapping, some a form (1m30s, 8080:80), and some lists take no value twice. `version` is a "
        "text, and 3.8 without quotes is none; `published` is a number, and \"8080\" is none. One wrong value and 0 "
        "services are deployed. A value with a variable is not judged: what it holds is known when deploying. Before "
        "the schema comes the reader of YAML: it knows %YAML 1.1 alone, and from 28 on no key twice, << neither.\n"
        "Source: https://github.com/docker/cli/tree/master/cli/compose/schema/data",
    .fix = "Give the key the shape that the message names. `docker stack config -c FILE` shows how Docker reads it.",
    .bad = bad,
    .good = good,
    .check = check,
};

}  // namespace planner
