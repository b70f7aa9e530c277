#pragma once
// The one place where text becomes part of a Markdown page, and the blocks of a story as Markdown.
#include <string>
#include <string_view>

#include "planner/emit/story/story.hpp"

namespace planner {

/// Text on one line that renders as it is: nothing in it starts a link, a tag, a table cell or emphasis.
std::string markdown_text(std::string_view text);

/// Text between backticks, which may hold backticks itself. Not for table cells: a bar ends them even there.
std::string markdown_code(std::string_view text);

/// A block with a blank line behind it.
std::string markdown_block(const Block& block);

}  // namespace planner
