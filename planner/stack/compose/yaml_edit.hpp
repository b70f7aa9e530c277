#pragma once
// Trees of YAML that are built and changed. What is new stands where the value did that it is made of.
#include <optional>
#include <string>
#include <string_view>

#include "planner/model/yaml_value.hpp"

namespace planner {

YamlValue new_text(std::string text, const YamlValue& at);   // a text, whatever it looks like
YamlValue new_plain(std::string text, const YamlValue& at);  // a number or boolean
YamlValue new_mapping(const YamlValue& at);
YamlValue new_sequence(const YamlValue& at);

/// Replaces the value of that key, or appends it. Makes a mapping of null.
YamlValue& set(YamlValue& map, std::string_view key, YamlValue value);

/// The value of that key, made a mapping if there is none yet.
YamlValue& mapping_in(YamlValue& map, std::string_view key);

/// The value of that key; it is taken out.
std::optional<YamlValue> take(YamlValue& map, std::string_view key);

YamlValue* value_in(YamlValue& map, std::string_view key);

/// Of which file every value is.
void mark_file(YamlValue& value, int file);

}  // namespace planner
