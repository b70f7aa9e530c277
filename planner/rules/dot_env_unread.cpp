// Values that Compose takes from .env, and docker stack deploy does not.
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

constexpr SourceFile bad[] = {{"cluster.toml", spec},
                              {"docker-compose.yml", R"(services:
  web:
    image: registry.example/web:${TAG}
)"},
                              {".env", "TAG=7\n"}};

constexpr SourceFile good[] = {{"cluster.toml", spec},
                               {"docker-compose.yml", R"(services:
  web:
    image: registry.example/web:7
)"},
                               {".env", "TAG=7\n"}};

std::vector<Finding> check(const Facts& facts) {
  const DotEnv& env = facts.cluster.dot_env;
  if (env.names.empty()) return {};
  return {
      {.severity = Severity::warning,
       .message = fmt::format("{} {} no value when the stack is deployed: Compose takes {} from {}, docker stack "
                              "deploy reads no such file",
                              fmt::join(env.names, ", "), env.names.size() == 1 ? "gets" : "get",
                              env.names.size() == 1 ? "it" : "them", env.file),
       .where = facts.cluster.compose.front().where,
       .help = fmt::format("--env-file {} puts the values in now; or export them in the shell that deploys: set -a; . "
                           "FILE; set +a",
                           env.file)}};
}

}  // namespace

const Rule dot_env_unread{
    .name = "dot-env-unread",
    .severity = Severity::warning,
    .needs = Input::spec,
    .summary = "variables of the compose files that stand in a .env, which docker stack deploy does not read",
    .why =
        "docker compose takes values for ${NAME} from the file .env beside the compose file. docker stack deploy takes "
        "them from its environment alone: what is not there is an empty text or the default, and only a line among the "
        "others says so.\n"
        "Source: https://docs.docker.com/compose/how-tos/environment-variables/variable-interpolation/",
    .fix = "Give the values when the plan is made, with --env-file .env, or to the shell that deploys.",
    .bad = bad,
    .good = good,
    .check = check,
};

}  // namespace planner
