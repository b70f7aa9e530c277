// Reads a stack file whole: its services, its objects, and what docker stack deploy would refuse or pass over.
#include "planner/stack/read_stack.hpp"

#include <fmt/format.h>

#include <iterator>

#include "planner/stack/key_shapes.hpp"
#include "planner/stack/lost_dollars.hpp"
#include "planner/stack/read_service.hpp"
#include "planner/stack/yaml_tree.hpp"
#include "planner/swarm/compose_keys.hpp"

namespace planner {
namespace {

using Kind = StackTrouble::Kind;

std::vector<StackObject> read_objects(const YamlValue& root, std::string_view section) {
  std::vector<StackObject> objects;
  if (const YamlField* field = root.find(section))
    for (const YamlField& entry : field->value.entries) objects.push_back(read_object(entry));
  return objects;
}

/// Keys of one object that exclude each other: github.com/docker/cli cli/compose/loader/loader.go LoadVolumes and
/// others
void tell_conflicts(const YamlValue& root, std::string_view section, std::vector<StackTrouble>& troubles) {
  const YamlField* field = root.find(section);
  if (field == nullptr) return;
  for (const YamlField& entry : field->value.entries) {
    const auto tell = [&](const YamlField& at, std::string_view other) {
      troubles.push_back({.kind = Kind::misshapen,
                          .path = fmt::format("{}.{}.{}", section, shortened(entry.key), at.key),
                          .where = at.where,
                          .detail = fmt::format("left out where {} is given", other)});
    };
    const YamlField* external = entry.value.find("external");
    const YamlField* name = entry.value.find("name");
    if (external != nullptr && name != nullptr && external->value.find("name") != nullptr) tell(*name, "external.name");
    const YamlField* driver = entry.value.find("driver");
    const YamlField* file = entry.value.find("file");
    if (section == "secrets" && driver != nullptr && file != nullptr) tell(*file, "driver");
    if (section != "volumes" || external == nullptr || !read_object(entry).external) continue;
    for (const std::string_view key : {"driver", "driver_opts", "labels"})
      if (const YamlField* other = entry.value.find(key)) tell(*other, "external");
  }
}

void read_version(StackFile& stack) {
  const YamlField* version = stack.root.find("version");
  const std::optional<int> format = format_version(stack.root);
  stack.version = format.value_or(kNewestFormat);
  if (version == nullptr) return;
  stack.version_where = version->where;
  if (!format)
    stack.troubles.push_back({.kind = Kind::misshapen,
                              .path = "version",
                              .where = version->value.where,
                              .detail = "one of \"3.0\" to \"3.13\"; \"3.8\" is taken by every client"});
}

void append(std::vector<StackTrouble>& to, std::vector<StackTrouble> from) {
  to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

StackFile read_root(YamlValue root, std::string_view file) {
  StackFile stack;
  stack.file = file;
  stack.root = std::move(root);
  if (!stack.root.is_mapping()) {
    stack.refused.push_back({.message = "the file has to be a mapping with the key services: docker stack deploy "
                                        "refuses the file",
                             .where = stack.root.where});
    return stack;
  }
  read_version(stack);
  for (const YamlField& entry : written_services(stack)) stack.services.push_back(read_service(entry));
  stack.networks = read_objects(stack.root, "networks");
  stack.volumes = read_objects(stack.root, "volumes");
  stack.secrets = read_objects(stack.root, "secrets");
  stack.configs = read_objects(stack.root, "configs");
  append(stack.troubles, find_key_troubles(stack.root, stack.version));
  append(stack.troubles, find_lost_dollars(stack.root));
  for (const std::string_view section : {"networks", "volumes", "secrets", "configs"})
    tell_conflicts(stack.root, section, stack.troubles);
  return stack;
}

}  // namespace

StackReading read_stack_file(std::string_view yaml, std::string_view file) {
  YamlReading reading = read_yaml(yaml, file);
  if (!reading.root) return {std::nullopt, std::move(reading.findings)};
  StackFile stack = read_root(std::move(*reading.root), file);
  if (stack.troubles.size() > most_troubles)
    return {
        std::nullopt,
        {{.rule = "too-large",
          .message = fmt::format("docker stack deploy would refuse more than {} entries of this file", most_troubles),
          .file = std::string(file),
          .help = "this is hardly a stack file: name another one"}}};
  stack.refused.insert(stack.refused.begin(), std::make_move_iterator(reading.refused.begin()),
                       std::make_move_iterator(reading.refused.end()));
  stack.allowances = std::move(reading.allowances);
  if (reading.more)
    stack.troubles.push_back({.kind = Kind::ignored,
                              .path = "what follows this line",
                              .where = *reading.more,
                              .instead = "nothing: docker reads the first document of a file alone; write one file"});
  return {std::move(stack), {}};
}

}  // namespace planner
