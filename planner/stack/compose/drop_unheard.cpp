// Keys that deploy would ignore, warn of or refuse, and that no other step has given another form, are left out by the
// table of keys (planner/swarm/compose_keys.hpp); those without which the service would be another one are refused.
#include <fmt/format.h>

#include <algorithm>

#include "planner/stack/compose/steps.hpp"
#include "planner/stack/compose/yaml_edit.hpp"
#include "planner/swarm/compose_keys.hpp"

namespace planner {
namespace {

std::string_view said_by_deploy(Treatment treatment) {
  switch (treatment) {
    case Treatment::warned:
    case Treatment::deprecated: return "docker stack deploy ignores it with a warning";
    case Treatment::ignored: return "docker stack deploy ignores it without a word";
    default: return "docker stack deploy refuses a file that has it";
  }
}

std::string told_of(const ComposeKey& key) {
  if (key.instead.empty()) return std::string(said_by_deploy(key.treatment));
  const std::string_view words = key.instead.starts_with("nothing") ? "it needs" : "in its place:";
  return fmt::format("{}; {} {}", said_by_deploy(key.treatment), words, key.instead);
}

void drop(Conversion& conversion, YamlValue& map, std::string_view table, const std::string& path);

/// Is the key to go?
bool judge(Conversion& conversion, YamlField& entry, const ComposeKey& key, const std::string& path) {
  YamlValue at = new_mapping(entry.value);
  at.where = entry.where;
  if (key.outcome == Outcome::refused) {
    conversion.error(at, path, told_of(key), "take it out, or say it in the form that Swarm has");
    return false;  // nothing is printed; what comes later sees that something was said there
  }
  if (key.treatment != Treatment::taken) {
    conversion.left_out(at, path, told_of(key));
    return true;
  }
  if (entry.value.is_mapping()) drop(conversion, entry.value, key.path, path);
  for (YamlValue& item : entry.value.items)
    if (item.is_mapping()) drop(conversion, item, std::string(key.path) + ".[]", path);
  return false;
}

void drop(Conversion& conversion, YamlValue& map, std::string_view table, const std::string& path) {
  std::erase_if(map.entries, [&](YamlField& entry) {
    const ComposeKey* key = find_compose_key(table, entry.key);
    return key == nullptr || judge(conversion, entry, *key, path.empty() ? entry.key : path + "." + entry.key);
  });
}

}  // namespace

void drop_unheard(Conversion& conversion, YamlValue& root) { drop(conversion, root, "", ""); }

}  // namespace planner
