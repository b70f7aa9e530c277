#include "planner/spec/units.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <span>
#include <string>

namespace planner {
namespace {

struct Unit {
  std::string_view name;
  double factor;
};

constexpr std::array<Unit, 7> kDurations{
    {{"ms", 1e-3}, {"s", 1}, {"m", 60}, {"h", 3600}, {"d", 86400}, {"w", 7 * 86400.0}, {"y", 365 * 86400.0}}};
constexpr std::array<Unit, 6> kGoDurations{
    {{"ns", 1e-9}, {"us", 1e-6}, {"ms", 1e-3}, {"s", 1}, {"m", 60}, {"h", 3600}}};

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/// Takes "12" or "1.5" off the front; none if there is no such number.
std::optional<double> take_number(std::string_view& text) {
  std::size_t end = 0;
  while (end < text.size() && (is_digit(text[end]) || text[end] == '.')) ++end;
  double value = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + end, value, std::chars_format::fixed);
  if (end == 0 || error != std::errc() || stop != text.data() + end || !is_digit(text[end - 1])) return std::nullopt;
  text.remove_prefix(end);
  return value;
}

std::string_view take_word(std::string_view& text) {
  std::size_t end = 0;
  while (end < text.size() && is_letter(text[end])) ++end;
  const std::string_view word = text.substr(0, end);
  text.remove_prefix(end);
  return word;
}

std::optional<double> sum(std::string_view text, std::span<const Unit> units) {
  if (text.empty()) return std::nullopt;
  double total = 0;
  while (!text.empty()) {
    const std::optional<double> number = take_number(text);
    const std::string_view word = take_word(text);
    const Unit* found = nullptr;
    for (const Unit& unit : units)
      if (unit.name == word) found = &unit;
    if (!number || !found) return std::nullopt;
    total += *number * found->factor;
  }
  return total;
}

}  // namespace

std::optional<double> parse_duration(std::string_view text) { return sum(text, kDurations); }

bool is_go_duration(std::string_view text) { return sum(text, kGoDurations).has_value(); }

std::optional<std::int64_t> parse_size(std::string_view text) {
  const std::optional<double> number = take_number(text);
  if (!number) return std::nullopt;
  if (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  std::string unit;
  for (char c : text) unit += static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
  constexpr std::string_view kPrefixes = "kmgtp";
  double factor = 1;
  std::string rest = unit;
  if (!unit.empty() && kPrefixes.find(unit[0]) != std::string_view::npos) {
    factor = std::pow(1024.0, static_cast<double>(kPrefixes.find(unit[0]) + 1));
    rest = unit.substr(1);
    if (!rest.empty() && rest[0] == 'i') rest = rest.substr(1);
    if (!rest.empty() && rest != "b") return std::nullopt;
  } else if (rest != "b") {
    return std::nullopt;
  }
  const double bytes = *number * factor;
  if (bytes > 9e18) return std::nullopt;
  return static_cast<std::int64_t>(bytes);
}

}  // namespace planner
