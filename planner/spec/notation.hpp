#pragma once
// The documents' one-line zones, `[az-1] managers = 1, workers = 10`, turned into TOML: one lexical pass that knows
// strings, comments and the nesting of brackets, and nothing else of TOML. Valid TOML comes out as it went in.
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "planner/model/finding.hpp"

namespace planner {

struct Comment {
  SourceRange where;      // of the '#'
  std::string_view text;  // from '#' to the line's end, CR excluded; a view into the input
};

struct Notation {
  std::string toml;                    // as many lines as the input, bodies in the same columns
  std::vector<int> zone_lines;         // lines that were rewritten, ascending
  std::vector<std::size_t> zone_ends;  // for each of them, the offset in `toml` of the brace that closes it
  std::vector<Finding> findings;       // the first hundred rejected lines, which are blank in `toml`, and lines with
                                       // pasted blanks, which are read with ordinary ones
  std::vector<Comment> comments;
};

Notation rewrite_notation(std::string_view text, std::string_view file);

}  // namespace planner
