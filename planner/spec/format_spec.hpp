#pragma once
// A spec in its canonical spelling.
#include <string>
#include <string_view>

namespace planner {

/// `text` with one-line zones as `az-1 = { managers = 1 }`, one space around =, no indentation but inside lists, at
/// most one blank line at a time, LF. Strings, numbers and comments are copied as they are, the table stays the same.
/// Expects a text of which read_toml had nothing to say.
std::string format_spec(std::string_view text);

}  // namespace planner
