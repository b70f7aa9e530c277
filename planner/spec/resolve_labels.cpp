// The user's node labels: inside Swarm's constraint grammar, and none that the tool sets itself.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "planner/spec/resolve.hpp"
#include "planner/swarm/constraint.hpp"

namespace planner {
namespace {

bool is_ours(std::string_view key) {
  constexpr std::string_view kOurs[] = {"group", "region", "zone", "rack", "role"};
  return std::find(std::begin(kOurs), std::end(kOurs), key) != std::end(kOurs);
}

void check(Resolver& resolver, const TextEntry& entry) {
  Decoder& decoder = resolver.decoder;
  const std::string& key = entry.key.value;
  if (is_ours(key))
    decoder.error("conflicting-keys", entry.key.where,
                  fmt::format("labels: {} is set by swarmplan itself; choose another key", key));
  else if (!is_label_key("node.labels." + key) || key.empty())
    decoder.error(
        "invalid-name", entry.key.where,
        fmt::format("labels: \"{}\" cannot be used in a constraint: a key is 1 or more of A-Z a-z 0-9 _ - .", key));
  if (!is_label_value(entry.value.value))
    decoder.error("invalid-value", entry.value.where,
                  fmt::format("labels.{}: \"{}\" cannot be used in a constraint: a value is 1 or more of A-Z a-z 0-9 "
                              ": - _ . * ( ) ? + [ ] \\ ^ $ | / and blanks",
                              key, entry.value.value));
}

}  // namespace

void check_labels(Resolver& resolver, const TextMap& labels) {
  for (const TextEntry& entry : labels) check(resolver, entry);
}

Labels merge_labels(const TextMap& labels) {
  std::map<std::string, std::string> merged;
  for (const TextEntry& entry : labels) merged[entry.key.value] = entry.value.value;
  return {merged.begin(), merged.end()};
}

}  // namespace planner
