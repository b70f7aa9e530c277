#include "planner/emit/visible_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace planner {
namespace {

struct Range {
  char32_t first = 0;
  char32_t last = 0;
};

// C0, DEL and C1; soft hyphen; blanks without width; marks, embeddings and overrides of direction; line and paragraph
// separators; byte order mark; tags. https://www.unicode.org/reports/tr36/#Bidirectional_Text_Spoofing
constexpr std::array<Range, 10> hidden{{{0x00, 0x1F},
                                        {0x7F, 0x9F},
                                        {0xAD, 0xAD},
                                        {0x61C, 0x61C},
                                        {0x180E, 0x180E},
                                        {0x200B, 0x200F},
                                        {0x2028, 0x202E},
                                        {0x2060, 0x206F},
                                        {0xFEFF, 0xFEFF},
                                        {0xE0000, 0xE0FFF}}};

// East Asian Wide and Fullwidth, in the blocks that terminals draw over two columns.
// https://www.unicode.org/reports/tr11/
constexpr std::array<Range, 13> wide{{{0x1100, 0x115F},
                                      {0x2E80, 0x303E},
                                      {0x3041, 0x4DBF},
                                      {0x4E00, 0xA4CF},
                                      {0xA960, 0xA97C},
                                      {0xAC00, 0xD7A3},
                                      {0xF900, 0xFAFF},
                                      {0xFE30, 0xFE6F},
                                      {0xFF01, 0xFF60},
                                      {0xFFE0, 0xFFE6},
                                      {0x1F300, 0x1F64F},
                                      {0x1F680, 0x1F9FF},
                                      {0x20000, 0x3FFFD}}};

// Combining marks of the scripts that have them most, and variation selectors.
constexpr std::array<Range, 11> combining{{{0x300, 0x36F},
                                           {0x483, 0x489},
                                           {0x591, 0x5BD},
                                           {0x610, 0x61A},
                                           {0x64B, 0x65F},
                                           {0x93C, 0x93C},
                                           {0x1AB0, 0x1AFF},
                                           {0x1DC0, 0x1DFF},
                                           {0x20D0, 0x20FF},
                                           {0xFE00, 0xFE0F},
                                           {0xFE20, 0xFE2F}}};

template <std::size_t size>
bool within(const std::array<Range, size>& ranges, char32_t c) {
  return std::ranges::any_of(ranges, [c](const Range& range) { return c >= range.first && c <= range.last; });
}

/// Bytes of the UTF-8 sequence at `at`, and its code point; 0 bytes where there is none. Overlong forms, surrogates and
/// what lies above U+10FFFF are none.
std::size_t decode(std::string_view text, std::size_t at, char32_t& code) {
  const auto byte = [&](std::size_t i) { return static_cast<char32_t>(static_cast<unsigned char>(text[i])); };
  const char32_t lead = byte(at);
  code = lead;
  if (lead < 0x80) return 1;
  const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || length > text.size() - at) return 0;
  code = lead & (0x7FU >> length);
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(at + i) & 0xC0U) != 0x80U) return 0;
    code = code << 6U | (byte(at + i) & 0x3FU);
  }
  const char32_t least = length == 4 ? 0x10000 : length == 3 ? 0x800 : 0x80;
  return code < least || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF) ? 0 : length;
}

VisibleCharacter written_out(std::string text, std::size_t bytes) {
  const int columns = static_cast<int>(text.size());
  return {std::move(text), columns, bytes};
}

}  // namespace

VisibleCharacter visible_character(std::string_view text, std::size_t at) {
  if (at >= text.size()) return {"", 0, 0};
  if (text[at] == '\t') return {" ", 1, 1};
  char32_t code = 0;
  const std::size_t bytes = decode(text, at, code);
  if (bytes == 0) return written_out(fmt::format("<0x{:02X}>", static_cast<unsigned char>(text[at])), 1);
  if (within(hidden, code)) return written_out(fmt::format("<U+{:04X}>", static_cast<std::uint32_t>(code)), bytes);
  return {std::string(text.substr(at, bytes)), within(wide, code) ? 2 : within(combining, code) ? 0 : 1, bytes};
}

std::string visible_text(std::string_view text) {
  std::string result;
  for (std::size_t at = 0; at < text.size();) {
    const VisibleCharacter character = visible_character(text, at);
    result += text[at] == '\t' ? "<U+0009>" : character.text;
    at += character.bytes;
  }
  return result;
}

}  // namespace planner
