#pragma once
// The line that a finding speaks of, with a caret under the place.
#include <string>

#include "planner/model/source_range.hpp"
#include "planner/model/text_index.hpp"

namespace planner {

struct Excerpt {
  std::string line;  // on one line of the terminal; "..." where it is cut; empty if the text has no such line
  int caret = 0;     // columns in front of the caret
  int width = 1;     // columns to underline
};

Excerpt excerpt_at(const TextIndex& index, SourceRange where, int columns);

}  // namespace planner
