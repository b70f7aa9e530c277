#include "planner/model/text_index.hpp"

#include <doctest/doctest.h>

#include <random>
#include <string>

namespace planner::test {
namespace {

TEST_CASE("lines and columns of a small text") {
  const TextIndex index = index_text("ab\r\n\n\tü€x\nend");
  CHECK(line_at(index, 1) == "ab");
  CHECK(line_at(index, 2).empty());
  CHECK(line_at(index, 4) == "end");
  CHECK(line_at(index, 5).empty());
  CHECK(line_at(index, 0).empty());
  CHECK(range_at(index, 6, 2) == SourceRange{3, 2, 1});   // ü
  CHECK(range_at(index, 8, 99) == SourceRange{3, 3, 2});  // €x, not beyond the line
  CHECK(range_at(index, 999, 1) == SourceRange{4, 4, 1});
  CHECK(offset_of(index, 3, 3) == 8);
  CHECK(offset_of(index, 3, 99) == 12);
  CHECK(offset_of(index, 9, 1) == 16);
  CHECK(line_at(index_text(""), 1).empty());
  CHECK(range_at(index_text(""), 0, 1) == SourceRange{1, 1, 1});
}

/// The same by walking from the beginning.
SourceRange walked(std::string_view text, std::size_t offset) {
  SourceRange range;
  for (std::size_t i = 0; i < offset; ++i) {
    if (text[i] == '\n')
      range = {range.line + 1, 1, 1};
    else if ((static_cast<unsigned char>(text[i]) & 0xC0U) != 0x80U)
      ++range.column;
  }
  return range;
}

TEST_CASE("random texts, long lines among them: as walking says, and back") {
  std::mt19937 random(7);
  for (int round = 0; round < 20; ++round) {
    std::string text;
    const std::string pieces[] = {"a", "ü", "€", "😀", "\n", "bcdefgh"};
    const int breaks = round % 2 == 0 ? 400 : 6;  // many short lines or one long one
    for (int i = 0; i < 2500; ++i) {
      const auto pick = static_cast<int>(random() % 400);
      text += pick < breaks / 40 ? pieces[4] : pieces[std::min<std::size_t>(random() % 6, 5) % 4];
    }
    const TextIndex index = index_text(text);
    for (std::size_t offset = 0; offset < text.size(); offset += 1 + random() % 13) {
      if ((static_cast<unsigned char>(text[offset]) & 0xC0U) == 0x80U) continue;
      const SourceRange range = range_at(index, offset, 1);
      const SourceRange expected = walked(text, offset);
      REQUIRE(range.line == expected.line);
      REQUIRE(range.column == expected.column);
      REQUIRE(offset_of(index, range.line, range.column) == offset);
    }
  }
}

}  // namespace
}  // namespace planner::test
