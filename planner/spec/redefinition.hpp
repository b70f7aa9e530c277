#pragma once
// What TOML forbids to declare again: a header or key that stands already, a table or list that was closed.
#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "planner/spec/key_tree.hpp"
#include "planner/spec/mistake.hpp"

namespace planner {

/// One part of a dotted key.
struct KeyPart {
  std::size_t at = 0;  // quotes included
  std::size_t end = 0;
  std::string_view name;  // without quotes and escapes
};

/// The text and the names declared in it so far.
struct Declarations {
  std::string_view text;
  const std::vector<int>* zone_lines;  // lines of one-line zones: nobody wrote braces there
  KeyTree tree;
};

/// Where a header or key leads: a table's index or a key's, and what is wrong with it. With a mistake the index is that
/// of a table of its own, so that reading can go on.
struct KeyPlace {
  int index = 0;
  std::optional<Mistake> mistake;
};

/// [us.west] or, with `entries`, [[links]].
KeyPlace declare_header(Declarations& declared, const std::vector<KeyPart>& path, bool entries);

/// A key of `table`, to which a value is still to come (Declared::value until told otherwise).
KeyPlace declare_key(Declarations& declared, int table, const std::vector<KeyPart>& path);

}  // namespace planner
