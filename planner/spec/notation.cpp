// Question: which lines are one-line zones, and what TOML do they stand for?
//
// Model: a text is a row of statements. A statement ends with the first line break that stands outside strings,
// comments and open brackets. A statement that begins with [KEY] and goes on behind it is no TOML, so it can be given
// a meaning: KEY is a key of the header above, what follows are its keys.
//
// Idea: walk the text once from one character that matters to the next (quotes, #, brackets, line breaks, bytes of
// pasted blanks), and copy everything in between as it is. On a zone's line [ is dropped, ] becomes ={, and } goes
// behind the last character of the body, so that no column of the body moves:
//
//     [us.west]                                     [us.west]
//     [az-1] managers= 1, loadbalancer = 1   # c    az-1={ managers= 1, loadbalancer = 1}   # c
//
// Cost: linear; lines without a zone are copied in one piece.
#include "planner/spec/notation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "planner/spec/character.hpp"
#include "planner/spec/string_syntax.hpp"
#include "planner/spec/text_position.hpp"
#include "planner/spec/zone_header.hpp"

namespace planner {
namespace {

constexpr std::size_t most_findings = 100;

struct Pass {
  std::string_view text;
  std::string_view file;
  Notation out;
  std::size_t at = 0;
  std::size_t copied = 0;  // text before it is in out.toml, or was left out
  std::size_t line_start = 0;
  int line = 1;
  int pasted_line = 0;  // the last line told for its pasted blanks
};

constexpr std::array<bool, 256> make_matters() {
  std::array<bool, 256> matters{};
  for (const char c : std::string_view("\"'#[]{}\n")) matters[static_cast<unsigned char>(c)] = true;
  for (const unsigned lead : {0xC2u, 0xE1u, 0xE2u, 0xE3u, 0xEFu}) matters[lead] = true;
  return matters;
}
constexpr std::array<bool, 256> matters = make_matters();

char here(const Pass& pass) { return peek(pass.text, pass.at); }

void copy_to(Pass& pass, std::size_t end) {
  pass.out.toml.append(pass.text.substr(pass.copied, end - pass.copied));
  pass.copied = end;
}

void tell(Pass& pass, std::size_t at, std::size_t length, std::string message, std::string help) {
  if (pass.out.findings.size() >= most_findings) return;
  const std::string_view line = pass.text.substr(pass.line_start);
  const int column = 1 + code_points(line.substr(0, at - pass.line_start));
  const SourceRange where{pass.line, column, std::max(1, code_points(pass.text.substr(at, length)))};
  pass.out.findings.push_back(
      {"invalid-syntax", Severity::error, std::move(message), std::string(pass.file), where, "", std::move(help)});
}

// A pasted blank is told and then read as the blank that it looks like, so that the rest of its line still shows.
bool take_pasted_blank(Pass& pass) {
  const std::optional<Pasted> pasted = pasted_blank_at(pass.text, pass.at);
  if (!pasted) return false;
  if (pass.pasted_line != pass.line) tell(pass, pass.at, pasted->bytes, pasted->described, pasted->help);
  pass.pasted_line = pass.line;
  copy_to(pass, pass.at);
  pass.out.toml += ' ';
  pass.at += pasted->bytes;
  pass.copied = pass.at;
  return true;
}

void take_string(Pass& pass, const StringExtent& extent) {
  const std::string_view string = pass.text.substr(pass.at, extent.end - pass.at);
  if (extent.multiline) {
    pass.line += static_cast<int>(std::count(string.begin(), string.end(), '\n'));
    if (const std::size_t newline = string.rfind('\n'); newline != std::string_view::npos)
      pass.line_start = pass.at + newline + 1;
  }
  pass.at = extent.end;
}

void take_comment(Pass& pass) {
  std::size_t end = std::min(pass.text.find('\n', pass.at), pass.text.size());
  const std::size_t newline = end;
  if (newline < pass.text.size() && pass.text[end - 1] == '\r') --end;
  const int column = 1 + code_points(pass.text.substr(pass.line_start, pass.at - pass.line_start));
  const std::string_view comment = pass.text.substr(pass.at, end - pass.at);
  pass.out.comments.push_back({{pass.line, column, code_points(comment)}, comment});
  pass.at = newline;
}

void take_newline(Pass& pass) {
  ++pass.at;
  ++pass.line;
  pass.line_start = pass.at;
}

void take_statement(Pass& pass) {
  int open = 0;
  while (pass.at < pass.text.size()) {
    const char c = pass.text[pass.at];
    if (!matters[static_cast<unsigned char>(c)]) {
      ++pass.at;
    } else if (c == '\n') {
      take_newline(pass);
      if (open == 0) return;
    } else if (c == '"' || c == '\'') {
      take_string(pass, string_extent(pass.text, pass.at));
    } else if (c == '#') {
      take_comment(pass);
    } else if (c == '[' || c == '{') {
      ++open;
      ++pass.at;
    } else if (c == ']' || c == '}') {
      open = std::max(0, open - 1);
      ++pass.at;
    } else if (!take_pasted_blank(pass)) {
      ++pass.at;
    }
  }
}

struct Rejection {
  std::size_t at = 0, length = 1;
  std::string message, help;
};

std::string_view between(std::string_view text, std::size_t begin, std::size_t end) {
  while (end > begin && is_blank(text[end - 1])) --end;
  return text.substr(begin, end - begin);
}

Rejection dotted(std::string_view text, const ZoneHeader& zone) {
  const std::string_view parent = between(text, zone.first, zone.last_dot);
  const std::string_view last = between(text, past_blanks(text, zone.last_dot + 1), zone.close);
  return {
      zone.open, zone.close + 1 - zone.open,
      fmt::format("a one-line zone has one name: write [{}] above it, or put the keys on lines of their own", parent),
      fmt::format("below [{}] write [{}] and its keys", parent, last)};
}

Rejection not_closed(std::string_view text, std::size_t at) {
  return {at, 1, fmt::format("the {} that opens here is not closed on its line, where a one-line zone ends", text[at]),
          "close it there, or give the zone a header of its own and put the keys on lines of their own"};
}

// Walks over the body to its comment or the line's end, and gives the reason when it is not one line's worth.
std::optional<Rejection> take_body(Pass& pass) {
  std::vector<std::size_t> open;
  std::optional<Rejection> rejection;
  while (pass.at < pass.text.size() && here(pass) != '\n' && here(pass) != '#') {
    const char c = here(pass);
    if (c == '"' || c == '\'') {
      const StringExtent extent = string_extent(pass.text, pass.at);
      const std::string_view string = pass.text.substr(pass.at, extent.end - pass.at);
      if (!extent.closed || string.find('\n') != std::string_view::npos) {
        if (!rejection) rejection = not_closed(pass.text, pass.at);
        pass.at = std::min(pass.text.find('\n', pass.at), pass.text.size());
        return rejection;
      }
      pass.at = extent.end;
      continue;
    }
    if (c == '[' || c == '{') open.push_back(pass.at);
    if (c == ']' || c == '}') {
      const bool fits = !open.empty() && pass.text[open.back()] == (c == ']' ? '[' : '{');
      if (!fits && !rejection)
        rejection = Rejection{pass.at, 1, fmt::format("{} closes nothing on this line", c), "take it out"};
      if (fits) open.pop_back();
    }
    if (!matters[static_cast<unsigned char>(c)] || !take_pasted_blank(pass)) ++pass.at;
  }
  if (!rejection && !open.empty()) rejection = not_closed(pass.text, open.back());
  return rejection;
}

void close_zone(Pass& pass) {
  const std::string& toml = pass.out.toml;
  std::size_t end = toml.size();
  while (is_blank(toml[end - 1]) || (end == toml.size() && toml[end - 1] == '\r' && here(pass) == '\n')) --end;
  pass.out.toml.insert(end, 1, '}');
  pass.out.zone_lines.push_back(pass.line);
  pass.out.zone_ends.push_back(end);
}

// Copies what stands before `bracket`, but not the bracket.
void take_to_bracket(Pass& pass, std::size_t bracket) {
  while (pass.at < bracket) {
    if (here(pass) == '"' || here(pass) == '\'')
      pass.at = string_extent(pass.text, pass.at).end;
    else if (!take_pasted_blank(pass))
      ++pass.at;
  }
  copy_to(pass, bracket);
  pass.at = pass.copied = bracket + 1;
}

// Lines behind a rejected zone that go on with its list. No statement begins as they do, so nothing else is lost.
void skip_continuation(Pass& pass) {
  for (;;) {
    const std::size_t first = past_blanks(pass.text, pass.at);
    if (first >= pass.text.size() || std::string_view("{}],").find(pass.text[first]) == std::string_view::npos) return;
    copy_to(pass, pass.at);
    pass.at = pass.copied = std::min(pass.text.find('\n', first), pass.text.size());
    if (pass.at == pass.text.size()) return;
    take_newline(pass);
  }
}

void take_zone(Pass& pass, const ZoneHeader& zone) {
  copy_to(pass, pass.line_start);
  const std::size_t before = pass.out.toml.size();
  take_to_bracket(pass, zone.open);
  take_to_bracket(pass, zone.close);
  pass.out.toml += "={";
  std::optional<Rejection> rejection = take_body(pass);
  if (zone.last_dot != 0) rejection = dotted(pass.text, zone);
  copy_to(pass, pass.at);
  if (rejection) {
    tell(pass, rejection->at, rejection->length, std::move(rejection->message), std::move(rejection->help));
    pass.out.toml.resize(before);
  } else {
    close_zone(pass);
  }
  if (here(pass) == '#') take_comment(pass);
  if (rejection) pass.copied = pass.at;
  if (here(pass) == '\n') take_newline(pass);
  if (rejection) skip_continuation(pass);
}

}  // namespace

Notation rewrite_notation(std::string_view text, std::string_view file) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  Pass pass;
  pass.text = text;
  pass.file = file;
  pass.out.toml.reserve(text.size() + text.size() / 64 + 16);
  while (pass.at < text.size()) {
    if (const std::optional<ZoneHeader> zone = zone_header(text, pass.at))
      take_zone(pass, *zone);
    else
      take_statement(pass);
  }
  copy_to(pass, text.size());
  return std::move(pass.out);
}

}  // namespace planner
