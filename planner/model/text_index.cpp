// Question: at which line and column, in code points, is the byte at some offset, and the other way round?
//
// Idea: the offsets of all lines are kept, and for every block of 1 KiB how many code points begin before it. The code
// points between two offsets are then a difference of two such sums and of what is counted in two blocks at most, so
// that a file that is one line of 4 MiB costs no more than one of short lines.
//
// Cost: linear once; then the logarithm of the number of lines and 2 KiB of counting. A code point begins at every byte
// that is no continuation byte (10xxxxxx).
#include "planner/model/text_index.hpp"

#include <algorithm>

namespace planner {
namespace {

constexpr std::size_t block = 1024;

bool begins(char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }

std::size_t count(std::string_view text) { return static_cast<std::size_t>(std::ranges::count_if(text, begins)); }

/// How many code points begin before the offset.
std::size_t before(const TextIndex& index, std::size_t offset) {
  const std::size_t number = std::min(offset / block, index.characters.size() - 1);
  return index.characters[number] + count(index.text.substr(number * block, offset - number * block));
}

/// How many begin from `from` on and before `to`; most spans are short.
std::size_t between(const TextIndex& index, std::size_t from, std::size_t to) {
  if (to - from < block) return count(index.text.substr(from, to - from));
  return before(index, to) - before(index, from);
}

}  // namespace

TextIndex index_text(std::string_view text) {
  TextIndex index{text, {0}, {0}};
  for (std::size_t at = text.find('\n'); at != std::string_view::npos; at = text.find('\n', at + 1))
    index.lines.push_back(at + 1);
  for (std::size_t at = 0; at + block <= text.size(); at += block)
    index.characters.push_back(index.characters.back() + count(text.substr(at, block)));
  return index;
}

SourceRange range_at(const TextIndex& index, std::size_t offset, std::size_t bytes) {
  offset = std::min(offset, index.text.size());
  const auto next = std::ranges::upper_bound(index.lines, offset);
  const auto line = static_cast<int>(next - index.lines.begin());
  const std::size_t start = *(next - 1);
  const std::size_t end = start + line_at(index, line).size();
  const std::size_t last = offset >= end ? offset : std::min(end, offset + bytes);
  return {line, static_cast<int>(between(index, start, offset)) + 1,
          std::max(static_cast<int>(between(index, offset, last)), 1)};
}

std::string_view line_at(const TextIndex& index, int line) {
  if (line < 1 || static_cast<std::size_t>(line) > index.lines.size()) return {};
  const auto number = static_cast<std::size_t>(line);
  const std::size_t start = index.lines[number - 1];
  const std::size_t end = number < index.lines.size() ? index.lines[number] - 1 : index.text.size();
  std::string_view text = index.text.substr(start, end - start);
  if (text.ends_with('\r')) text.remove_suffix(1);
  return text;
}

std::size_t offset_of(const TextIndex& index, int line, int column) {
  if (line < 1 || static_cast<std::size_t>(line) > index.lines.size()) return index.text.size();
  const std::size_t start = index.lines[static_cast<std::size_t>(line) - 1];
  if (column <= 1) return start;
  const std::size_t end = start + line_at(index, line).size();
  const std::size_t wanted = before(index, start) + static_cast<std::size_t>(std::max(column, 1)) - 1;
  // The last block that does not begin behind the wanted code point.
  const auto next = std::ranges::upper_bound(index.characters, wanted);
  std::size_t at = static_cast<std::size_t>(next - index.characters.begin() - 1) * block;
  std::size_t seen = index.characters[at / block];
  if (at < start) {
    at = start;
    seen = before(index, start);
  }
  for (; at < end; ++at)
    if (begins(index.text[at]) && seen++ == wanted) return at;
  return end;
}

}  // namespace planner
