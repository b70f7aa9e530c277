#include "planner/stack/env_files.hpp"

#include <map>

#include "planner/stack/compose/conversion.hpp"
#include "planner/stack/compose/env_file.hpp"
#include "planner/stack/variables.hpp"

namespace planner {
namespace {

constexpr std::size_t most_files = 1'000;  // more are not looked at
constexpr std::size_t most_names = 3;

/// All but who names it, and where.
StackEnvFile read(const std::string& path, const Beside& beside) {
  StackEnvFile file{.there = beside.size(path).has_value()};
  const FileReading reading = file.there && beside.read ? beside.read(path) : FileReading{};
  if (!reading.text) return file;
  const EnvFile deployed = read_raw_env_file(*reading.text);
  if (deployed.trouble) {
    file.refused_line = deployed.trouble->line;
    file.refused = deployed.trouble->why;
    return file;
  }
  for (const EnvLine& line : read_env_file(*reading.text).lines) {
    if (!line.reads_otherwise) continue;
    if (++file.literals <= most_names) file.literal.push_back(line.name);
  }
  return file;
}

}  // namespace

void look_up_env_files(StackFile& stack, const Beside& beside) {
  if (!beside.size) return;
  const std::string folder = stack.file.substr(0, stack.file.rfind('/') + 1);  // none: where the program runs
  std::map<std::string, StackEnvFile> known;
  const auto look = [&](const std::string& service, const YamlValue& named) {
    const std::optional<std::string> path = named.is_mapping() ? std::nullopt : without_escapes(named.text);
    if (!path || path->empty() || path->starts_with('~') || known.size() >= most_files) return;
    const std::string place = path_from(folder, *path);
    if (!known.contains(place)) known.emplace(place, read(place, beside));
    StackEnvFile& file = stack.env_files.emplace_back(known.at(place));
    file.service = service;
    file.path = named.text;
    file.where = named.where;
  };
  for (const YamlField& service : written_services(stack)) {
    const YamlField* files = service.value.find("env_file");
    if (files == nullptr) continue;
    if (!files->value.is_sequence()) look(service.key, files->value);
    for (const YamlValue& item : files->value.items) look(service.key, item);
  }
}

}  // namespace planner
