// Valid TOML never has such a line: behind the bracket that closes a header stands nothing but a comment.
#include "planner/spec/zone_header.hpp"

#include "planner/spec/character.hpp"
#include "planner/spec/string_syntax.hpp"

namespace planner {
namespace {

std::size_t past_key_part(std::string_view text, std::size_t at) {
  if (peek(text, at) == '"' || peek(text, at) == '\'') {
    const StringExtent extent = string_extent(text, at);
    return extent.closed && !extent.multiline ? extent.end : at;
  }
  while (is_bare_key(peek(text, at))) ++at;
  return at;
}

}  // namespace

std::size_t past_blanks(std::string_view text, std::size_t at) {
  for (;;) {
    if (const std::optional<Pasted> pasted = pasted_blank_at(text, at))
      at += pasted->bytes;
    else if (is_blank(peek(text, at)))
      ++at;
    else
      return at;
  }
}

std::optional<ZoneHeader> zone_header(std::string_view text, std::size_t at) {
  ZoneHeader header;
  header.open = past_blanks(text, at);
  if (peek(text, header.open) != '[') return std::nullopt;
  header.first = at = past_blanks(text, header.open + 1);
  for (;;) {
    const std::size_t end = past_key_part(text, at);
    if (end == at) return std::nullopt;
    at = past_blanks(text, end);
    if (peek(text, at) != '.') break;
    header.last_dot = at;
    at = past_blanks(text, at + 1);
  }
  if (peek(text, at) != ']') return std::nullopt;
  header.close = at;
  at = past_blanks(text, at + 1);
  const bool line_ends = at >= text.size() || text[at] == '\n' || text[at] == '#' || text.substr(at, 2) == "\r\n";
  return line_ends ? std::nullopt : std::optional(header);
}

}  // namespace planner
