// Statement by statement: headers, keys with their values, and nothing else on their lines. A syntax error ends the
// check, since after it nobody knows what the rest means; on a one-line zone it does not, for such a line ends surely.
#include "planner/spec/check_toml.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <optional>

#include "planner/spec/character.hpp"
#include "planner/spec/toml_grammar.hpp"

namespace planner {
namespace {

constexpr std::size_t none = std::string_view::npos;

struct Statements {
  Grammar grammar;
  TomlCheck result;
  const Notation& notation;
  std::size_t next_zone = 0;       // in its zone_ends
  int table = 0;                   // the header that keys belong to
  std::size_t astray_from = none;  // the header declared again whose keys are being read
};

std::size_t line_end(std::string_view text, std::size_t at) { return std::min(text.find('\n', at), text.size()); }

int depth_of(const Statements& state) {
  return state.grammar.declared.tree.declarations[static_cast<std::size_t>(state.table)].depth;
}

// Where the brace stands that the notation pass wrote behind the one-line zone that begins here; 0 when none does.
std::size_t zone_end_at(Statements& state, std::size_t begin) {
  const std::vector<std::size_t>& ends = state.notation.zone_ends;
  while (state.next_zone < ends.size() && ends[state.next_zone] < begin) ++state.next_zone;
  if (state.next_zone == ends.size() || line_end(state.grammar.text, begin) < ends[state.next_zone]) return 0;
  return ends[state.next_zone];
}

bool read_closing(Grammar& grammar, std::size_t open, bool list) {
  const std::string_view close = list ? "]]" : "]";
  if (grammar.text.substr(grammar.at, close.size()) == close) {
    grammar.at += close.size();
    return true;
  }
  if (begins_key(grammar))
    return fail_here(grammar, "a blank inside a name", "join the words with - or _, or put a dot between two names");
  if (here(grammar) == ']' || at_line_end(grammar) || here(grammar) == '#')
    return fail(grammar, open, grammar.at - open, fmt::format("{} is missing at the end of this header", close));
  return fail_here(grammar, fmt::format("{} stands in a header where {} should", found(grammar), close));
}

bool read_header(Statements& state) {
  Grammar& grammar = state.grammar;
  const std::size_t begin = grammar.at;
  const bool list = peek(grammar.text, begin + 1) == '[';
  grammar.at += list ? 2 : 1;
  skip_blanks(grammar);
  if (here(grammar) == ']' || at_line_end(grammar))
    return fail(grammar, begin, grammar.at - begin, "a header without a name");
  if (!read_key(grammar) || !read_closing(grammar, begin, list)) return false;
  if (state.astray_from != none) state.result.unreadable.push_back({state.astray_from, begin});
  state.astray_from = none;
  KeyPlace place = declare_header(grammar.declared, grammar.key, list);
  state.table = place.index;
  if (depth_of(state) > deepest) return fail(grammar, begin, 1, fmt::format("more than {} tables deep", deepest));
  if (place.mistake) {
    grammar.clashes.push_back(std::move(*place.mistake));
    state.astray_from = begin;
  }
  return true;
}

// Whether `name =` stands here, which is a second key on one line.
bool at_second_key(Grammar& grammar) {
  const std::size_t at = grammar.at;
  const bool second = begins_key(grammar) && read_key(grammar) && here(grammar) == '=';
  grammar.at = at;
  return second;
}

bool read_line_end(Grammar& grammar, bool header) {
  skip_blanks(grammar);
  if (here(grammar) == '#' && !read_comment(grammar)) return false;
  if (at_line_end(grammar)) return true;
  const bool key = begins_key(grammar);
  if (header)
    return fail_here(grammar, fmt::format("{} stands behind a header", key ? "a key" : found(grammar)),
                     "keys stand on the lines below it");
  const std::string_view alone = "a key stands on a line of its own";
  if (here(grammar) == ',') return fail_here(grammar, "a comma stands behind the value", std::string(alone));
  if (at_second_key(grammar)) return fail_here(grammar, "a second key on one line", std::string(alone));
  return fail_here(grammar, fmt::format("{} stands behind the value of a key", found(grammar)),
                   fmt::format("{}; text stands in quotes", alone));
}

bool read_statement(Statements& state) {
  Grammar& grammar = state.grammar;
  const bool header = here(grammar) == '[';
  if (header) {
    if (!read_header(state)) return false;
  } else if (here(grammar) == ']' || here(grammar) == '}') {
    return fail_here(grammar, fmt::format("{} closes nothing", here(grammar)));
  } else if (here(grammar) == ';' || here(grammar) == '/') {
    return fail_here(grammar, fmt::format("{} cannot begin a line", here(grammar)), "a comment begins with #");
  } else if (!read_key(grammar) || !read_assignment(grammar, state.table, depth_of(state))) {
    return false;
  }
  return read_line_end(grammar, header);
}

// False when reading ends here: at a syntax error, or when there is enough to mend.
bool settle(Statements& state, std::size_t begin, bool read) {
  Grammar& grammar = state.grammar;
  std::vector<Mistake>& mistakes = state.result.mistakes;
  const bool clashed = !grammar.clashes.empty();
  std::move(grammar.clashes.begin(), grammar.clashes.end(), std::back_inserter(mistakes));
  grammar.clashes.clear();
  if (!read) mistakes.push_back(std::move(*grammar.mistake));
  grammar.mistake.reset();
  if ((!read && grammar.zone_end == 0) || mistakes.size() >= most_mistakes) {
    state.result.readable = begin;
    return false;
  }
  if (!read) grammar.at = line_end(grammar.text, begin);
  if ((clashed || !read) && state.astray_from == none) state.result.unreadable.push_back({begin, grammar.at});
  return true;
}

// To the next statement; false at the text's end, or at a control character in a comment.
bool to_next_statement(Grammar& grammar) {
  for (;;) {
    skip_blanks(grammar);
    if (here(grammar) == '#' && !read_comment(grammar)) return false;
    if (!at_line_end(grammar)) return true;
    if (grammar.at >= grammar.text.size()) return false;
    grammar.at += here(grammar) == '\r' ? 2u : 1u;
  }
}

}  // namespace

TomlCheck check_toml(const Notation& notation) {
  Statements state{{}, {}, notation};
  state.grammar.text = notation.toml;
  state.grammar.declared.text = notation.toml;
  state.grammar.declared.zone_lines = &notation.zone_lines;
  state.result.readable = notation.toml.size();
  while (to_next_statement(state.grammar)) {
    const std::size_t begin = state.grammar.at;
    state.grammar.zone_end = zone_end_at(state, begin);
    if (!settle(state, begin, read_statement(state))) break;
  }
  if (state.grammar.mistake) {
    state.result.readable = state.grammar.at;
    state.result.mistakes.push_back(std::move(*state.grammar.mistake));
  }
  if (state.astray_from != none) state.result.unreadable.push_back({state.astray_from, state.result.readable});
  return state.result;
}

}  // namespace planner
