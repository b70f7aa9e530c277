#pragma once
// TOML's four kinds of strings: where one ends, and whether what stands in it is allowed.
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "planner/spec/mistake.hpp"

namespace planner {

struct StringExtent {
  std::size_t end = 0;  // one past the closing quotes; where unclosed, the line's or the text's end
  bool closed = false;
  bool multiline = false;  // of the kinds """ and '''
};

/// The string whose first quote stands at `at`. Looks at nothing but quotes and backslashes.
StringExtent string_extent(std::string_view text, std::size_t at);

/// What is wrong with that string, if anything: not closed, an unknown escape, a control character.
std::optional<Mistake> mistake_in_string(std::string_view text, std::size_t at, const StringExtent& extent);

/// The value of a one-line string that has no mistake, quotes included in `quoted`.
std::string string_value(std::string_view quoted);

}  // namespace planner
