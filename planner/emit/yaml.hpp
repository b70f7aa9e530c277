#pragma once
// YAML that every reader takes for the same: YAML 1.1 (PyYAML), 1.2, and what lies between (docker's, yaml-cpp).
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace planner {

/// A string as a YAML scalar: plain only where no reader takes it for anything but that string, else in double quotes.
/// One line. Bytes that are no UTF-8 become U+FFFD.
std::string yaml_quote(std::string_view text);

/// Text for a comment: one line, whatever it holds. Line breaks and other control characters are shown as escapes.
std::string yaml_comment(std::string_view text);

struct YamlEntry;

struct Yaml {
  enum class Kind { scalar, map, list };
  Kind kind = Kind::scalar;
  std::string text;                // of a scalar: as it stands in the file
  std::vector<YamlEntry> entries;  // of a map or list
};

struct YamlEntry {
  std::string key;  // of a map; not yet quoted
  Yaml value;
  std::vector<std::string> comment;  // lines above it
};

Yaml yaml_text(std::string_view text);
Yaml yaml_integer(std::int64_t value);
Yaml yaml_number(double value);
Yaml yaml_flag(bool value);
Yaml yaml_map();
Yaml yaml_list();

/// Appends; the result is the value as it stands in the map.
Yaml& add(Yaml& map, std::string_view key, Yaml value, std::vector<std::string> comment = {});
void add_item(Yaml& list, Yaml value);

/// Appends unless it is empty: an empty text, map or list is left out, and the reader's default holds.
void add_if_any(Yaml& map, std::string_view key, std::string_view text);
void add_if_any(Yaml& map, std::string_view key, Yaml value);
void add_if_any(Yaml& map, std::string_view key, const std::optional<int>& value);

/// A map or list as a document, two blanks a level, ending in a line break.
std::string print_yaml(const Yaml& document);

}  // namespace planner
