#pragma once
// Text for a terminal: nothing that a user's name holds may move the cursor, and lines end where a page ends.
#include <string>
#include <string_view>
#include <vector>

namespace planner {

inline constexpr int page_width = 80;

/// Control characters (C0, DEL, C1), direction marks, line separators and bytes that are no UTF-8 become "?".
std::string terminal_text(std::string_view text);

/// Columns that a text without control characters takes: one a code point.
int width_of(std::string_view text);

/// Lines of at most `width`, broken at blanks only: a word that is wider stands alone on its line. Never empty.
std::vector<std::string> wrap(std::string_view text, int width);

/// The text itself, or as much of it as fits with "..." behind.
std::string clipped(std::string_view text, int width);

}  // namespace planner
