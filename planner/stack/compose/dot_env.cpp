// The .env beside the compose files: Compose takes values for variables from it, docker stack deploy does not look at
// it.
#include <fmt/format.h>

#include <algorithm>

#include "planner/stack/compose/env_file.hpp"
#include "planner/stack/compose/steps.hpp"

namespace planner {
namespace {

/// Environment entries that are names alone.
void add_bare_names(const YamlValue& root, std::set<std::string, std::less<>>& names) {
  const YamlField* services = root.find("services");
  if (services == nullptr) return;
  for (const YamlField& service : services->value.entries)
    if (const YamlField* environment = service.value.find("environment"))
      for (const YamlField& entry : environment->value.entries)
        if (entry.value.is_null()) names.insert(entry.key);
}

}  // namespace

DotEnv find_dot_env(Conversion& conversion, const YamlValue& root) {
  DotEnv result{path_from(conversion.spec_folder, path_from(conversion.project_folder, ".env")), {}};
  std::set<std::string, std::less<>> used = conversion.variables;
  add_bare_names(root, used);
  const FileReading reading = used.empty() ? FileReading{} : conversion.read(result.file);
  if (!reading.text) return {};
  const auto& given = conversion.beside.variables;
  for (const EnvLine& line : read_env_file(*reading.text).lines)
    if (line.value && used.erase(line.name) > 0 && !(given && given->contains(line.name)))
      result.names.push_back(line.name);
  if (result.names.empty()) return {};
  std::ranges::sort(result.names);
  conversion.changes.push_back(
      {ComposeChange::Kind::left_out,
       result.file,
       {},
       ".env",
       fmt::format("Compose takes {} from it, docker stack deploy does not: plan with --env-file {}, or export what it "
                   "gives before each deploy",
                   fmt::join(result.names, ", "), result.file)});
  return result;
}

}  // namespace planner
