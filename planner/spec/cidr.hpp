#pragma once
// IPv4 networks, as far as address pools need them.
#include <cstdint>
#include <optional>
#include <string_view>

namespace planner {

struct Cidr {
  std::uint32_t network = 0;  // host order, masked
  int prefix = 0;             // 0 to 32
};

/// Dotted quad; none if it is not one.
std::optional<std::uint32_t> parse_ipv4(std::string_view text);

/// "10.0.0.0/8"; none if it is not one.
std::optional<Cidr> parse_cidr(std::string_view text);

bool contains(const Cidr& cidr, std::uint32_t address);
bool overlap(const Cidr& a, const Cidr& b);

}  // namespace planner
