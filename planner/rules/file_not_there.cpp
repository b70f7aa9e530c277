// Env files that a stack names and that are not there now.
#include <fmt/format.h>

#include "planner/rules/all.hpp"
#include "planner/stack/key_shapes.hpp"

namespace planner {
namespace {

constexpr std::string_view stack_file = R"(version: "3.8"
services:
  api:
    image: registry.example/api:1
    env_file: api.env
)";

constexpr SourceFile bad[] = {{"stack.yml", stack_file}};

constexpr SourceFile good[] = {{"stack.yml", stack_file}, {"api.env", "LEVEL=debug\n"}};

std::vector<Finding> check(const Facts& facts) {
  std::vector<Finding> findings;
  for (const StackFile& stack : facts.stack_files)
    for (const StackEnvFile& file : stack.env_files)
      if (!file.there)
        findings.push_back(
            {.severity = Severity::info,
             .message = fmt::format("services.{}.env_file: there is no plain file {}: docker stack deploy stops "
                                    "before it makes anything until it is",
                                    file.service, shortened(file.path)),
             .file = stack.file,
             .where = file.where,
             .place = file.service,
             .help = "put it beside the stack file before you deploy; with -c - paths begin where docker "
                     "runs"});
  return findings;
}

}  // namespace

const Rule file_not_there{
    .name = "file-not-there",
    .severity = Severity::info,
    .needs = Input::files,
    .summary = "an env file that is not beside the stack file now",
    .why =
        "docker stack deploy reads env files before anything else, and ends when one is missing (no such file or "
        "directory). It may be made later, by what deploys: so this is told and no error.\n"
        "Source: https://github.com/docker/cli/blob/master/cli/compose/loader/loader.go; seen on engines 20.10 and 28",
    .fix = "Commit the file, or make it in the job that deploys.",
    .bad = bad,
    .good = good,
    .check = check,
};

}  // namespace planner
