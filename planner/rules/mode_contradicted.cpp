// Keys of deploy that its mode does not go with.
#include <fmt/format.h>

#include "planner/rules/all.hpp"

namespace planner {
namespace {

constexpr SourceFile bad[] = {{"stack.yml", R"(version: "3.8"
services:
  api:
    image: registry.example/api:1
    deploy:
      mode: global
      replicas: 3
)"}};

constexpr SourceFile good[] = {{"stack.yml", R"(version: "3.8"
services:
  api:
    image: registry.example/api:1
    deploy:
      mode: global
)"}};

std::vector<Finding> check(const Facts& facts) {
  std::vector<Finding> findings;
  for (const StackFile& stack : facts.stack_files)
    for (const StackFileService& service : stack.services) {
      const auto tell = [&](SourceRange where, std::string message, std::string help) {
        findings.push_back({.message = std::move(message),
                            .file = stack.file,
                            .where = where,
                            .place = service.name,
                            .help = std::move(help)});
      };
      const bool job = service.mode.ends_with("-job");
      if (service.mode.starts_with("global") && service.replicas.value_or(0) > 0)
        tell(*service.replicas_where,
             fmt::format("services.{} is {} and asks for {} replicas: docker stack deploy refuses it", service.name,
                         service.mode, *service.replicas),
             "leave replicas out: a global service has one task on each node that its constraints admit");
      if (job && service.update_config)
        tell(*service.update_config,
             fmt::format("services.{} is a {} and has an update_config: the engine refuses it", service.name,
                         service.mode),
             "leave update_config out: a job is run anew, not updated");
    }
  return findings;
}

}  // namespace

const Rule mode_contradicted{
    .name = "mode-contradicted",
    .severity = Severity::error,
    .needs = Input::files,
    .refused = true,
    .summary = "replicas with a global mode, or update_config with a job",
    .why =
        "A global service has as many tasks as there are nodes, so `replicas` is refused with it; a job ends and "
        "is never updated, so `update_config` is (`Jobs may not have an update config`). `docker stack config` "
        "takes both. Client 20.10 knows no jobs and calls their mode unknown.\n"
        "Source: https://github.com/docker/cli/blob/master/cli/compose/convert/service.go; seen on engines 20.10, "
        "26.1 and 28",
    .fix = "Take out the key that the message names, or change `mode`.",
    .bad = bad,
    .good = good,
    .check = check,
};

}  // namespace planner
