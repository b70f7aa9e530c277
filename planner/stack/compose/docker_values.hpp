#pragma once
// Numbers and sizes as docker reads them.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "planner/model/yaml_value.hpp"

namespace planner {

std::optional<double> docker_number(std::string_view text);

/// Of processors: "0.5", or "1/2" (Go's big.Rat).
std::optional<double> docker_processors(std::string_view text);

/// A whole number that fits an int; none for a variable too.
std::optional<int> docker_integer(const YamlValue& value);

/// Bytes: "64m", "1.5GiB", "512" (github.com/docker/go-units, RAMInBytes).
std::optional<std::int64_t> docker_size(std::string_view text);

/// A scalar as docker makes a text of it: a text as it is, 1.10 as 1.1, 0x10 as 16.
std::string docker_text(const YamlValue& scalar);

/// "a,b=c" → its parts, none of them empty.
std::vector<std::string> split_options(std::string_view text);

}  // namespace planner
