// Files that are too large, or empty, for the secret or config that is made from them.
#include <fmt/format.h>

#include "planner/rules/all.hpp"
#include "planner/stack/key_shapes.hpp"
#include "planner/swarm/names.hpp"

namespace planner {
namespace {

constexpr std::string_view stack_file = R"(version: "3.8"
services:
  api:
    image: registry.example/api:1
    configs: [routes]
configs:
  routes:
    name: routes-${VERSION}
    file: routes.txt
)";

constexpr SourceFile bad[] = {{"stack.yml", stack_file}, {"routes.txt", ""}};

constexpr SourceFile good[] = {{"stack.yml", stack_file}, {"routes.txt", "/ api\n"}};

void check_objects(const StackFile& stack, std::string_view section, const std::vector<StackObject>& objects,
                   std::size_t most, std::vector<Finding>& findings) {
  for (const StackObject& object : objects) {
    if (!object.bytes || (*object.bytes > 0 && *object.bytes <= most)) continue;
    findings.push_back({.message = fmt::format(
                            "{}.{}: {} has {} bytes, and Swarm takes 1 to {}: deploying stops there, its networks made",
                            section, object.key, shortened(object.file->text), *object.bytes, most),
                        .file = stack.file,
                        .where = object.file->where,
                        .help = *object.bytes == 0 ? "put the content there, or leave the object out"
                                                   : "cut it in several, or put it into the image or a volume"});
  }
}

std::vector<Finding> check(const Facts& facts) {
  std::vector<Finding> findings;
  for (const StackFile& stack : facts.stack_files) {
    check_objects(stack, "secrets", stack.secrets, kLargestSecret, findings);
    check_objects(stack, "configs", stack.configs, kLargestConfig, findings);
  }
  return findings;
}

}  // namespace

const Rule content_refused{
    .name = "content-refused",
    .severity = Severity::error,
    .needs = Input::files,
    .refused = true,
    .summary = "a secret or config whose file is empty or too large",
    .why =
        "Secrets and configs are part of the managers' log, so Swarm holds them small: a secret has 1 to 511999 bytes, "
        "a config 1 to 1023999. One more is refused (config data must be larger than 0 and less than 1024000 bytes), "
        "when the networks and the objects before it have been made; docker stack config looks at no file. Judged "
        "where the file is beside the stack file.\n"
        "Source: https://github.com/moby/swarmkit/blob/master/api/validation/secrets.go; seen on engines 20.10, 26.1 "
        "and 28",
    .fix = "Cut the file in several, or put what is large into the image or a volume; leave out what is empty.",
    .bad = bad,
    .good = good,
    .check = check,
};

}  // namespace planner
