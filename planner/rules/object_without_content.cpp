// Secrets and configs that neither hold anything nor exist elsewhere.
#include <fmt/format.h>

#include "planner/rules/all.hpp"

namespace planner {
namespace {

constexpr SourceFile bad[] = {{"stack.yml", R"(version: "3.8"
services:
  api:
    image: registry.example/api:1
    secrets: [password]
secrets:
  password:
    name: password-1
)"}};

constexpr SourceFile good[] = {{"stack.yml", R"(version: "3.8"
services:
  api:
    image: registry.example/api:1
    secrets: [password]
secrets:
  password:
    name: password-1
    external: true
)"}};

/// Compose's own ways, which deploy refuses; stack-key-refused tells.
bool has_refused_content(const StackFile& stack, std::string_view section, const StackObject& object) {
  const YamlField* objects = stack.root.find(section);
  const YamlField* written = objects == nullptr ? nullptr : objects->value.find(object.key);
  return written != nullptr &&
         (written->value.find("content") != nullptr || written->value.find("environment") != nullptr);
}

void check_objects(const StackFile& stack, std::string_view section, const std::vector<StackObject>& objects,
                   std::vector<Finding>& findings) {
  for (const StackObject& object : objects) {
    if (object.external || object.from_file || !object.driver.empty()) continue;
    if (has_refused_content(stack, section, object)) continue;
    findings.push_back({.message = fmt::format("{}.{} has neither file nor external: true: docker stack deploy finds "
                                               "nothing to put into it and stops, its networks made",
                                               section, object.key),
                        .file = stack.file,
                        .where = object.where,
                        .help = "external: true for one that exists, file for one that the stack makes"});
  }
}

std::vector<Finding> check(const Facts& facts) {
  std::vector<Finding> findings;
  for (const StackFile& stack : facts.stack_files) {
    check_objects(stack, "secrets", stack.secrets, findings);
    check_objects(stack, "configs", stack.configs, findings);
  }
  return findings;
}

}  // namespace

const Rule object_without_content{
    .name = "object-without-content",
    .severity = Severity::error,
    .needs = Input::files,
    .refused = true,
    .summary = "a secret or config with neither file nor external",
    .why =
        "docker stack deploy makes every secret and config of the file, those that no service names too, and reads "
        "the content of each from its `file`. Where there is none it reads the folder and stops (is a directory): "
        "the networks are made and 0 services are. `name` alone names what is to be made, not what exists. docker "
        "stack config takes it.\n"
        "Source: https://github.com/docker/cli/blob/master/cli/compose/convert/compose.go; seen on clients 20.10 and "
        "28",
    .fix = "Say `external: true` where it exists already, or name the `file` that holds the content.",
    .bad = bad,
    .good = good,
    .check = check,
};

}  // namespace planner
