#include "tests/fuzz/compose_text_properties.hpp"

#include <algorithm>

#include "planner/stack/yaml_tree.hpp"
#include "planner/swarm/compose_keys.hpp"
#include "tests/stack/compose/compose_case.hpp"

namespace planner::test {
namespace {

/// The first key in a stack that deploy would not take.
std::string unheard(const YamlValue& value, std::string_view table) {
  for (const YamlField& entry : value.entries) {
    const ComposeKey* key = find_compose_key(table, entry.key);
    if (key == nullptr || key->treatment != Treatment::taken) return std::string(table) + ": " + entry.key;
    if (std::string found = unheard(entry.value, key->path); !found.empty()) return found;
  }
  for (const YamlValue& item : value.items)
    if (std::string found = unheard(item, std::string(table) + ".[]"); !found.empty()) return found;
  return "";
}

bool outside(std::string_view text, const SourceRange& where) {
  return where.line < 1 || where.line > std::count(text.begin(), text.end(), '\n') + 1 || where.column < 1;
}

}  // namespace

std::string broken_compose_property(std::string_view text) {
  const ComposeResult result = run({std::string(text)});
  if (result.stack.empty() == result.findings.empty()) return "neither a stack nor a finding, or both";
  for (const Finding& finding : result.findings)
    if (finding.message.empty() || (finding.file == "docker-compose.yml" && outside(text, finding.where)))
      return "a finding without words, or outside of the text: " + finding.message;
  for (const ComposeChange& change : result.changes)
    if (change.told.empty() || outside(text, change.where)) return "a change without words, or outside of the text";
  if (result.stack.empty()) return "";
  const YamlReading reading = read_yaml(result.stack, "stack.yml");
  if (!reading.root || !reading.refused.empty()) return "a stack that is no YAML: " + result.stack;
  const std::string key = unheard(*reading.root, "");
  return key.empty() ? "" : "a key in the stack that deploy does not take: " + key;
}

}  // namespace planner::test
