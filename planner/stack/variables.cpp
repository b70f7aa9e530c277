#include "planner/stack/variables.hpp"

#include <algorithm>

namespace planner {
namespace {

bool begins_name(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool in_name(char c) { return begins_name(c) || (c >= '0' && c <= '9'); }

std::string_view name_at(std::string_view text) {
  if (text.empty() || !begins_name(text[0])) return {};
  std::size_t size = 1;
  while (size < text.size() && in_name(text[size])) ++size;
  return text.substr(0, size);
}

/// Of `${…}`, from the dollar sign; 0 where it is none.
std::size_t braced_size(std::string_view text, std::string_view name) {
  std::size_t at = 2 + name.size();
  if (name.empty() || at >= text.size()) return 0;
  if (text[at] == '}') return at + 1;
  if (text[at] == ':') ++at;
  if (at >= text.size() || (text[at] != '-' && text[at] != '?')) return 0;
  const std::size_t end = text.find('}', at);
  return end == std::string_view::npos ? 0 : end + 1;
}

/// Of `$NAME`; deploy reads a word behind it as between braces, up to the next } or the end.
std::size_t plain_size(std::string_view text, std::string_view name) {
  if (name.empty()) return 0;
  const std::size_t end = 1 + name.size();
  const std::size_t operation = end + (end < text.size() && text[end] == ':' ? 1 : 0);
  if (operation >= text.size() || (text[operation] != '-' && text[operation] != '?')) return end;
  return std::min(text.find('}', operation), text.size());
}

}  // namespace

VariableUses variables_of(std::string_view text) {
  VariableUses result;
  for (std::size_t at = text.find('$'); at != std::string_view::npos; at = text.find('$', at)) {
    const std::string_view rest = text.substr(at);
    if (rest.size() > 1 && rest[1] == '$') {
      at += 2;
      continue;
    }
    const bool braced = rest.size() > 1 && rest[1] == '{';
    const std::string_view name = name_at(rest.substr(braced ? 2 : 1));
    const std::size_t size = braced ? braced_size(rest, name) : plain_size(rest, name);
    if (size == 0) {
      result.malformed = at;
      return result;
    }
    result.found.push_back({at, size, name, braced});
    at += size;
  }
  return result;
}

std::vector<std::string> variables_without_default(std::string_view text) {
  std::vector<std::string> names;
  for (const VariableUse& use : variables_of(text).found) {
    std::string_view rest = text.substr(use.at, use.size).substr((use.braced ? 2 : 1) + use.name.size());
    if (rest.starts_with(':')) rest.remove_prefix(1);
    if (!rest.starts_with('-')) names.emplace_back(use.name);
  }
  std::ranges::sort(names);
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

std::optional<std::string> without_escapes(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    result += text[i];
    if (text[i] != '$') continue;
    if (i + 1 == text.size() || text[i + 1] != '$') return std::nullopt;
    ++i;
  }
  return result;
}

}  // namespace planner
