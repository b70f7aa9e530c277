// Env files whose values are not what Compose makes of them.
#include <fmt/format.h>

#include <algorithm>

#include "planner/rules/all.hpp"
#include "planner/rules/wording.hpp"
#include "planner/stack/key_shapes.hpp"

namespace planner {
namespace {

constexpr std::string_view stack_file = R"(version: "3.8"
services:
  api:
    image: registry.example/api:1
    env_file: api.env
)";

constexpr SourceFile bad[] = {{"stack.yml", stack_file}, {"api.env", "GREETING=\"good day\"\n"}};

constexpr SourceFile good[] = {{"stack.yml", stack_file}, {"api.env", "GREETING=good day\n"}};

std::string names_of(const StackEnvFile& file) {
  std::vector<std::string> names;
  for (const std::string& name : file.literal) names.push_back(shortened(name));
  if (file.literals > names.size()) names.push_back(fmt::format("{} more", file.literals - names.size()));
  return enumerate(names);
}

std::vector<Finding> check(const Facts& facts) {
  std::vector<Finding> findings;
  for (const StackFile& stack : facts.stack_files)
    for (const StackEnvFile& file : stack.env_files)
      if (file.literals > 0)
        findings.push_back(
            {.severity = Severity::warning,
             .message =
                 fmt::format("services.{}.env_file: of {} in {} the container gets all that stands behind the =, "
                             "quotes, $NAME and # too, where Compose would read them",
                             file.service, names_of(file), shortened(file.path)),
             .file = stack.file,
             .where = file.where,
             .place = file.service,
             .help = "write the bare value; or plan with [stack] compose, which reads the file as Compose does"});
  return findings;
}

}  // namespace

const Rule env_file_literal{
    .name = "env-file-literal",
    .severity = Severity::warning,
    .needs = Input::files,
    .summary = "an env file with quotes, variables or comments behind values",
    .why =
        "To docker stack deploy an env file is NAME=value and nothing else: NAME=\"a b\" gives the container the "
        "quotes "
        "too, NAME=$HOME/x a dollar sign, NAME=a # b the comment. docker compose reads the same file as a shell would, "
        "so what worked there breaks in the Swarm, without a word. Judged where the file is beside the stack file.\n"
        "Source: https://github.com/docker/cli/blob/master/pkg/kvfile/kvfile.go; seen on engines 20.10 and 28",
    .fix =
        "Write the value as the container shall have it, without quotes. A value of several lines goes into a config.",
    .bad = bad,
    .good = good,
    .check = check,
};

}  // namespace planner
