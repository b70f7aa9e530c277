#pragma once
// Lines of a page for a terminal: how wide a text is and where it breaks. Texts are visible ones (visible_text.hpp).
#include <string>
#include <string_view>
#include <vector>

namespace planner {

inline constexpr int page_width = 80;

/// Columns on a terminal.
int width_of(std::string_view text);

/// Lines of at most `width`, broken at blanks only: a word that is wider stands alone on its line. Never empty.
std::vector<std::string> wrap(std::string_view text, int width);

/// The text itself, or as much of it as fits with "..." behind.
std::string clipped(std::string_view text, int width);

}  // namespace planner
