#include "planner/swarm/address.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>
#include <string>

namespace planner {

std::optional<Subnet> parse_subnet(std::string_view text) {
  const std::size_t slash = text.find('/');
  const std::string address(text.substr(0, slash));
  Subnet subnet;
  subnet.v4 = address.find(':') == std::string::npos;
  if (inet_pton(subnet.v4 ? AF_INET : AF_INET6, address.c_str(), subnet.address.data()) != 1) return std::nullopt;
  const int most = subnet.v4 ? 32 : 128;
  subnet.bits = most;
  if (slash != std::string_view::npos) {
    const std::string_view bits = text.substr(slash + 1);
    const auto [end, error] = std::from_chars(bits.data(), bits.data() + bits.size(), subnet.bits);
    if (error != std::errc() || end != bits.data() + bits.size() || subnet.bits < 0 || subnet.bits > most)
      return std::nullopt;
  }
  constexpr std::array<unsigned char, 12> mapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
  if (subnet.v4 || !std::equal(mapped.begin(), mapped.end(), subnet.address.begin())) return subnet;
  Subnet v4;
  std::copy(subnet.address.begin() + mapped.size(), subnet.address.end(), v4.address.begin());
  v4.bits = std::max(subnet.bits - 96, 0);
  return v4;
}

bool inside(const Subnet& subnet, const Subnet& address) {
  if (subnet.v4 != address.v4) return false;
  for (int bit = 0; bit < subnet.bits; ++bit) {
    const std::size_t byte = static_cast<std::size_t>(bit / 8);
    if (((subnet.address[byte] ^ address.address[byte]) >> (7 - bit % 8) & 1) != 0) return false;
  }
  return true;
}

std::string manager_endpoint(std::string_view address) {
  const bool v6 = address.find(':') != std::string_view::npos;
  return (v6 ? "[" : "") + std::string(address) + (v6 ? "]" : "") + ":2377";
}

}  // namespace planner
