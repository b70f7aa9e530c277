#pragma once
// Durations and sizes as people write them.
#include <cstdint>
#include <optional>
#include <string_view>

namespace planner {

/// Seconds of "200ms", "1h30m", "5y": numbers with ms s m h d w y (y = 365 d), added up. None if it is not one.
std::optional<double> parse_duration(std::string_view text);

/// Bytes of "512MiB", "32GB", "1g" as Docker reads them: every unit is a power of 1024, with or without the i and
/// the b, in either case (github.com/docker/go-units, RAMInBytes). The unit is required. None if it is not a size.
std::optional<std::int64_t> parse_size(std::string_view text);

/// What Docker takes for a service's durations: "10s", "1m30s", "1h" (Go's time.ParseDuration without a sign).
bool is_go_duration(std::string_view text);

}  // namespace planner
