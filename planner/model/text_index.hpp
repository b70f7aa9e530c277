#pragma once
// Offsets in a text ↔ lines and columns as people count them, fast however long the lines are.
#include <cstddef>
#include <string_view>
#include <vector>

#include "planner/model/source_range.hpp"

namespace planner {

/// A view of the text and where its lines and characters begin; made once, linear in the text.
struct TextIndex {
  std::string_view text;
  std::vector<std::size_t> lines;       // offset of each line; never empty
  std::vector<std::size_t> characters;  // how many code points begin before each block of 1 KiB
};

TextIndex index_text(std::string_view text);

/// Line and column of an offset, and the width of `bytes` bytes from there, at least 1 and on one line.
SourceRange range_at(const TextIndex& index, std::size_t offset, std::size_t bytes);

/// The line without its line break; empty where there is none of that number.
std::string_view line_at(const TextIndex& index, int line);

/// Offset of a column in its line, at most that of the line's end.
std::size_t offset_of(const TextIndex& index, int line, int column);

}  // namespace planner
