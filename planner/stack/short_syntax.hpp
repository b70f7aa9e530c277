#pragma once
// The short forms of ports and volumes: "8080-8081:80-81/udp", "data:/var/lib/data:ro".
#include <optional>
#include <string>
#include <string_view>

#include "planner/stack/stack_file.hpp"

namespace planner {

/// One port, a range of them, or a variable in their place.
struct PortRange {
  int first = 0, last = 0;
  std::string variable{};

  int count() const { return variable.empty() ? last - first + 1 : 1; }
};

/// [ADDRESS:][PUBLISHED:]TARGET[/PROTOCOL]
struct ShortPort {
  std::string address{};                 // without brackets; may hold a variable; empty: all
  std::optional<PortRange> published{};  // none: Swarm chooses
  PortRange target{};
  std::string protocol = "tcp";  // in lower case; or a variable
};

/// Of ASCII letters alone.
std::string lower_case(std::string_view text);

/// "8080" or "8080-8090".
std::optional<PortRange> parse_port_range(std::string_view text);

/// None where Docker's client refuses it, whatever its variables hold. Source: github.com/docker/go-connections
/// nat/nat.go ParsePortSpec
std::optional<ShortPort> parse_port(std::string_view text);

/// Begins with an IPv6 address without brackets: Compose takes that, and clients of 28.2 alone.
bool has_bare_ipv6(std::string_view port);

/// What mounts of type bind alone may have as an option: "rshared" and the like.
bool is_propagation(std::string_view option);

/// None where Docker's client refuses it. Source: github.com/docker/cli cli/compose/loader/volume.go
std::optional<StackMount> parse_volume(std::string_view text);

}  // namespace planner
