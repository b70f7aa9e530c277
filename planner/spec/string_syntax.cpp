// Finding a string's end is kept apart from judging its content, because the notation pass must walk over strings
// that the parser will refuse later.
#include "planner/spec/string_syntax.hpp"

#include <fmt/format.h>

#include <charconv>

#include "planner/spec/character.hpp"

namespace planner {
namespace {

StringExtent multiline_extent(std::string_view text, std::size_t at) {
  const char quote = text[at];
  std::size_t i = at + 3;
  while (i < text.size()) {
    if (text[i] == '\\' && quote == '"') {
      i += 2;
    } else if (text[i] == quote && peek(text, i + 1) == quote && peek(text, i + 2) == quote) {
      i += 3;
      // One or two more quotes belong to the string itself.
      for (int extra = 0; extra < 2 && peek(text, i) == quote; ++extra) ++i;
      return {i, true, true};
    } else {
      ++i;
    }
  }
  return {text.size(), false, true};
}

Mistake not_closed(std::string_view text, std::size_t at, const StringExtent& extent) {
  if (extent.multiline)
    return {at, 3, fmt::format("the {} that begins here is never closed", text.substr(at, 3)),
            fmt::format("write {} where the text ends", text.substr(at, 3))};
  const char quote = text[at];
  for (std::size_t i = at + 1; i < extent.end; ++i)
    if (const std::optional<Pasted> pasted = pasted_at(text, i); pasted && pasted->instead.front() == quote)
      return {i, pasted->bytes, pasted->described, pasted->help};
  return {at, extent.end - at, fmt::format("the {} that begins here is not closed on its line", quote),
          fmt::format("write {} where the text ends", quote)};
}

std::optional<Mistake> mistake_in_unicode_escape(std::string_view text, std::size_t at) {
  const std::size_t digits = text[at + 1] == 'u' ? 4 : 8;
  const std::string_view number = text.substr(at + 2, digits);
  unsigned code = 0;
  const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), code, 16);
  if (error != std::errc() || end != number.data() + digits)
    return Mistake{at, 2, fmt::format("\\{} needs {} hexadecimal digits", text[at + 1], digits),
                   "a backslash of the text itself is written \\\\"};
  if (code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF))
    return Mistake{at, 2 + digits, fmt::format("U+{:04X} is no character", code), ""};
  return std::nullopt;
}

std::optional<Mistake> mistake_in_escape(std::string_view text, std::size_t at, bool multiline) {
  const char c = peek(text, at + 1);
  if (c == 'u' || c == 'U') return mistake_in_unicode_escape(text, at);
  if (std::string_view("btnfr\"\\").find(c) != std::string_view::npos) return std::nullopt;
  if (multiline) {
    std::size_t end = at + 1;
    while (is_blank(peek(text, end))) ++end;
    if (peek(text, end) == '\n' || text.substr(end, 2) == "\r\n") return std::nullopt;
  }
  return Mistake{at, 1 + character_bytes(text, at + 1),
                 fmt::format("a backslash before {} means nothing", describe_character(text, at + 1)),
                 "write \\\\ for a backslash of the text itself, or put the text in single quotes"};
}

void append_utf8(std::string& value, unsigned code) {
  if (code < 0x80) {
    value += static_cast<char>(code);
    return;
  }
  const int more = code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
  const unsigned lead = more == 1 ? 0xC0u : more == 2 ? 0xE0u : 0xF0u;
  value += static_cast<char>(lead | (code >> (6 * more)));
  for (int shift = 6 * (more - 1); shift >= 0; shift -= 6)
    value += static_cast<char>(0x80u | ((code >> shift) & 0x3Fu));
}

}  // namespace

StringExtent string_extent(std::string_view text, std::size_t at) {
  const char quote = text[at];
  if (peek(text, at + 1) == quote && peek(text, at + 2) == quote) return multiline_extent(text, at);
  std::size_t i = at + 1;
  while (i < text.size() && text[i] != '\n') {
    if (text[i] == quote) return {i + 1, true, false};
    // A backslash hides a quote, never the end of the line.
    const bool hides = text[i] == '\\' && quote == '"' && i + 1 < text.size() && text[i + 1] != '\n';
    i += hides ? 2u : 1u;
  }
  if (i > at + 1 && text[i - 1] == '\r') --i;
  return {i, false, false};
}

std::optional<Mistake> mistake_in_string(std::string_view text, std::size_t at, const StringExtent& extent) {
  if (!extent.closed) return not_closed(text, at, extent);
  const bool escapes = text[at] == '"';
  for (std::size_t i = at + 1; i < extent.end; ++i) {
    const char c = text[i];
    if (c == '\\' && escapes) {
      if (std::optional<Mistake> mistake = mistake_in_escape(text, i, extent.multiline)) return mistake;
      // What follows is looked at by itself, except that a second backslash or a quote is spent.
      if (text[i + 1] == '\\' || text[i + 1] == '"') ++i;
    } else if (is_control(c) && c != '\t') {
      if (extent.multiline && (c == '\n' || text.substr(i, 2) == "\r\n")) continue;
      return Mistake{i, 1, fmt::format("{} in a string", describe_character(text, i)),
                     fmt::format("write it as \\u{:04X} in double quotes", static_cast<unsigned char>(c))};
    }
  }
  return std::nullopt;
}

std::string string_value(std::string_view quoted) {
  const std::string_view inside = quoted.substr(1, quoted.size() - 2);
  if (quoted.front() == '\'') return std::string(inside);
  constexpr std::string_view names = "btnfr\"\\", values = "\b\t\n\f\r\"\\";
  std::string value;
  for (std::size_t i = 0; i < inside.size(); ++i) {
    if (inside[i] != '\\') {
      value += inside[i];
      continue;
    }
    const char kind = inside[++i];
    if (const std::size_t known = names.find(kind); known != std::string_view::npos) {
      value += values[known];
      continue;
    }
    const std::size_t digits = kind == 'u' ? 4u : 8u;
    unsigned code = 0;
    std::from_chars(inside.data() + i + 1, inside.data() + i + 1 + digits, code, 16);
    append_utf8(value, code);
    i += digits;
  }
  return value;
}

}  // namespace planner
