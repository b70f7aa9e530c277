// external: {name: X}, the old way to name what exists already.
#include <fmt/format.h>

#include "planner/rules/all.hpp"
#include "planner/stack/key_shapes.hpp"

namespace planner {
namespace {

constexpr SourceFile bad[] = {{"stack.yml", R"(version: "3.8"
services:
  api:
    image: registry.example/api:1
    networks: [proxy]
networks:
  proxy:
    external:
      name: proxy-public
)"}};

constexpr SourceFile good[] = {{"stack.yml", R"(version: "3.8"
services:
  api:
    image: registry.example/api:1
    networks: [proxy]
networks:
  proxy:
    external: true
    name: proxy-public
)"}};

void check_section(const StackFile& stack, std::string_view section, int name_since, std::vector<Finding>& findings) {
  const YamlField* objects = stack.root.find(section);
  if (objects == nullptr || stack.version < name_since) return;
  for (const YamlField& object : objects->value.entries) {
    const YamlField* external = object.value.find("external");
    const YamlField* name = external == nullptr ? nullptr : external->value.find("name");
    if (name == nullptr || object.value.find("name") != nullptr) continue;  // both are refused, and told as such
    findings.push_back(
        {.severity = Severity::info,
         .message = fmt::format("{}.{} is named by external.name, an old form: docker stack deploy obeys it and warns",
                                section, shortened(object.key)),
         .file = stack.file,
         .where = name->where,
         .help = fmt::format("external: true, and name: {} beside it", shortened(name->value.text))});
  }
}

std::vector<Finding> check(const Facts& facts) {
  std::vector<Finding> findings;
  for (const StackFile& stack : facts.stack_files) {
    check_section(stack, "networks", 5, findings);
    check_section(stack, "volumes", 4, findings);
    check_section(stack, "secrets", 5, findings);
    check_section(stack, "configs", 5, findings);
  }
  return findings;
}

}  // namespace

const Rule external_name_deprecated{
    .name = "external-name-deprecated",
    .severity = Severity::info,
    .needs = Input::files,
    .summary = "an external object that is named in the old form",
    .why =
        "Volumes have a `name` of their own since version 3.4 of the format, networks, secrets and configs since 3.5; "
        "before that an external one was named by `external.name`. Docker obeys both, and warns of the old form at "
        "each deploy (external.name is deprecated in favor of name); 2 names at once are refused. docker compose has "
        "it no longer.\n"
        "Source: https://github.com/docker/cli/blob/master/cli/compose/loader/loader.go; seen on clients 20.10 and "
        "28",
    .fix = "Write `external: true`, and the name beside it as `name`.",
    .bad = bad,
    .good = good,
    .check = check,
};

}  // namespace planner
