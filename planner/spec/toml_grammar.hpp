#pragma once
// The parts of TOML's grammar below a statement: keys and values. Each function reads from `at` on, moves it past what
// it read, and is false after it has left a mistake.
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "planner/spec/mistake.hpp"
#include "planner/spec/redefinition.hpp"

namespace planner {

struct Grammar {
  std::string_view text;
  std::size_t at = 0;
  std::size_t zone_end = 0;        // on a one-line zone: where the brace stands that ends it; 0 elsewhere
  std::optional<Mistake> mistake;  // of syntax; the statement ends with it
  std::vector<Mistake> clashes;    // names declared twice; reading goes on
  Declarations declared;
  std::vector<KeyPart> key;  // the key read last
};

/// Tables and lists inside one another, names of headers and keys counted too. What comes after recurses this deep.
constexpr int deepest = 100;

bool fail(Grammar& grammar, std::size_t at, std::size_t length, std::string message, std::string help = "");
bool fail_here(Grammar& grammar, std::string message, std::string help = "");

/// The character at `at`, '\0' past the end.
char here(const Grammar& grammar);
bool at_line_end(const Grammar& grammar);
bool at_zone_end(const Grammar& grammar);
bool begins_key(const Grammar& grammar);

/// What stands at `at`, for a message.
std::string found(const Grammar& grammar);

void skip_blanks(Grammar& grammar);

/// Past a comment, to the end of its line.
bool read_comment(Grammar& grammar);

bool read_string(Grammar& grammar);

/// a.b."c d" into Grammar::key, with the blanks behind it.
bool read_key(Grammar& grammar);

/// The text of the key read last.
std::string_view key_text(const Grammar& grammar);

/// A value of the key declared as `leaf`, or a part of it.
bool read_value(Grammar& grammar, int leaf, int depth);

/// = and a value, for the key read last, which belongs to `table`; `depth` is that of the table.
bool read_assignment(Grammar& grammar, int table, int depth);

}  // namespace planner
