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

std::optional<Finding> never_replaced(const StackFileService& service) {
  if (service.mode != "replicated" || service.replicas.value_or(1) < 2 || !service.restart_condition) return {};
  if (service.restart_condition->text != "none") return {};
  return Finding{.message = fmt::format("services.{} has {} replicas and condition none: a replica whose node is lost "
                                        "or drained is not replaced, and its place stays empty",
                                        service.name, *service.replicas),
                 .where = service.restart_condition->where,
                 .help = "condition: any, or mode: replicated-job for what runs once"};
}

std::optional<Finding> given_up(const StackFileService& service) {
  if (service.mode != "replicated" || service.max_attempts.value_or(0) == 0 || service.restart_window) return {};
  if (service.restart_condition && service.restart_condition->text == "none") return {};
  return Finding{.message = fmt::format(
                     "services.{} replaces each replica {} at most until it is updated: a drained or lost node "
                     "counts as a crash does, and after that the place stays empty",
                     service.name,
                     *service.max_attempts == 1 ? std::string("once") : fmt::format("{} times", *service.max_attempts)),
                 .where = *service.max_attempts_where,
                 .help =
                     "deploy.restart_policy with a window, such as window: 10m, so that only attempts within it count; "
                     "or no limit"};
}

std::vector<Finding> check(const Facts& facts) {
  std::vector<Finding> findings;
  for (const StackFile& stack : facts.stack_files)
    for (const StackFileService& service : stack.services)
      for (std::optional<Finding> finding : {never_replaced(service), given_up(service)}) {
        if (!finding) continue;
        finding->severity = Severity::warning;
        finding->file = stack.file;
        finding->place = service.name;
        findings.push_back(std::move(*finding));
      }
  return findings;
}

}  // namespace

const Rule replica_not_replaced{
    .name = "replica-not-replaced",
    .severity = Severity::warning,
    .needs = Input::files,
    .summary = "a restart policy that leaves the place of a lost replica empty",
    .why =
        "The policy decides whether a task is replaced, whatever ended it: also when its node went down or was "
        "drained. With `condition: none` the slot of each replica in a lost zone stays empty until the service is "
        "updated, and the service runs on with the 1, 2 … that are left. With max_attempts and no window the same "
        "comes later: every replacement of a "
        "replica counts for as long as the service is not updated, those after a drain or a lost node too. With "
        "max_attempts: 1 two drains of its node leave nothing; seen on engines 20.10 and 28.\n"
        "Source: https://github.com/moby/swarmkit/blob/master/manager/orchestrator/restart/restart.go",
    .fix = "Use condition: any (the default). What shall run once is a job: mode: replicated-job.",
    .bad = bad,
    .good = good,
    .check = check,
};

}  // namespace planner
