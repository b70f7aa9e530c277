#pragma once
// TOML values without quotes: numbers, true and false, dates and times.
#include <cstddef>
#include <optional>
#include <string_view>

#include "planner/spec/mistake.hpp"

namespace planner {

/// One past the value without quotes that begins at `at`; `at` itself where none does. A date and a time with one
/// blank between them are one value.
std::size_t end_of_bare_value(std::string_view text, std::size_t at);

/// What is wrong with `word` as a value, offsets counted from its beginning.
std::optional<Mistake> mistake_in_bare_value(std::string_view word);

}  // namespace planner
