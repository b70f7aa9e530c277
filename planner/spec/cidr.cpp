#include "planner/spec/cidr.hpp"

#include <charconv>

namespace planner {
namespace {

/// Takes a number of at most `max` off the front; none if there is none or it has a leading zero.
std::optional<int> take_number(std::string_view& text, int max) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const auto length = static_cast<std::size_t>(end - text.data());
  if (error != std::errc() || value < 0 || value > max || text.front() == '-') return std::nullopt;
  if (length > 1 && text.front() == '0') return std::nullopt;
  text.remove_prefix(length);
  return value;
}

std::uint32_t mask_of(int prefix) { return prefix == 0 ? 0 : ~std::uint32_t{0} << (32 - prefix); }

}  // namespace

std::optional<std::uint32_t> parse_ipv4(std::string_view text) {
  std::uint32_t address = 0;
  for (int part = 0; part < 4; ++part) {
    if (part > 0) {
      if (text.empty() || text.front() != '.') return std::nullopt;
      text.remove_prefix(1);
    }
    if (text.empty()) return std::nullopt;
    const std::optional<int> value = take_number(text, 255);
    if (!value) return std::nullopt;
    address = address << 8 | static_cast<std::uint32_t>(*value);
  }
  return text.empty() ? std::optional(address) : std::nullopt;
}

std::optional<Cidr> parse_cidr(std::string_view text) {
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos || slash + 1 == text.size()) return std::nullopt;
  const std::optional<std::uint32_t> address = parse_ipv4(text.substr(0, slash));
  std::string_view rest = text.substr(slash + 1);
  const std::optional<int> prefix = take_number(rest, 32);
  if (!address || !prefix || !rest.empty()) return std::nullopt;
  return Cidr{*address & mask_of(*prefix), *prefix};
}

bool contains(const Cidr& cidr, std::uint32_t address) { return (address & mask_of(cidr.prefix)) == cidr.network; }

bool overlap(const Cidr& a, const Cidr& b) {
  return contains(a.prefix < b.prefix ? a : b, a.prefix < b.prefix ? b.network : a.network);
}

}  // namespace planner
