// Restart policies that leave a slot empty when its node is lost.
#include <fmt/format.h>

#include "planner/rules/all.hpp"

namespace planner {
namespace {

constexpr SourceFile bad[] = {{"stack.yml", R"(version: "3.8"
services:
  api:
    image: registry.example/api:1
    deploy:
      replicas: 3
      restart_policy: { condition: none }
)"}};

constexpr SourceFile good[] = {{"stack.yml", R"(version: "3.8"
services:
  api:
    image: registry.example/api:1
    deploy:
      replicas: 3
      restart_policy: { condition: any }
)"}};

std::vector<Finding> check(const Facts& facts) {
  std::vector<Finding> findings;
  for (const StackFile& stack : facts.stack_files)
    for (const StackFileService& service : stack.services) {
      if (service.mode != "replicated" || service.replicas.value_or(1) < 2 || !service.restart_condition) continue;
      if (service.restart_condition->text != "none") continue;
      findings.push_back(
          {.severity = Severity::warning,
           .message = fmt::format("services.{} has {} replicas and condition none: a replica whose node is lost "
                                  "or drained is not replaced, and its place stays empty",
                                  service.name, *service.replicas),
           .file = stack.file,
           .where = service.restart_condition->where,
           .place = service.name,
           .help = "condition: any, or mode: replicated-job for what runs once"});
    }
  return findings;
}

}  // namespace

const Rule replica_not_replaced{
    .name = "replica-not-replaced",
    .severity = Severity::warning,
    .needs = Input::files,
    .summary = "several replicas whose restart policy replaces none of them",
    .why =
        "The policy decides whether a task is replaced, whatever ended it: also when its node went down or was "
        "drained. With `condition: none` the slot of each replica in a lost zone stays empty until the service is "
        "updated, and the service runs on with the 1, 2 … that are left.\n"
        "Source: https://github.com/moby/swarmkit/blob/master/manager/orchestrator/restart/restart.go",
    .fix = "Use condition: any (the default). What shall run once is a job: mode: replicated-job.",
    .bad = bad,
    .good = good,
    .check = check,
};

}  // namespace planner
