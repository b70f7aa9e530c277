// Values, lists and inline tables, by TOML 1.0. Where something does not fit, the functions here say what most likely
// happened there, not which rule failed.
#include <fmt/format.h>

#include "planner/spec/bare_value.hpp"
#include "planner/spec/character.hpp"
#include "planner/spec/toml_grammar.hpp"

namespace planner {
namespace {

// A stray thing where a comma or the end of a list or table should stand.
bool fail_between(Grammar& grammar, std::string_view ends, bool keys) {
  if (begins_key(grammar) && keys) return fail_here(grammar, "a comma is missing between two keys");
  if (!keys && end_of_bare_value(grammar.text, grammar.at) > grammar.at)
    return fail_here(grammar, "a comma is missing between two values");
  if (!keys && std::string_view("\"'[{").find(here(grammar)) != std::string_view::npos && !at_line_end(grammar))
    return fail_here(grammar, "a comma is missing between two values");
  const std::string end = grammar.zone_end != 0 && keys ? "the end of the line" : std::string(ends);
  return fail_here(grammar, fmt::format("{} stands where a comma or {} should", found(grammar), end));
}

bool fail_comma(Grammar& grammar, bool first, bool keys) {
  const std::string_view what = keys ? "key" : "value";
  if (first) return fail_here(grammar, fmt::format("a comma stands before the first {}", what), "take it out");
  return fail_here(grammar, fmt::format("two commas, and no {} between them", what), "take one out");
}

bool skip_lines(Grammar& grammar) {
  for (;; ++grammar.at) {
    skip_blanks(grammar);
    if (here(grammar) == '#' && !read_comment(grammar)) return false;
    if (grammar.text.substr(grammar.at, 2) == "\r\n") ++grammar.at;
    if (grammar.at >= grammar.text.size() || here(grammar) != '\n') return true;
  }
}

// Whether a line begins here that was surely meant to stand behind the list: `name =`, or a header.
bool looks_like_statement(const Grammar& grammar) {
  std::size_t at = grammar.at;
  if (peek(grammar.text, at) == '[') {
    while (peek(grammar.text, at) == '[') ++at;
    if (!is_letter(peek(grammar.text, at))) return false;
    while (is_bare_key(peek(grammar.text, at)) || peek(grammar.text, at) == '.') ++at;
    return peek(grammar.text, at) == ']';
  }
  while (is_bare_key(peek(grammar.text, at)) || peek(grammar.text, at) == '.') ++at;
  const bool name = at > grammar.at;
  while (is_blank(peek(grammar.text, at))) ++at;
  return name && peek(grammar.text, at) == '=';
}

bool read_elements(Grammar& grammar, int leaf, int depth, std::size_t& begin) {
  bool first = true, value_done = false;
  for (;;) {
    if (!skip_lines(grammar)) return false;
    begin = grammar.at;
    if (here(grammar) == ']') {
      ++grammar.at;
      return true;
    }
    if (here(grammar) == ',') {
      if (!value_done) return fail_comma(grammar, first, false);
      value_done = false;
      ++grammar.at;
      continue;
    }
    if (value_done) return fail_between(grammar, "]", false);
    if (here(grammar) == '}') return fail_here(grammar, "} stands where a value or ] should");
    if (!read_value(grammar, leaf, depth)) return false;
    first = false;
    value_done = true;
  }
}

bool read_array(Grammar& grammar, int leaf, int depth) {
  const std::size_t open = grammar.at++;
  std::size_t begin = grammar.at;
  if (read_elements(grammar, leaf, depth, begin)) return true;
  const std::string_view before = grammar.text.substr(open, begin - open);
  grammar.at = begin;
  if (begin >= grammar.text.size() || (before.find('\n') != std::string_view::npos && looks_like_statement(grammar)))
    fail(grammar, open, 1, "the [ that opens here is never closed", "write ] behind its last value");
  return false;
}

bool fail_open_table(Grammar& grammar, std::size_t open) {
  return fail(grammar, open, 1, "the { that opens here is not closed on its line",
              "write } behind its last key, or give the table a header and each key a line of its own");
}

bool read_inline_keys(Grammar& grammar, std::size_t open, int table, int depth) {
  bool first = true, key_done = false;
  for (;;) {
    skip_blanks(grammar);
    if (at_line_end(grammar) || here(grammar) == '#') return fail_open_table(grammar, open);
    if (here(grammar) == '}') {
      if (!first && !key_done)
        return fail(grammar, grammar.text.rfind(',', grammar.at), 1, "a comma stands behind the last key",
                    "take it out");
      ++grammar.at;
      return true;
    }
    if (here(grammar) == ',') {
      if (!key_done) return fail_comma(grammar, first, true);
      key_done = false;
      ++grammar.at;
      continue;
    }
    if (key_done) return fail_between(grammar, "}", true);
    if (!read_key(grammar) || !read_assignment(grammar, table, depth)) return false;
    first = false;
    key_done = true;
  }
}

// `leaf` is the key whose value it is, or a part of; the table itself is an entry without a name, so that the tables of
// one list are told apart, and its names go when it closes.
bool read_inline_table(Grammar& grammar, int leaf, int depth) {
  const std::size_t open = grammar.at++;
  const int table = declare_entry(grammar.declared.tree, leaf, open);
  const bool read = read_inline_keys(grammar, open, table, depth);
  forget_from(grammar.declared.tree, table);
  return read;
}

bool fail_no_value(Grammar& grammar) {
  if (here(grammar) == '=') return fail_here(grammar, "= stands twice", "take one out");
  if (at_line_end(grammar) || at_zone_end(grammar) ||
      std::string_view(",]}#").find(here(grammar)) != std::string_view::npos)
    return fail_here(grammar, fmt::format("{} has no value", key_text(grammar)), "write one after =");
  return fail_here(grammar, fmt::format("{} cannot begin a value", found(grammar)), "text stands in quotes");
}

}  // namespace

bool read_value(Grammar& grammar, int leaf, int depth) {
  if (depth > deepest) return fail_here(grammar, fmt::format("tables and lists stand more than {} deep here", deepest));
  Declared& how = grammar.declared.tree.declarations[static_cast<std::size_t>(leaf)].how;
  const char c = here(grammar);
  if (c == '"' || c == '\'') return read_string(grammar);
  if (c == '[') {
    if (how == Declared::value) how = Declared::inline_array;
    return read_array(grammar, leaf, depth + 1);
  }
  if (c == '{') {
    if (how == Declared::value) how = Declared::inline_table;
    return read_inline_table(grammar, leaf, depth + 1);
  }
  const std::size_t end = end_of_bare_value(grammar.text, grammar.at);
  if (end == grammar.at) return fail_no_value(grammar);
  if (const std::optional<Mistake> it = mistake_in_bare_value(grammar.text.substr(grammar.at, end - grammar.at)))
    return fail(grammar, grammar.at + it->at, it->length, it->message, it->help);
  grammar.at = end;
  return true;
}

}  // namespace planner
