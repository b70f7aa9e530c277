// Counting lines and columns, and the check that a text is UTF-8. The check reads eight ASCII bytes at a time, since
// nearly all of a spec is ASCII.
#include "planner/spec/text_position.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace planner {
namespace {

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0u) == 0x80u; }

bool eight_ascii(const char* bytes) {
  std::uint64_t word = 0;
  std::memcpy(&word, bytes, sizeof word);
  return (word & 0x8080808080808080u) == 0;
}

// Bytes of the sequence that begins at `at`, 0 where none does. The bounds on the second byte keep out overlong
// forms, surrogates and what lies above U+10FFFF (Unicode 15, table 3-7).
std::size_t sequence_length(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u; };
  const unsigned lead = byte(at);
  if (lead < 0x80) return 1;
  if (lead < 0xC2 || lead > 0xF4) return 0;
  const std::size_t length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  const unsigned low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
  const unsigned high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
  if (byte(at + 1) < low || byte(at + 1) > high) return 0;
  for (std::size_t i = 2; i < length; ++i)
    if (byte(at + i) < 0x80 || byte(at + i) > 0xBF) return 0;
  return length;
}

std::size_t line_start(std::string_view text, std::size_t at) {
  const std::size_t newline = at == 0 ? std::string_view::npos : text.rfind('\n', at - 1);
  return newline == std::string_view::npos ? 0 : newline + 1;
}

}  // namespace

int code_points(std::string_view text) {
  return static_cast<int>(std::count_if(text.begin(), text.end(), [](char c) { return !is_continuation(c); }));
}

int line_of(std::string_view text, std::size_t at) {
  const std::string_view before = text.substr(0, at);
  return 1 + static_cast<int>(std::count(before.begin(), before.end(), '\n'));
}

int column_of(std::string_view text, std::size_t at) {
  const std::size_t start = line_start(text, at);
  return 1 + code_points(text.substr(start, at - start));
}

std::optional<std::size_t> first_byte_not_utf8(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    if (at + 8 <= text.size() && eight_ascii(text.data() + at)) {
      at += 8;
      continue;
    }
    const std::size_t length = sequence_length(text, at);
    if (length == 0) return at;
    at += length;
  }
  return std::nullopt;
}

Finding syntax_finding(std::string_view text, std::string_view file, const Mistake& mistake) {
  const std::size_t at = std::min(mistake.at, text.size());
  const SourceRange where{line_of(text, at), column_of(text, at),
                          std::max(1, code_points(text.substr(at, mistake.length)))};
  return {"invalid-syntax", Severity::error, mistake.message, std::string(file), where, "", mistake.help};
}

}  // namespace planner
