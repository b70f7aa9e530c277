#include "planner/stack/yaml_scalar.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

namespace planner {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool all_of(std::string_view text, std::string_view allowed) {
  return !text.empty() && text.find_first_not_of(allowed) == std::string_view::npos;
}

std::string_view without_sign(std::string_view text) {
  if (!text.empty() && (text[0] == '+' || text[0] == '-')) text.remove_prefix(1);
  return text;
}

/// Underscores taken out: Go's ParseInt with base 0 after that, so 0x, 0o, 0b and a leading 0 are bases.
bool is_integer(std::string_view text) {
  text = without_sign(text);
  if (text.size() > 2 && text[0] == '0') {
    const char base = static_cast<char>(text[1] | 0x20);
    if (base == 'x') return all_of(text.substr(2), "0123456789abcdefABCDEF");
    if (base == 'o') return all_of(text.substr(2), "01234567");
    if (base == 'b') return all_of(text.substr(2), "01");
  }
  if (text.size() > 1 && text[0] == '0') return all_of(text, "01234567");
  return all_of(text, "0123456789");
}

std::size_t digits(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::find_if_not(text, is_digit) - text.begin());
}

/// [-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?, or an infinity or none.
bool is_real(std::string_view text) {
  constexpr std::array<std::string_view, 9> words{".inf",  ".Inf", ".INF", "+.inf", "+.Inf",
                                                  "+.INF", ".nan", ".NaN", ".NAN"};
  if (std::ranges::find(words, text) != words.end() || text == "-.inf" || text == "-.Inf" || text == "-.INF")
    return true;
  text = without_sign(text);
  const std::size_t whole = digits(text);
  text.remove_prefix(whole);
  std::size_t part = 0;
  if (text.starts_with('.')) {
    part = digits(text.substr(1));
    text.remove_prefix(1 + part);
  }
  if (whole + part == 0) return false;
  if (text.empty()) return true;
  if (text[0] != 'e' && text[0] != 'E') return false;
  text = without_sign(text.substr(1));
  return all_of(text, "0123456789");
}

/// 2024-01-01, with or without a time behind it.
bool is_timestamp(std::string_view text) {
  if (text.size() < 8 || digits(text) != 4 || text[4] != '-') return false;
  text.remove_prefix(5);
  const std::size_t month = digits(text);
  if (month < 1 || month > 2 || month >= text.size() || text[month] != '-') return false;
  text.remove_prefix(month + 1);
  const std::size_t day = digits(text);
  if (day < 1 || day > 2) return false;
  text.remove_prefix(day);
  return text.empty() || text[0] == 'T' || text[0] == 't' || text[0] == ' ';
}

}  // namespace

ScalarType type_of(const YamlValue& scalar) {
  constexpr std::array<std::string_view, 6> booleans{"true", "True", "TRUE", "false", "False", "FALSE"};
  constexpr std::array<std::string_view, 16> old_ones{"y",  "Y",  "yes", "Yes", "YES", "n",   "N",   "no",
                                                      "No", "NO", "on",  "On",  "ON",  "off", "Off", "OFF"};
  if (scalar.is_text || scalar.text.empty()) return ScalarType::text;
  if (std::ranges::find(booleans, scalar.text) != booleans.end()) return ScalarType::boolean;
  if (std::ranges::find(old_ones, scalar.text) != old_ones.end()) return ScalarType::old_boolean;
  if (is_timestamp(scalar.text)) return ScalarType::timestamp;
  const char first = without_sign(scalar.text).empty() ? '\0' : without_sign(scalar.text)[0];
  if (!is_digit(first) && first != '.') return ScalarType::text;
  std::string plain = scalar.text;
  std::erase(plain, '_');
  if (is_integer(plain)) return ScalarType::integer;
  return is_real(plain) ? ScalarType::real : ScalarType::text;
}

}  // namespace planner
