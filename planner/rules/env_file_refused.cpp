// Env files with a line that docker stack deploy does not take.
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

constexpr SourceFile bad[] = {{"stack.yml", stack_file}, {"api.env", "export LEVEL=debug\n"}};

constexpr SourceFile good[] = {{"stack.yml", stack_file}, {"api.env", "LEVEL=debug\n"}};

std::vector<Finding> check(const Facts& facts) {
  std::vector<Finding> findings;
  for (const StackFile& stack : facts.stack_files)
    for (const StackEnvFile& file : stack.env_files)
      if (file.refused_line > 0)
        findings.push_back({.message = fmt::format("services.{}.env_file: line {} of {} {}, and docker stack deploy "
                                                   "stops there: nothing is deployed",
                                                   file.service, file.refused_line, shortened(file.path), file.refused),
                            .file = stack.file,
                            .where = file.where,
                            .place = file.service,
                            .help = "NAME=value on a line, without blanks before the = and without export"});
  return findings;
}

}  // namespace

const Rule env_file_refused{
    .name = "env-file-refused",
    .severity = Severity::error,
    .needs = Input::files,
    .refused = true,
    .summary = "an env file with a line that is no NAME=value",
    .why =
        "docker stack deploy takes NAME=value, NAME alone for what its own shell has, and lines that begin with #. A "
        "blank in the name, as export NAME=value and NAME = value have, an empty name, bytes that are no UTF-8 and "
        "lines of 64 KiB end it before anything is made (variable 'export LEVEL' contains whitespaces); Compose reads "
        "more forms. Judged where the file is beside the stack file.\n"
        "Source: https://github.com/docker/cli/blob/master/pkg/kvfile/kvfile.go; seen on 20.10 and 28",
    .fix = "Write NAME=value, without blanks around the =, without export and without quotes.",
    .bad = bad,
    .good = good,
    .check = check,
};

}  // namespace planner
