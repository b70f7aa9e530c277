#pragma once
// Addresses: as Swarm reads them in a constraint on node.ip, and where its managers listen.
#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace planner {

struct Subnet {
  bool v4 = true;
  std::array<unsigned char, 16> address{};  // the first four of IPv4
  int bits = 32;                            // all of them: one address
};

/// "10.0.0.1", "10.0.0.0/8", "fd00::/8"; none where Go's net.ParseIP and ParseCIDR have none: no zeros before digits,
/// no zone. IPv4 in the form of IPv6 is IPv4.
std::optional<Subnet> parse_subnet(std::string_view text);

/// Whether the address lies in the subnet.
bool inside(const Subnet& subnet, const Subnet& address);

/// "10.0.0.1:2377", "[fd00::1]:2377"
std::string manager_endpoint(std::string_view address);

}  // namespace planner
