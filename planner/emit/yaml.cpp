// Why double quotes and not yaml-cpp's emitter: it writes yes, 1.10, 012, 22:22:22 and 2024-01-01 without quotes, which
// YAML 1.1 reads as a flag, numbers and a date. The plain form is a narrow pattern that needs no case analysis of
// YAML's own: it begins with a letter or a slash, so it is no number, date or indicator, and holds no blank and no "#".
#include "planner/emit/yaml.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "planner/swarm/names.hpp"

namespace planner {
namespace {

constexpr std::size_t kLongestKey = 1000;  // a key of 1024 characters or more must be announced by "? "
constexpr char32_t kReplacement = 0xFFFD;

bool is_plain(std::string_view text) {
  constexpr std::array<std::string_view, 13> kWords = {"y",     "n",    "yes",  "no",  "on",  "off",      "true",
                                                       "false", "null", "none", "nan", "inf", "undefined"};
  constexpr std::string_view kAlso = "_./:-";
  if (text.empty() || text.size() > 200 || text.back() == ':') return false;
  const bool letter = is_ascii_alnum(text[0]) && !(text[0] >= '0' && text[0] <= '9');
  if (!letter && text[0] != '/') return false;
  if (!std::all_of(text.begin(), text.end(),
                   [&](char c) { return is_ascii_alnum(c) || kAlso.find(c) != std::string_view::npos; }))
    return false;
  std::string word(text);
  for (char& c : word)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return std::find(kWords.begin(), kWords.end(), word) == kWords.end();
}

/// Takes one character off the front.
char32_t next_character(std::string_view& text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char first = byte(0);
  const std::size_t length = first < 0x80   ? 1
                             : first < 0xC2 ? 0
                             : first < 0xE0 ? 2
                             : first < 0xF0 ? 3
                             : first < 0xF5 ? 4
                                            : 0;
  char32_t code = first < 0x80 ? first : first & (0x7FU >> length);
  bool valid = length > 0 && length <= text.size();
  for (std::size_t i = 1; valid && i < length; ++i) {
    valid = (byte(i) & 0xC0U) == 0x80U;
    code = (code << 6U) | (byte(i) & 0x3FU);
  }
  constexpr std::array<char32_t, 5> kLeast = {0, 0, 0x80, 0x800, 0x10000};
  if (!valid || code < kLeast[length] || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF)) {
    text.remove_prefix(1);
    return kReplacement;
  }
  text.remove_prefix(length);
  return code;
}

/// Escaped are controls, what some reader takes for a line break, and what cannot be seen or turns the text around.
bool needs_escape(char32_t code) {
  if (code < 0x20) return true;
  if (code < 0x7F) return false;
  return code <= 0xA0 || code == 0xAD || code == 0x061C || (code >= 0x2000 && code <= 0x200F) ||
         (code >= 0x2028 && code <= 0x202F) || (code >= 0x205F && code <= 0x206F) || code == 0x3000 || code == 0xFEFF ||
         (code >= 0xE000 && code <= 0xF8FF) || (code & 0xFFFEU) == 0xFFFEU || code >= 0xE0000;
}

std::string escaped(char32_t code) {
  const auto value = static_cast<std::uint32_t>(code);
  if (code == '\n') return "\\n";
  if (code == '\t') return "\\t";
  if (code == '\r') return "\\r";
  if (code < 0x100) return fmt::format("\\x{:02x}", value);
  return code < 0x10000 ? fmt::format("\\u{:04x}", value) : fmt::format("\\U{:08x}", value);
}

std::string with_escapes(std::string_view text, std::string_view backslashed) {
  std::string result;
  while (!text.empty()) {
    const std::string_view before = text;
    const char32_t code = next_character(text);
    if (code == kReplacement) {
      result += "\xEF\xBF\xBD";
    } else if (needs_escape(code)) {
      result += escaped(code);
    } else {
      if (code < 0x80 && backslashed.find(static_cast<char>(code)) != std::string_view::npos) result += '\\';
      result += before.substr(0, before.size() - text.size());
    }
  }
  return result;
}

bool is_empty_collection(const Yaml& value) { return value.kind != Yaml::Kind::scalar && value.entries.empty(); }

/// What follows a key or "-" on its line; a collection begins on the next.
std::string inline_text(const Yaml& value) {
  if (value.kind == Yaml::Kind::scalar) return value.text;
  return value.kind == Yaml::Kind::map ? "{}" : "[]";
}

bool is_block(const Yaml& value) { return value.kind != Yaml::Kind::scalar && !is_empty_collection(value); }

void print_collection(const Yaml& value, std::size_t indent, bool first_line_begun, std::string& out) {
  for (const YamlEntry& entry : value.entries) {
    const std::string margin(indent, ' ');
    for (const std::string& line : entry.comment) out += margin + "# " + yaml_comment(line) + "\n";
    if (!std::exchange(first_line_begun, false)) out += margin;
    if (value.kind == Yaml::Kind::list) {
      out += "- ";
      if (is_block(entry.value))
        print_collection(entry.value, indent + 2, true, out);
      else
        out += inline_text(entry.value) + "\n";
      continue;
    }
    const std::string key = yaml_quote(entry.key);
    out += key.size() > kLongestKey ? "? " + key + "\n" + margin + ":" : key + ":";
    if (is_block(entry.value)) {
      out += "\n";
      print_collection(entry.value, indent + 2, false, out);
    } else {
      out += " " + inline_text(entry.value) + "\n";
    }
  }
}

}  // namespace

std::string yaml_quote(std::string_view text) {
  if (is_plain(text)) return std::string(text);
  return "\"" + with_escapes(text, "\"\\") + "\"";
}

std::string yaml_comment(std::string_view text) { return with_escapes(text, ""); }

Yaml yaml_text(std::string_view text) { return {Yaml::Kind::scalar, yaml_quote(text), {}}; }
Yaml yaml_integer(std::int64_t value) { return {Yaml::Kind::scalar, fmt::format("{}", value), {}}; }
Yaml yaml_number(double value) { return {Yaml::Kind::scalar, fmt::format("{}", value), {}}; }
Yaml yaml_flag(bool value) { return {Yaml::Kind::scalar, value ? "true" : "false", {}}; }
Yaml yaml_map() { return {Yaml::Kind::map, "", {}}; }
Yaml yaml_list() { return {Yaml::Kind::list, "", {}}; }

Yaml& add(Yaml& map, std::string_view key, Yaml value, std::vector<std::string> comment) {
  map.entries.push_back({std::string(key), std::move(value), std::move(comment)});
  return map.entries.back().value;
}

void add_item(Yaml& list, Yaml value) { list.entries.push_back({"", std::move(value), {}}); }

void add_if_any(Yaml& map, std::string_view key, std::string_view text) {
  if (!text.empty()) add(map, key, yaml_text(text));
}

void add_if_any(Yaml& map, std::string_view key, Yaml value) {
  if (!is_empty_collection(value)) add(map, key, std::move(value));
}

void add_if_any(Yaml& map, std::string_view key, const std::optional<int>& value) {
  if (value) add(map, key, yaml_integer(*value));
}

std::string print_yaml(const Yaml& document) {
  if (is_empty_collection(document) || document.kind == Yaml::Kind::scalar) return inline_text(document) + "\n";
  std::string out;
  print_collection(document, 0, false, out);
  return out;
}

}  // namespace planner
