// How to update what is never updated.
#include <fmt/format.h>

#include "planner/rules/all.hpp"

namespace planner {
namespace {

constexpr std::string_view compose = R"(services:
  migrate:
    image: registry.example/migrate:1
    deploy:
      mode: replicated-job
)";

constexpr SourceFile bad[] = {{"cluster.toml", R"([fra]
a = { managers = 1, workers = 2 }
b = { managers = 1, workers = 2 }
c = { managers = 1, workers = 2 }

[stack]
compose = "docker-compose.yml"

[services.migrate]
update = { order = "start-first" }
)"},
                              {"docker-compose.yml", compose}};

constexpr SourceFile good[] = {{"cluster.toml", R"([fra]
a = { managers = 1, workers = 2 }
b = { managers = 1, workers = 2 }
c = { managers = 1, workers = 2 }

[stack]
compose = "docker-compose.yml"

[services.migrate]
restart = { condition = "on-failure" }
)"},
                               {"docker-compose.yml", compose}};

std::vector<Finding> check(const Facts& facts) {
  std::vector<Finding> findings;
  for (const Service& service : facts.cluster.services) {
    if (!service.job || (!service.update && !service.rollback)) continue;
    findings.push_back({.severity = Severity::warning,
                        .message = fmt::format("{} is a job and has {}: no engine updates a job, so the stack is "
                                               "written without",
                                               service.name,
                                               !service.rollback ? "`update`"
                                               : !service.update ? "`rollback`"
                                                                 : "`update` and `rollback`"),
                        .where = service.where,
                        .place = service.name,
                        .help = "leave it out: a job of a new version is run anew"});
  }
  return findings;
}

}  // namespace

const Rule update_of_job{
    .name = "update-of-job",
    .severity = Severity::warning,
    .needs = Input::spec,
    .summary = "update or rollback of a service that is a job",
    .why =
        "A job ends, and what has ended is not updated: deploying it again runs all of it anew, at most as many tasks "
        "at 1 time as it has replicas. Engines refuse an update_config on a job (Jobs may not have an update config), "
        "so that of the spec is left out of the stack.\n"
        "Source: https://github.com/moby/swarmkit/blob/master/manager/controlapi/service.go; seen on engines 26.1 and "
        "28",
    .fix = "Take `update` and `rollback` out of the service, or the job's mode out of the compose file.",
    .bad = bad,
    .good = good,
    .check = check,
};

}  // namespace planner
