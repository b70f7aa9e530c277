#include "planner/stack/yaml_documents.hpp"

namespace planner {
namespace {

bool is_marker(std::string_view line, std::string_view marker) {
  return line.starts_with(marker) && (line.size() == 3 || line[3] == ' ' || line[3] == '\t' || line[3] == '\r');
}

/// Neither blank nor a comment.
bool says_something(std::string_view text) {
  const std::size_t at = text.find_first_not_of(" \t\r");
  return at != std::string_view::npos && text[at] != '#';
}

}  // namespace

std::optional<std::size_t> end_of_first_document(std::string_view yaml) {
  bool begun = false;
  std::optional<std::size_t> end;
  for (std::size_t at = 0; at < yaml.size();) {
    const std::size_t next = yaml.find('\n', at);
    const std::string_view line = yaml.substr(at, next == std::string_view::npos ? next : next - at);
    const bool starts = is_marker(line, "---");
    const bool marks = starts || is_marker(line, "...");
    if (marks && begun && !end) end = at;
    const bool directive = !begun && line.starts_with('%');
    const bool content = says_something(marks ? line.substr(3) : line) && !directive;
    if (end && content) return end;
    begun = begun || starts || content;
    if (next == std::string_view::npos) break;
    at = next + 1;
  }
  return std::nullopt;
}

}  // namespace planner
