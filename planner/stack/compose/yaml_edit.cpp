#include "planner/stack/compose/yaml_edit.hpp"

#include <algorithm>
#include <utility>

namespace planner {
namespace {

YamlValue made(YamlValue::Kind kind, std::string text, bool is_text, const YamlValue& at) {
  YamlValue value;
  value.kind = kind;
  value.text = std::move(text);
  value.is_text = is_text;
  value.where = at.where;
  value.file = at.file;
  value.tag = at.tag;
  return value;
}

}  // namespace

YamlValue new_text(std::string text, const YamlValue& at) {
  return made(YamlValue::Kind::scalar, std::move(text), true, at);
}
YamlValue new_plain(std::string text, const YamlValue& at) {
  return made(YamlValue::Kind::scalar, std::move(text), false, at);
}
YamlValue new_mapping(const YamlValue& at) { return made(YamlValue::Kind::mapping, {}, false, at); }
YamlValue new_sequence(const YamlValue& at) { return made(YamlValue::Kind::sequence, {}, false, at); }

YamlValue* value_in(YamlValue& map, std::string_view key) {
  const auto found = std::ranges::find(map.entries, key, &YamlField::key);
  return found == map.entries.end() ? nullptr : &found->value;
}

YamlValue& set(YamlValue& map, std::string_view key, YamlValue value) {
  if (map.is_null()) {
    map.kind = YamlValue::Kind::mapping;
    map.where = value.where;
    map.file = value.file;
  }
  if (YamlValue* old = value_in(map, key)) return *old = std::move(value);
  const SourceRange where = value.where;
  map.entries.push_back({std::string(key), where, std::move(value)});
  return map.entries.back().value;
}

YamlValue& mapping_in(YamlValue& map, std::string_view key) {
  YamlValue* old = value_in(map, key);
  if (old != nullptr && old->is_mapping()) return *old;
  return set(map, key, new_mapping(map));
}

std::optional<YamlValue> take(YamlValue& map, std::string_view key) {
  const auto found = std::ranges::find(map.entries, key, &YamlField::key);
  if (found == map.entries.end()) return std::nullopt;
  YamlValue value = std::move(found->value);
  map.entries.erase(found);
  return value;
}

void mark_file(YamlValue& value, int file) {
  value.file = file;
  for (YamlValue& item : value.items) mark_file(item, file);
  for (YamlField& entry : value.entries) mark_file(entry.value, file);
}

}  // namespace planner
