#pragma once
// The one place where text becomes part of a Mermaid diagram.
#include <string>
#include <string_view>

namespace planner {

/// A quoted label that shows the text as it is. Everything but letters, digits and the plainest punctuation becomes
/// one of Mermaid's numeric entities ("#35;"), so that nothing ends the quote or is read as HTML or Markdown.
std::string mermaid_label(std::string_view text);

/// A label of several lines.
std::string mermaid_label(std::string_view first, std::string_view second);

}  // namespace planner
