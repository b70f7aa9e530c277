#include "planner/swarm/constraint.hpp"

#include <algorithm>

namespace planner {
namespace {

bool is_alnum(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\v' || c == '\f' || c == '\r'; }
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::string_view trim(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

}  // namespace

bool is_label_key(std::string_view text) {
  if (text.size() < 2 || text[0] == '.' || text[0] == '-' || (text[0] >= '0' && text[0] <= '9')) return false;
  return std::all_of(text.begin(), text.end(), [](char c) { return is_alnum(c) || c == '_' || c == '-' || c == '.'; });
}

bool is_label_value(std::string_view text) {
  constexpr std::string_view kAlso = ":-_.*()?+[]\\^$|/";
  if (trim(text).empty() || trim(text) != text) return false;  // Swarm trims the value before it compares
  return std::all_of(text.begin(), text.end(), [&](char c) {
    return is_alnum(c) || (is_blank(c) && c != '\v') || kAlso.find(c) != std::string_view::npos;
  });
}

std::optional<Constraint> parse_constraint(std::string_view text) {
  const bool equal = text.find("==") != std::string_view::npos;  // looked for first, as Swarm does
  const std::size_t at = text.find(equal ? "==" : "!=");
  if (at == std::string_view::npos) return std::nullopt;
  const std::string_view key = trim(text.substr(0, at));
  const std::string_view value = trim(text.substr(at + 2));
  if (!is_label_key(key) || !is_label_value(value)) return std::nullopt;
  return Constraint{std::string(key), equal, std::string(value)};
}

bool holds(const Constraint& constraint, std::string_view actual) {
  const bool same = std::equal(actual.begin(), actual.end(), constraint.value.begin(), constraint.value.end(),
                               [](char a, char b) { return lower(a) == lower(b); });
  return same == constraint.equal;
}

}  // namespace planner
