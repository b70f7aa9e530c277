// A line is laid out from its beginning, tabs to multiples of eight. One that is too wide loses its front first, as
// much as it takes to show the caret two thirds of the way, then its end.
#include "planner/emit/excerpt.hpp"

#include <algorithm>

#include "planner/emit/visible_text.hpp"

namespace planner {
namespace {

constexpr int tab = 8;
constexpr std::string_view cut = "...";
constexpr std::size_t most_bytes = 4096;  // of a line, on either side: what cannot be shown need not be laid out

struct Cell {
  std::string text;
  int column = 0;
  int columns = 1;
  std::size_t at = 0;
};

std::vector<Cell> lay_out(std::string_view line) {
  std::vector<Cell> cells;
  int column = 0;
  for (std::size_t at = 0; at < line.size();) {
    VisibleCharacter character = visible_character(line, at);
    if (line[at] == '\t') {
      character.columns = tab - column % tab;
      character.text.assign(static_cast<std::size_t>(character.columns), ' ');
    }
    cells.push_back({std::move(character.text), column, character.columns, at});
    column += character.columns;
    at += character.bytes;
  }
  cells.push_back({"", column, 0, line.size()});
  return cells;
}

int column_of(const std::vector<Cell>& cells, std::size_t at) {
  return std::ranges::find_if(cells, [at](const Cell& cell) { return cell.at >= at; })->column;
}

struct Window {
  int left = 0;           // first column that is shown
  int columns = 0;        // that the terminal has
  std::size_t caret = 0;  // the cell it stands under, by offset
  bool front_missing = false;
};

/// The cells in the window; the width is what is visible from the caret on.
Excerpt show(const std::vector<Cell>& cells, const Window& window) {
  const int dots = static_cast<int>(cut.size());
  Excerpt excerpt;
  int shown = 0;
  if (window.left > 0 || window.front_missing) {
    excerpt.line = cut;
    shown = dots;
  }
  for (const Cell& cell : cells) {
    if (cell.column < window.left) continue;
    const int rest = cells.back().column - cell.column;
    if (shown + cell.columns > window.columns - dots && rest > window.columns - shown) {
      excerpt.width = shown - excerpt.caret;
      excerpt.line += cut;
      return excerpt;
    }
    if (cell.at == window.caret) excerpt.caret = shown;
    excerpt.line += cell.text;
    shown += cell.columns;
  }
  excerpt.width = shown - excerpt.caret;
  return excerpt;
}

}  // namespace

Excerpt excerpt_at(const TextIndex& index, SourceRange where, int columns) {
  std::string_view line = line_at(index, where.line);
  if (line.empty()) return {};
  const std::size_t start = offset_of(index, where.line, 1);
  std::size_t from = offset_of(index, where.line, where.column) - start;
  std::size_t to = offset_of(index, where.line, where.column + std::max(where.length, 1)) - start;
  std::size_t skipped = from > most_bytes ? from - most_bytes : 0;
  while (skipped > 0 && (static_cast<unsigned char>(line[skipped]) & 0xC0U) == 0x80U) --skipped;
  line = line.substr(skipped, from - skipped + most_bytes);
  from -= skipped;
  to = std::clamp(to, skipped, skipped + line.size()) - skipped;

  const std::vector<Cell> cells = lay_out(line);
  const int caret = column_of(cells, from);
  const int dots = static_cast<int>(cut.size());
  // As much of the underlined text as a quarter of the width is worth moving the window for.
  const int wanted = caret + std::clamp(column_of(cells, to) - caret, 1, columns / 4);
  const bool from_start = skipped == 0 && (cells.back().column <= columns || wanted <= columns - dots);
  const int left = from_start ? 0 : caret - columns * 2 / 3;  // first column that is shown
  Excerpt excerpt = show(cells, {left, columns, from, skipped > 0});
  const int visible = excerpt.width;
  excerpt.width = std::max(std::min(column_of(cells, to) - caret, visible), 1);
  return excerpt;
}

}  // namespace planner
