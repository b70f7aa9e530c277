#pragma once
// TOML's dates and times: 1979-05-27, 07:32:00.5, 1979-05-27T07:32:00-08:00.
#include <optional>
#include <string_view>

#include "planner/spec/mistake.hpp"

namespace planner {

/// Whether a value begins like a date or a time: four digits and "-", or two digits and ":".
bool looks_like_date_time(std::string_view word);

std::optional<Mistake> mistake_in_date_time(std::string_view word);

}  // namespace planner
