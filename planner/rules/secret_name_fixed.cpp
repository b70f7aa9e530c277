// Secrets and configs from files whose content cannot be changed.
#include <fmt/format.h>

#include "planner/rules/all.hpp"

namespace planner {
namespace {

constexpr SourceFile bad[] = {{"stack.yml", R"(version: "3.8"
services:
  api:
    image: registry.example/api:1
    configs: [settings]
configs:
  settings:
    file: ./settings.ini
)"}};

constexpr SourceFile good[] = {{"stack.yml", R"(version: "3.8"
services:
  api:
    image: registry.example/api:1
    configs: [settings]
configs:
  settings:
    name: settings-${SETTINGS_HASH}
    file: ./settings.ini
)"}};

/// It holds a variable or a digit: "settings-${HASH}", "settings-3".
bool changes(const StackObject& object) {
  if (!object.name) return false;
  const std::string& name = object.name->text;
  return name.find('$') != std::string::npos || name.find_last_of("0123456789") != std::string::npos;
}

std::vector<Finding> check(const Facts& facts) {
  std::vector<Finding> findings;
  for (const StackFile& stack : facts.stack_files)
    for (const auto* objects : {&stack.secrets, &stack.configs})
      for (const StackObject& object : *objects) {
        if (object.external || !object.from_file || changes(object)) continue;
        findings.push_back(
            {.severity = Severity::info,
             .message =
                 fmt::format("{} has one name for any content: once deployed, a changed file is refused", object.key),
             .file = stack.file,
             .where = object.where,
             .help = "name: NAME-${HASH} with a hash of the file, so that new content is a new object"});
      }
  return findings;
}

}  // namespace

const Rule secret_name_fixed{
    .name = "secret-name-fixed",
    .severity = Severity::info,
    .needs = Input::files,
    .summary = "a secret or config from a file, with a name that does not change with the content",
    .why =
        "Swarm keeps the content of secrets and configs for ever. The first deployment works; with another content "
        "in the file the next is refused (only updates to Labels are allowed), and taking the old one away fails "
        "while 1 service uses it. Seen on engines 20.10, 26.1 and 28.\n"
        "Source: https://github.com/moby/moby/issues/35048",
    .fix = "Put a hash or a version into `name`; the key by which services call it stays. `swarmplan stack` does so.",
    .bad = bad,
    .good = good,
    .check = check,
};

}  // namespace planner
