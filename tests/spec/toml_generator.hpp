#pragma once
// Random texts for the tests of reading: valid TOML of every shape, and small damages to any text. The same seed gives
// the same texts on every machine.
#include <cstdint>
#include <string>
#include <string_view>

namespace planner::test {

struct Random {
  std::uint64_t state;
};

/// A number from 0 to `limit` - 1.
std::size_t pick(Random& random, std::size_t limit);

/// A valid TOML document.
std::string random_toml(Random& random);

/// `text` with one to four bytes, words or lines removed, doubled, swapped or put in.
std::string damaged(Random& random, std::string_view text);

}  // namespace planner::test
