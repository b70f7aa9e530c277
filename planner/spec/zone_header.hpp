#pragma once
// How a one-line zone begins: [KEY] and something behind it on its line.
#include <cstddef>
#include <optional>
#include <string_view>

namespace planner {

struct ZoneHeader {
  std::size_t open = 0, close = 0;  // its brackets
  std::size_t last_dot = 0;         // 0 for a key of one part
  std::size_t first = 0;            // of the key
};

/// The header of the zone whose line begins at `at`, if it is one.
std::optional<ZoneHeader> zone_header(std::string_view text, std::size_t at);

/// Past blanks, and past those that came from a web page.
std::size_t past_blanks(std::string_view text, std::size_t at);

}  // namespace planner
