#pragma once
// Every name that a TOML text declares so far, as a tree: enough to see that one is declared twice, nothing of values.
#include <cstddef>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace planner {

/// How a name came to be; TOML lets some be added to later and closes the others.
enum class Declared : unsigned char {
  by_path,       // "us" in [us.west]: may get a header of its own
  by_header,     // [us.west]
  by_dots,       // "us" in us.west = 1
  entries,       // [[links]]: each further one adds an entry
  entry,         // one table of [[links]], or one of an array; it has no name
  inline_table,  // az-1 = { … }, also a one-line zone
  inline_array,  // nodes = [ … ]
  value,
};

struct Declaration {
  std::string_view name;  // into the text, or into KeyTree::unquoted
  std::size_t at = 0;     // offset of the name in the text
  int parent = -1;
  int last_entry = -1;  // of `entries`
  int depth = 0;
  Declared how = Declared::by_header;
};

struct KeyTree {
  std::vector<Declaration> declarations{{}};  // the first is the document
  std::vector<int> slots;                     // open addressing over (parent, name); -1 is free
  std::deque<std::string> unquoted;           // names that were written with escapes
  int named = 0;
};

/// The declaration of `name` in `parent`, or -1.
int find_name(const KeyTree& tree, int parent, std::string_view name);

/// Adds a declaration that find_name did not find, and gives its index.
int declare(KeyTree& tree, int parent, std::string_view name, std::size_t at, Declared how);

/// Adds a nameless table: one of an array.
int declare_entry(KeyTree& tree, int parent, std::size_t at);

/// Forgets every declaration from `first` on: a closed inline table can never be added to, so its names are not needed.
void forget_from(KeyTree& tree, int first);

/// "us.west.az-1", names quoted where TOML would want them quoted; entries leave no trace.
std::string path_of(const KeyTree& tree, int declaration);

}  // namespace planner
