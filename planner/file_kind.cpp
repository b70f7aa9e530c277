// JSON begins with { or with a list of objects, which no TOML does; an object that holds services is a stack file, JSON
// being YAML too. Of TOML and YAML the first statement tells: a header or KEY = VALUE, or KEY: followed by a blank or
// nothing, or what only YAML begins with (%, ---, ?). Comments look alike in both.
#include "planner/file_kind.hpp"

#include <algorithm>

namespace planner {
namespace {

constexpr std::string_view blanks = " \t\r\n";

std::string_view without_blanks_in_front(std::string_view text) {
  return text.substr(std::min(text.find_first_not_of(blanks), text.size()));
}

bool is_json(std::string_view text) {
  if (text.starts_with('{')) {
    const std::string_view inside = without_blanks_in_front(text.substr(1));
    return (inside.starts_with('"') || inside.starts_with('}')) && text.find("\"services\"") == std::string_view::npos;
  }
  if (!text.starts_with('[')) return false;
  const std::string_view inside = without_blanks_in_front(text.substr(1));
  return inside.starts_with('{') || inside.starts_with(']');
}

/// The first line that is neither blank nor a comment nor the start of a YAML document.
std::string_view first_statement(std::string_view text) {
  while (!(text = without_blanks_in_front(text)).empty()) {
    const std::string_view line = text.substr(0, text.find_first_of("\r\n"));
    if (!line.starts_with('#') && line != "---") return line;
    text.remove_prefix(line.size());
  }
  return {};
}

bool is_yaml(std::string_view line) {
  if (line.starts_with('%') || line.starts_with("---") || line.starts_with("? ") || line.starts_with('{')) return true;
  const std::size_t colon = line.find(':');
  const bool ends_key = colon != std::string_view::npos &&
                        (colon + 1 == line.size() || blanks.find(line[colon + 1]) != std::string_view::npos);
  std::string_view key = line.substr(0, colon);
  while (!key.empty() && blanks.find(key.back()) != std::string_view::npos) key.remove_suffix(1);
  return ends_key && key.find_first_of("=[ \t") == std::string_view::npos;
}

}  // namespace

FileKind kind_of(std::string_view name, std::string_view text) {
  if (name.ends_with(".toml")) return FileKind::spec;
  if (name.ends_with(".yml") || name.ends_with(".yaml")) return FileKind::stack;
  if (name.ends_with(".json")) return FileKind::dump;
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  if (is_json(without_blanks_in_front(text))) return FileKind::dump;
  const std::string_view line = first_statement(text);
  if (is_yaml(line)) return FileKind::stack;
  const bool is_toml = line.empty() || line.starts_with('[') || line.find('=') != std::string_view::npos;
  return is_toml || name == "-" || name == "<stdin>" ? FileKind::spec : FileKind::unknown;
}

}  // namespace planner
