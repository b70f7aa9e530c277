// Dollar signs that deploying replaces, or stumbles over.
#include <fmt/format.h>

#include "planner/rules/all.hpp"
#include "planner/rules/stack_troubles.hpp"

namespace planner {
namespace {

constexpr SourceFile bad[] = {{"stack.yml", R"(version: "3.8"
services:
  api:
    image: registry.example/api:1
    environment:
      PRICE: 5$
    labels:
      login: admin:$apr1$Jy8sTk0q$JvAcH8pWcmGXTuF1YnvQH1
)"}};

constexpr SourceFile good[] = {{"stack.yml", R"(version: "3.8"
services:
  api:
    image: registry.example/api:1
    environment:
      PRICE: 5$$
    labels:
      login: admin:$$apr1$$Jy8sTk0q$$JvAcH8pWcmGXTuF1YnvQH1
)"}};

Finding word(const StackFile&, const StackTrouble& trouble) {
  if (trouble.kind == StackTrouble::Kind::malformed_dollar)
    return {.message = fmt::format("{}: \"{}\" begins no variable, and docker stack deploy refuses the file",
                                   trouble.path, trouble.detail),
            .help = "write $$ for a dollar sign; a variable is $NAME, ${NAME}, ${NAME:-word} or ${NAME:?word}"};
  return {.severity = Severity::warning,
          .message = fmt::format(
              "{}: {} is replaced where the stack is deployed, mostly by nothing, and does not reach the container",
              trouble.path, trouble.detail),
          .help = "write $$ for a dollar sign that the container shall see"};
}

std::vector<Finding> check(const Facts& facts) {
  return tell_troubles(facts, {StackTrouble::Kind::malformed_dollar, StackTrouble::Kind::lost_dollar}, word);
}

}  // namespace

const Rule dollar_unescaped{
    .name = "dollar-unescaped",
    .severity = Severity::error,
    .needs = Input::files,
    .refused = true,
    .summary = "a dollar sign that deploying replaces or refuses",
    .why =
        "Every $NAME and ${NAME} in values is replaced from the environment of whoever deploys, before anything else "
        "is read; a name that is not set becomes nothing. What begins no variable (5$, $1, ${A+b}) refuses the file: "
        "an error. A warning is given where the dollar was hardly meant so: the hash of a password ($apr1$…), of which "
        "two thirds vanish, and a command that uses $NAME in a service that sets NAME for its container.\n"
        "Source: https://github.com/docker/cli/blob/master/cli/compose/template/template.go",
    .fix = "Write $$ where the container shall see one $.",
    .bad = bad,
    .good = good,
    .check = check,
};

}  // namespace planner
