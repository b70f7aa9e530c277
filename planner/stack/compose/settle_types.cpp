// Every value gets a type that deploy takes at its place: Compose is laxer, and `docker compose config` prints what
// deploy refuses. Keys that neither knows are told here.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "planner/model/nearest.hpp"
#include "planner/stack/compose/steps.hpp"
#include "planner/stack/compose/template.hpp"
#include "planner/stack/compose/yaml_edit.hpp"
#include "planner/stack/yaml_scalar.hpp"
#include "planner/swarm/compose_keys.hpp"

namespace planner {
namespace {

/// Where deploy makes a number or boolean of a variable's text: cli/compose/loader/interpolate.go of docker/cli.
bool is_cast(std::string_view path) {
  constexpr std::array<std::string_view, 27> paths{"services.*.configs.[].mode",
                                                   "services.*.secrets.[].mode",
                                                   "services.*.healthcheck.retries",
                                                   "services.*.healthcheck.disable",
                                                   "services.*.deploy.replicas",
                                                   "services.*.deploy.update_config.parallelism",
                                                   "services.*.deploy.update_config.max_failure_ratio",
                                                   "services.*.deploy.rollback_config.parallelism",
                                                   "services.*.deploy.rollback_config.max_failure_ratio",
                                                   "services.*.deploy.restart_policy.max_attempts",
                                                   "services.*.deploy.placement.max_replicas_per_node",
                                                   "services.*.ports.[].target",
                                                   "services.*.ports.[].published",
                                                   "services.*.ulimits.*",
                                                   "services.*.ulimits.*.hard",
                                                   "services.*.ulimits.*.soft",
                                                   "services.*.read_only",
                                                   "services.*.stdin_open",
                                                   "services.*.tty",
                                                   "services.*.volumes.[].read_only",
                                                   "services.*.volumes.[].volume.nocopy",
                                                   "networks.*.external",
                                                   "networks.*.internal",
                                                   "networks.*.attachable",
                                                   "volumes.*.external",
                                                   "secrets.*.external",
                                                   "configs.*.external"};
  return std::ranges::find(paths, path) != paths.end();
}

Shapes shape_of(const YamlValue& value) {
  if (value.is_null()) return kNull;
  if (value.is_sequence()) return kList;
  if (value.is_mapping()) return kMap;
  switch (type_of(value)) {
    case ScalarType::integer: return kInteger | kNumber;
    case ScalarType::real: return kNumber;
    case ScalarType::boolean: return kBoolean;
    default: return kText;
  }
}

std::string words_of(Shapes shapes) {
  std::vector<std::string_view> words;
  const std::array<std::pair<Shapes, std::string_view>, 6> names{{{kText, "a text"},
                                                                  {kInteger, "a whole number"},
                                                                  {kNumber, "a number"},
                                                                  {kBoolean, "true or false"},
                                                                  {kList, "a list"},
                                                                  {kMap, "a mapping"}}};
  for (const auto& [shape, name] : names)
    if ((shapes & shape) != 0) words.push_back(name);
  return fmt::format("{}", fmt::join(words, " or "));
}

/// A text that says a number or boolean becomes one, and the other way round. False where it cannot be.
bool make_fit(YamlValue& value, const ComposeKey& key) {
  if (!value.is_scalar()) return false;
  if ((key.shapes & kText) != 0) {
    value.is_text = true;
    return true;
  }
  if (has_variable(value.text)) return is_cast(key.path);
  YamlValue plain = value;
  plain.is_text = false;
  if (type_of(plain) == ScalarType::old_boolean)
    plain.text = (plain.text[0] | 0x20) == 'y' || plain.text == "on" || plain.text == "On" || plain.text == "ON"
                     ? "true"
                     : "false";
  if ((shape_of(plain) & key.shapes) == 0) return false;
  value = std::move(plain);
  return true;
}

class Settler {
 public:
  explicit Settler(Conversion& conversion) : conversion_(conversion) {}
  void mapping(YamlValue& map, std::string_view table, const std::string& path);

 private:
  void unknown(const YamlField& entry, std::string_view table, const std::string& path);
  void value(YamlValue& value, const ComposeKey& key, const std::string& path);

  Conversion& conversion_;
};

void Settler::unknown(const YamlField& entry, std::string_view table, const std::string& path) {
  std::vector<std::string_view> names;
  const std::string prefix = table.empty() ? std::string() : std::string(table) + ".";
  for (const std::span<const ComposeKey> keys : compose_keys())
    for (const ComposeKey& key : keys)
      if (key.path.starts_with(prefix) && key.path.find('.', prefix.size()) == std::string_view::npos)
        names.push_back(key.path.substr(prefix.size()));
  const std::string_view near = nearest(entry.key, names);
  YamlValue at = entry.value;
  at.where = entry.where;
  conversion_.error(at, path, "docker stack deploy has no such key and refuses the file",
                    near.empty() ? "take it out" : fmt::format("did you mean {}?", near));
}

void Settler::value(YamlValue& value, const ComposeKey& key, const std::string& path) {
  if ((shape_of(value) & key.shapes) == 0 && !make_fit(value, key))
    return conversion_.error(
        value, path,
        fmt::format("it has to be {}{}", words_of(key.shapes),
                    has_variable(value.text) ? ", and docker stack deploy takes no variable here" : ""),
        has_variable(value.text) ? "give its value now, with --env-file FILE or --interpolate" : "");
  if (value.is_mapping()) return mapping(value, key.path, path);
  const ComposeKey* item = value.is_sequence() ? find_compose_key(std::string(key.path) + ".[]") : nullptr;
  if (item == nullptr) return;
  std::erase_if(value.items, [](const YamlValue& each) { return each.is_null(); });
  for (YamlValue& each : value.items) this->value(each, *item, path);
}

void Settler::mapping(YamlValue& map, std::string_view table, const std::string& path) {
  std::erase_if(map.entries, [&](YamlField& entry) {
    const std::string here = path.empty() ? entry.key : path + "." + entry.key;
    const ComposeKey* key = find_compose_key(table, entry.key);
    if (key == nullptr && entry.key.starts_with("x-"))
      leave_out_extension(conversion_, entry, here);
    else if (key == nullptr)
      unknown(entry, table, here);
    if (key == nullptr) return true;
    if (key->treatment != Treatment::taken) return false;  // other steps see to it, whatever its type
    if (entry.value.tag == "!reset") return false;         // whatever it holds: the key goes when files are merged
    if (entry.value.is_null() && (key->shapes & kNull) == 0) return true;
    if (key->path != "services.*.env_file") value(entry.value, *key, here);
    return false;
  });
}

}  // namespace

void settle_types(Conversion& conversion, YamlValue& root) { Settler(conversion).mapping(root, "", ""); }

}  // namespace planner
