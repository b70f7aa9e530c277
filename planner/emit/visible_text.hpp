#pragma once
// Text from a user's file on its way to a terminal: every character that could hide, move the cursor or turn the line
// round is written out, and the columns that each takes are known.
#include <cstddef>
#include <string>
#include <string_view>

namespace planner {

struct VisibleCharacter {
  std::string text;       // itself, "<U+001B>", or "<0xFF>" for a byte that is no UTF-8
  int columns = 1;        // 2 for wide characters, 0 for those that stand on the one before
  std::size_t bytes = 0;  // that it takes in the input; 0 at the end
};

/// The character at `at`. A tab is one blank: who knows the column makes it more.
VisibleCharacter visible_character(std::string_view text, std::size_t at);

/// The whole text, line breaks and tabs written out like other control characters.
std::string visible_text(std::string_view text);

}  // namespace planner
