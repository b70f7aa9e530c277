#include "planner/stack/compose/docker_values.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "planner/spec/units.hpp"
#include "planner/stack/compose/long_forms.hpp"
#include "planner/stack/yaml_scalar.hpp"

namespace planner {
namespace {

/// Decimal, or 0x 0o 0b and a leading 0 (octal).
std::optional<std::int64_t> integer_of(std::string text) {
  std::erase(text, '_');
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.erase(0, 1);
  int base = 10;
  std::size_t skip = 0;
  if (text.size() > 2 && text[0] == '0') {
    const char letter = static_cast<char>(text[1] | 0x20);
    base = letter == 'x' ? 16 : letter == 'o' ? 8 : letter == 'b' ? 2 : 10;
    skip = base == 10 ? 0 : 2;
  }
  if (base == 10 && text.size() > 1 && text[0] == '0') base = 8;
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data() + skip, text.data() + text.size(), number, base);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return negative ? -number : number;
}

}  // namespace

std::optional<double> docker_number(std::string_view text) {
  double number = 0;
  if (text.starts_with('+')) text.remove_prefix(1);
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(number)) return std::nullopt;
  return number;
}

std::optional<double> docker_processors(std::string_view text) {
  const std::size_t slash = text.find('/');
  const std::optional<double> number = docker_number(text.substr(0, slash));
  if (slash == std::string_view::npos) return number;
  const std::optional<double> divisor = docker_number(text.substr(slash + 1));
  if (!number || !divisor || *divisor == 0) return std::nullopt;
  return *number / *divisor;
}

std::optional<int> docker_integer(const YamlValue& value) {
  if (!value.is_scalar()) return std::nullopt;
  std::optional<std::int64_t> number = integer_of(value.text);
  if (!number) {
    const std::optional<double> real = docker_number(value.text);
    if (!real || *real != std::floor(*real) || std::abs(*real) > 1e9) return std::nullopt;
    number = static_cast<std::int64_t>(*real);
  }
  if (*number < -2147483647 || *number > 2147483647) return std::nullopt;
  return static_cast<int>(*number);
}

std::optional<std::int64_t> docker_size(std::string_view text) {
  if (const std::optional<std::int64_t> size = parse_size(text)) return size;
  const std::optional<double> bytes = docker_number(text);
  if (!bytes || *bytes < 0 || *bytes > 9e15) return std::nullopt;
  return static_cast<std::int64_t>(*bytes);
}

std::string docker_text(const YamlValue& scalar) {
  const ScalarType type = type_of(scalar);
  if (type == ScalarType::integer)
    if (const std::optional<std::int64_t> number = integer_of(scalar.text)) return fmt::format("{}", *number);
  if (type != ScalarType::real) return scalar.text;
  std::string plain = scalar.text;
  std::erase(plain, '_');
  const std::optional<double> number = docker_number(plain);
  if (!number) return scalar.text;
  const double size = std::abs(*number);
  // Go prints an exponent below 1e-4 and from 1e21 on.
  if (size != 0 && (size < 1e-4 || size >= 1e21)) return fmt::format("{}", *number);
  return size == std::floor(size) ? fmt::format("{:.0f}", *number) : fmt::format("{}", *number);
}

std::vector<std::string> split_options(std::string_view text) {
  std::vector<std::string> parts = split_template(text, ',');
  std::erase_if(parts, [](const std::string& part) { return part.empty(); });
  return parts;
}

}  // namespace planner
