// Numbers that are planned with and hold a variable.
#include <fmt/format.h>

#include "planner/rules/all.hpp"

namespace planner {
namespace {

constexpr std::string_view spec = R"([fra]
a = { managers = 1, workers = 2 }
b = { managers = 1, workers = 2 }
c = { managers = 1, workers = 2 }

[stack]
compose = "docker-compose.yml"
)";

constexpr SourceFile bad[] = {{"cluster.toml", spec}, {"docker-compose.yml", R"(services:
  web:
    image: registry.example/web:1
    deploy:
      replicas: ${WEB_REPLICAS}
)"}};

constexpr SourceFile good[] = {{"cluster.toml", spec}, {"docker-compose.yml", R"(services:
  web:
    image: registry.example/web:1
    deploy:
      replicas: 6
)"}};

std::string taken_for(const DeployTimeValue& value) {
  if (!value.assumed.empty()) return fmt::format("all is judged for its default, {}", value.assumed);
  if (value.key == "deploy.replicas") return "all is judged for 1";
  return "all is judged as if it were not there";
}

std::vector<Finding> check(const Facts& facts) {
  std::vector<Finding> findings;
  for (const Service& service : facts.cluster.services)
    for (const DeployTimeValue& value : service.at_deploy)
      findings.push_back(
          {.severity = value.assumed.empty() ? Severity::warning : Severity::info,
           .message = fmt::format("{}: {} is {} ({}:{}), known at deploy time only: {}", service.name, value.key,
                                  value.written, value.file, value.where.line, taken_for(value)),
           .where = service.where,
           .place = service.name,
           .help = "--env-file FILE or --interpolate gives the value now; or write the number, here or in the spec"});
  return findings;
}

}  // namespace

const Rule value_known_at_deploy{
    .name = "value-known-at-deploy",
    .severity = Severity::warning,
    .needs = Input::spec,
    .summary = "replicas, reservations or a limit per node that a compose file writes as a variable",
    .why =
        "Whether all tasks have a place, and what a failure leaves of them, is counted from replicas, reservations and "
        "max_replicas_per_node. One that is a variable gets its value when the stack is deployed, on whichever machine "
        "that is. What is told of the service holds for the number that is judged for, and for no other. A warning "
        "where the variable has no default, else a hint.",
    .fix = "Give the value when the plan is made, or write the number into the file or into [services.NAME].",
    .bad = bad,
    .good = good,
    .check = check,
};

}  // namespace planner
