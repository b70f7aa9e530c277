// Networks, volumes, secrets and configs that the files define.
//
// Docker never changes a secret or config that exists: a deploy with another content fails. So each that is made from a
// file is named for its content (FNV-1a, 64 bits): new content is a new object, and services move on to it.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

#include "planner/stack/compose/steps.hpp"
#include "planner/stack/compose/template.hpp"
#include "planner/stack/compose/yaml_edit.hpp"
#include "planner/swarm/names.hpp"

namespace planner {
namespace {

std::string hash_of(std::string_view content) {
  std::uint64_t hash = 14695981039346656037ULL;
  for (const char c : content) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
  return fmt::format("{:016x}", hash).substr(0, 12);
}

std::string hashed_name(std::string base, std::string_view content) {
  const std::string hash = hash_of(content);
  base = base.substr(0, kLongestObjectName - hash.size() - 1);
  while (!base.empty() && !is_ascii_alnum(base.back())) base.pop_back();
  return base + "-" + hash;
}

bool is_external(const YamlValue& object) {
  const YamlField* external = object.find("external");
  return external != nullptr && (external->value.is_mapping() || external->value.text == "true");
}

/// external: {name: X} is the old way to say external: true, name: X.
void settle_external(Conversion& conversion, YamlValue& object, const std::string& path) {
  YamlValue* external = value_in(object, "external");
  if (external == nullptr || !external->is_mapping()) return;
  const YamlValue at = *external;
  if (std::optional<YamlValue> name = take(*external, "name")) {
    conversion.rewritten(*name, path + ".external.name", "becomes name, beside external: true");
    if (object.find("name") == nullptr) set(object, "name", std::move(*name));
  }
  set(object, "external", new_plain("true", at));
}

void keep_only(Conversion& conversion, YamlValue& object, const std::string& path) {
  std::erase_if(object.entries, [&](const YamlField& entry) {
    const bool goes = entry.key != "external" && entry.key != "name";
    if (goes)
      conversion.left_out(entry.value, fmt::format("{}.{}", path, entry.key),
                          "it exists already, made by somebody else");
    return goes;
  });
}

/// Of one node: engines make none of them for a stack, or refuse the services on it.
bool is_local_driver(std::string_view driver) {
  constexpr std::array<std::string_view, 5> drivers{"macvlan", "ipvlan", "host", "null", "none"};
  return std::ranges::find(drivers, driver) != drivers.end();
}

void settle_network(Conversion& conversion, YamlValue& network, const std::string& path) {
  if (is_external(network)) return keep_only(conversion, network, path);
  YamlValue* driver = value_in(network, "driver");
  if (driver != nullptr && is_local_driver(driver->text))
    return conversion.error(
        *driver, path + ".driver",
        fmt::format("{} networks end at their node: services of a stack cannot be on one", driver->text),
        driver->text == "macvlan" || driver->text == "ipvlan"
            ? "make it by hand (docker network create --config-only on every node, then --scope swarm --config-from) "
              "and name it as external: true"
            : "driver: overlay; for the node's own network network_mode: host on the service");
  if (driver == nullptr || (driver->text != "bridge" && driver->text != "default")) return;
  conversion.rewritten(*driver, path + ".driver",
                       fmt::format("becomes overlay: a {} network ends at its node", driver->text));
  driver->text = "overlay";
  YamlValue* options = value_in(network, "driver_opts");
  if (options == nullptr) return;
  std::erase_if(options->entries, [&](const YamlField& entry) {
    const bool goes = entry.key.starts_with("com.docker.network.bridge.");
    if (goes)
      conversion.left_out(entry.value, fmt::format("{}.driver_opts.{}", path, entry.key),
                          "an option of bridge networks");
    return goes;
  });
}

struct FileKind {
  std::string_view section;
  std::string_view name;
  std::size_t largest;
};

void settle_file(Conversion& conversion, YamlField& object, const FileKind& kind, const std::string& path) {
  YamlValue& definition = object.value;
  if (is_external(definition)) return keep_only(conversion, definition, path);
  YamlValue* file = value_in(definition, "file");
  if (file == nullptr || has_variable(file->text)) {
    const bool told = definition.find("content") != nullptr || definition.find("environment") != nullptr;
    if (file == nullptr && definition.find("driver") == nullptr && !told)
      return conversion.error(definition, path, "it has neither file nor external: true", "say where it comes from");
    if (file != nullptr)
      conversion.left_out(*file, path + ".file",
                          "its content is known at deploy time only, so its name holds no hash of it: a deploy with "
                          "another content fails");
    return;
  }
  const std::string beside_spec = path_from(conversion.project_folder, literal_of(file->text));
  const std::string shown = path_from(conversion.spec_folder, beside_spec);
  const FileReading reading = conversion.read(shown);
  if (!reading.text)
    return conversion.error(*file, path + ".file", fmt::format("{} cannot be read: {}", shown, reading.why),
                            "put it there, or say external: true and make it by hand");
  if (reading.text->empty() || reading.text->size() > kind.largest)
    return conversion.error(
        *file, path + ".file",
        fmt::format("{} has {} bytes: a {} holds 1 to {}", shown, reading.text->size(), kind.name, kind.largest));
  const YamlField* name = definition.find("name");
  const std::string base = name != nullptr ? name->value.text : conversion.stack + "_" + object.key;
  if (has_variable(base)) return;
  file->text =
      escape_dollars(beside_spec.starts_with('/') || beside_spec.starts_with("..") ? beside_spec : "./" + beside_spec);
  const YamlValue at = *file;
  YamlValue& named = set(definition, "name", new_text(hashed_name(base, *reading.text), at));
  conversion.rewritten(
      at, path, fmt::format("is named {}, for its content: docker changes no {} that exists", named.text, kind.name));
}

}  // namespace

void rewrite_objects(Conversion& conversion, YamlValue& root, ComposeObjects& objects) {
  for (const std::string_view part : {"networks", "volumes", "secrets", "configs"}) {
    YamlValue* section = value_in(root, part);
    if (section == nullptr || !section->is_mapping()) continue;
    for (YamlField& object : section->entries) {
      const std::string path = fmt::format("{}.{}", part, object.key);
      settle_external(conversion, object.value, path);
      if (part == "networks") settle_network(conversion, object.value, path);
      if (part == "volumes" && is_external(object.value)) keep_only(conversion, object.value, path);
      if (part == "secrets") settle_file(conversion, object, {part, "secret", kLargestSecret}, path);
      if (part == "configs") settle_file(conversion, object, {part, "config", kLargestConfig}, path);
    }
    (part == "networks"  ? objects.networks
     : part == "volumes" ? objects.volumes
     : part == "secrets" ? objects.secrets
                         : objects.configs) = std::move(section->entries);
  }
}

}  // namespace planner
