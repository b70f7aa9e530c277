// A service without an image.
#include <fmt/format.h>

#include "planner/rules/all.hpp"

namespace planner {
namespace {

constexpr SourceFile bad[] = {{"stack.yml", R"(version: "3.8"
services:
  api:
    init: true
)"}};

constexpr SourceFile good[] = {{"stack.yml", R"(version: "3.8"
services:
  api:
    image: registry.example/api:1
)"}};

std::vector<Finding> check(const Facts& facts) {
  std::vector<Finding> findings;
  for (const StackFile& stack : facts.stack_files)
    for (const StackFileService& service : stack.services) {
      if (service.image) continue;
      findings.push_back(
          {.message = fmt::format("services.{} has no image, and Swarm builds none: the service is refused "
                                  "unless another file of the same deployment names one",
                                  service.name),
           .file = stack.file,
           .where = service.where,
           .place = service.name,
           .help = "image: a registry that every node reaches, with the tag that was pushed"});
    }
  return findings;
}

}  // namespace

const Rule image_missing{
    .name = "image-missing",
    .severity = Severity::error,
    .needs = Input::files,
    .refused = true,
    .summary = "a service without an image",
    .why =
        "`docker stack deploy` does nothing with `build`: each node pulls the image that `image` names, and a "
        "service without one is refused (no image specified), after the networks have been made. `docker stack "
        "config` does not tell.\n"
        "Source: https://github.com/docker/cli/blob/master/cli/command/stack/deploy_composefile.go; seen on "
        "engines 20.10, 26.1 and 28",
    .fix = "Build and push the image, then name it: image: registry.example/shop/api:1.4.",
    .bad = bad,
    .good = good,
    .check = check,
};

}  // namespace planner
