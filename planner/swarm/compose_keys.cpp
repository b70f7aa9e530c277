#include "planner/swarm/compose_keys.hpp"

#include <algorithm>
#include <array>

#include "planner/swarm/compose_key_tables.hpp"

namespace planner {

std::span<const std::span<const ComposeKey>> compose_keys() {
  static const std::array<std::span<const ComposeKey>, 4> tables{object_keys(), connection_keys(), deploy_keys(),
                                                                 process_keys()};
  return tables;
}

const ComposeKey* find_compose_key(std::string_view path) {
  for (const std::span<const ComposeKey> table : compose_keys()) {
    const auto found = std::ranges::lower_bound(table, path, {}, &ComposeKey::path);
    if (found != table.end() && found->path == path) return &*found;
  }
  return nullptr;
}

const ComposeKey* find_compose_key(std::string_view parent, std::string_view key) {
  const std::string prefix = parent.empty() ? std::string() : std::string(parent) + ".";
  if (key.find_first_of(".*[") == std::string_view::npos)
    if (const ComposeKey* own = find_compose_key(prefix + std::string(key))) return own;
  if (key.starts_with("x-"))
    if (const ComposeKey* extension = find_compose_key(prefix + "x-*")) return extension;
  return find_compose_key(prefix + "*");
}

}  // namespace planner
