#pragma once
// The short forms of ports and volumes: "8080-8081:80-81/udp", "data:/var/lib/data:ro".
#include <optional>
#include <string_view>

#include "planner/stack/stack_file.hpp"

namespace planner {

/// None where Docker's client refuses it. Source: github.com/docker/go-connections nat/nat.go ParsePortSpec
std::optional<StackPort> parse_port(std::string_view text);

/// None where Docker's client refuses it. Source: github.com/docker/cli cli/compose/loader/volume.go
std::optional<StackMount> parse_volume(std::string_view text);

}  // namespace planner
