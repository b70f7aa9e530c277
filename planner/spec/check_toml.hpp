#pragma once
// TOML's grammar as a check: finds what is wrong and where exactly, and builds nothing. The parser behind it gives the
// values; it stops at its first error, and tells it in terms of text that the user may not have written.
#include <cstddef>
#include <vector>

#include "planner/spec/mistake.hpp"
#include "planner/spec/notation.hpp"

namespace planner {

struct Stretch {
  std::size_t begin = 0;
  std::size_t end = 0;
};

struct TomlCheck {
  std::vector<Mistake> mistakes;    // in no order; with most_mistakes of them reading stops
  std::vector<Stretch> unreadable;  // statements that a parser must not see: declared again, or a broken zone line
  std::size_t readable = 0;         // bytes before the first syntax error's statement; all of them without one
};

constexpr std::size_t most_mistakes = 100;

/// Checks what the notation pass made. Linear in the text.
TomlCheck check_toml(const Notation& notation);

}  // namespace planner
