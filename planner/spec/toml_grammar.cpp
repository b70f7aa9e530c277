// Keys, strings and comments, and how a mistake is left.
#include "planner/spec/toml_grammar.hpp"

#include <fmt/format.h>

#include "planner/spec/character.hpp"
#include "planner/spec/string_syntax.hpp"

namespace planner {

char here(const Grammar& grammar) { return peek(grammar.text, grammar.at); }

bool at_line_end(const Grammar& grammar) {
  return grammar.at >= grammar.text.size() || here(grammar) == '\n' || grammar.text.substr(grammar.at, 2) == "\r\n";
}

bool at_zone_end(const Grammar& grammar) { return grammar.zone_end != 0 && grammar.at == grammar.zone_end; }

bool begins_key(const Grammar& grammar) {
  return is_bare_key(here(grammar)) || here(grammar) == '"' || here(grammar) == '\'';
}

bool fail_here(Grammar& grammar, std::string message, std::string help) {
  if (is_control(here(grammar)) && here(grammar) != '\t' && !at_line_end(grammar))
    return fail(grammar, grammar.at, 1, found(grammar), "take it out");
  const std::size_t length = at_line_end(grammar) ? 1 : character_bytes(grammar.text, grammar.at);
  return fail(grammar, grammar.at, length, std::move(message), std::move(help));
}

std::string found(const Grammar& grammar) {
  return at_zone_end(grammar) ? "the end of the line" : describe_character(grammar.text, grammar.at);
}

bool read_string(Grammar& grammar) {
  const StringExtent extent = string_extent(grammar.text, grammar.at);
  if (const std::optional<Mistake> mistake = mistake_in_string(grammar.text, grammar.at, extent))
    return fail(grammar, mistake->at, mistake->length, mistake->message, mistake->help);
  grammar.at = extent.end;
  return true;
}

namespace {

bool read_quoted_part(Grammar& grammar) {
  const std::size_t begin = grammar.at;
  if (string_extent(grammar.text, begin).multiline)
    return fail(grammar, begin, 3, "a name cannot stand in three quotes", "write it in one pair of quotes");
  if (!read_string(grammar)) return false;
  const std::string_view quoted = grammar.text.substr(begin, grammar.at - begin);
  std::string_view name = quoted.substr(1, quoted.size() - 2);
  if (quoted.front() == '"' && name.find('\\') != std::string_view::npos)
    name = grammar.declared.tree.unquoted.emplace_back(string_value(quoted));
  grammar.key.push_back({begin, grammar.at, name});
  return true;
}

bool read_key_part(Grammar& grammar) {
  if (here(grammar) == '"' || here(grammar) == '\'') return read_quoted_part(grammar);
  const std::size_t begin = grammar.at;
  while (is_bare_key(here(grammar))) ++grammar.at;
  if (grammar.at > begin) {
    grammar.key.push_back({begin, grammar.at, grammar.text.substr(begin, grammar.at - begin)});
    return true;
  }
  if (here(grammar) == '=') return fail_here(grammar, "a name is missing before =");
  if (here(grammar) == '.') return fail_here(grammar, "a name is missing before the dot");
  if (!grammar.key.empty() && (at_line_end(grammar) || at_zone_end(grammar) || here(grammar) == ']'))
    return fail_here(grammar, "a name is missing after the dot");
  return fail_here(grammar, fmt::format("{} cannot begin a name", found(grammar)),
                   "names are made of A-Z a-z 0-9 _ and -, or stand in quotes");
}

}  // namespace

bool fail(Grammar& grammar, std::size_t at, std::size_t length, std::string message, std::string help) {
  if (const std::optional<Pasted> pasted = pasted_at(grammar.text, at))
    grammar.mistake = {at, pasted->bytes, pasted->described, pasted->help};
  else
    grammar.mistake = {at, length, std::move(message), std::move(help)};
  return false;
}

void skip_blanks(Grammar& grammar) {
  while (is_blank(here(grammar))) ++grammar.at;
}

bool read_comment(Grammar& grammar) {
  for (; !at_line_end(grammar); ++grammar.at)
    if (is_control(here(grammar)) && here(grammar) != '\t')
      return fail(grammar, grammar.at, 1, fmt::format("{} in a comment", found(grammar)), "take it out");
  return true;
}

bool read_key(Grammar& grammar) {
  grammar.key.clear();
  for (;; ++grammar.at) {
    skip_blanks(grammar);
    if (grammar.key.size() >= static_cast<std::size_t>(deepest))
      return fail_here(grammar, fmt::format("a name of more than {} parts", deepest));
    if (!read_key_part(grammar)) return false;
    skip_blanks(grammar);
    if (here(grammar) != '.') return true;
  }
}

std::string_view key_text(const Grammar& grammar) {
  return grammar.text.substr(grammar.key.front().at, grammar.key.back().end - grammar.key.front().at);
}

bool read_assignment(Grammar& grammar, int table, int depth) {
  if (here(grammar) != '=') {
    if (at_line_end(grammar) || at_zone_end(grammar) || here(grammar) == ',' || here(grammar) == '}')
      return fail(grammar, grammar.key.front().at, key_text(grammar).size(),
                  fmt::format("{} has no value", key_text(grammar)),
                  fmt::format("write {} = and a value", key_text(grammar)));
    return fail_here(
        grammar, fmt::format("= is missing after {}", key_text(grammar)),
        here(grammar) == ':' ? "TOML writes = where YAML and JSON write a colon" : "a key is written name = value");
  }
  KeyPlace place = declare_key(grammar.declared, table, grammar.key);
  if (place.mistake) grammar.clashes.push_back(std::move(*place.mistake));
  ++grammar.at;
  skip_blanks(grammar);
  return read_value(grammar, place.index, depth + static_cast<int>(grammar.key.size()));
}

}  // namespace planner
