// Two walks down the tree of names, one for headers and one for keys, by the rules of TOML 1.0: a header may fill in a
// table that so far was only on the way to another, keys with dots may add to tables that keys with dots made, and
// nothing else is opened twice. Each refusal names the line that stands in its way.
#include "planner/spec/redefinition.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "planner/spec/text_position.hpp"

namespace planner {
namespace {

Declaration& at(Declarations& declared, int index) {
  return declared.tree.declarations[static_cast<std::size_t>(index)];
}

// How a refusal begins: the path of what stands already and its line.
struct Earlier {
  std::string path;
  int line = 0;
  bool zone_line = false;
  Declared how = Declared::value;
};

Earlier earlier(Declarations& declared, int index) {
  const int line = line_of(declared.text, at(declared, index).at);
  const bool zone = std::binary_search(declared.zone_lines->begin(), declared.zone_lines->end(), line);
  return {path_of(declared.tree, index), line, zone, at(declared, index).how};
}

std::size_t length_of(const std::vector<KeyPart>& path) { return path.back().end - path.front().at; }

// The name is closed or holds a value, and somebody wants to add something inside it. Nothing when it is open.
std::string closed(const Earlier& it) {
  if (it.how == Declared::inline_table && it.zone_line)
    return fmt::format("{0} was closed on line {1}, a one-line zone: add the keys there, or write it as [{0}] only",
                       it.path, it.line);
  if (it.how == Declared::inline_table)
    return fmt::format("{0} was closed on line {1} by {{ … }}: add the keys there, or write it as [{0}] only", it.path,
                       it.line);
  if (it.how == Declared::inline_array)
    return fmt::format("{0} was closed on line {1} by [ … ]: add the entries there, or write each as [[{0}]]", it.path,
                       it.line);
  if (it.how == Declared::value)
    return fmt::format("{} is a plain value since line {}, so nothing can stand inside it", it.path, it.line);
  return "";
}

Mistake header_mistake(Declarations& declared, int index, const std::vector<KeyPart>& path, bool entries) {
  const Earlier it = earlier(declared, index);
  Mistake mistake{path.front().at, length_of(path), closed(it), ""};
  if (!mistake.message.empty()) return mistake;
  if (it.how == Declared::entries) {
    mistake.message = fmt::format("{0} is a list since line {1}, where [[{0}]] began it", it.path, it.line);
    mistake.help = fmt::format("write [[{}]] here too", it.path);
  } else if (entries) {
    mistake.message = fmt::format("{} is a table since line {}, not a list", it.path, it.line);
    mistake.help = fmt::format("write [[{0}]] in both places for a list, or give its keys once under [{0}]", it.path);
  } else {
    const std::string_view dots = it.how == Declared::by_dots ? ", by a key with dots" : "";
    mistake.message = fmt::format("{} is declared twice: first on line {}{}", it.path, it.line, dots);
    mistake.help = fmt::format("move the keys below this header up to line {}", it.line);
  }
  return mistake;
}

bool is_table(Declared how) {
  return how != Declared::value && how != Declared::inline_array && how != Declared::entries;
}

// Every part but the last of a key with dots: `index` is in the way.
Mistake dots_mistake(Declarations& declared, int index, const KeyPart& part, const KeyPart& last) {
  const Earlier it = earlier(declared, index);
  Mistake mistake{part.at, part.end - part.at, closed(it), ""};
  if (mistake.message.empty()) {
    mistake.message = fmt::format("{} has a header of its own on line {}", it.path, it.line);
    mistake.help = fmt::format("write {} below that header", declared.text.substr(last.at, last.end - last.at));
  }
  return mistake;
}

Mistake key_mistake(Declarations& declared, int table, int index, const KeyPart& part) {
  const Earlier it = earlier(declared, index);
  Mistake mistake{part.at, part.end - part.at, "", ""};
  const std::string_view name = declared.text.substr(part.at, part.end - part.at);
  if (it.line == line_of(declared.text, part.at)) {
    mistake.message = fmt::format("{} is given twice on this line: at columns {} and {}", name,
                                  column_of(declared.text, at(declared, index).at), column_of(declared.text, part.at));
    mistake.help = "keep one of them";
  } else if (is_table(it.how)) {
    mistake.message = fmt::format("{} is declared twice: first on line {}", it.path, it.line);
    mistake.help = "keep one of them, or give this one a name of its own";
  } else {
    const std::string where = path_of(declared.tree, table);
    mistake.message =
        fmt::format("{} is given twice{}{}: first on line {}", name, where.empty() ? "" : " in ", where, it.line);
    mistake.help = "keep one of them";
  }
  return mistake;
}

KeyPlace astray(Declarations& declared, int table, std::size_t offset, Mistake mistake) {
  return {declare_entry(declared.tree, table, offset), std::move(mistake)};
}

// What the last part of a header finds: 0 when it may stand.
int header_clash(Declarations& declared, int found, bool entries) {
  if (found == -1) return 0;
  const Declared how = at(declared, found).how;
  return (entries && how == Declared::entries) || (!entries && how == Declared::by_path) ? 0 : found;
}

}  // namespace

KeyPlace declare_header(Declarations& declared, const std::vector<KeyPart>& path, bool entries) {
  int table = 0;
  for (std::size_t i = 0; i + 1 < path.size(); ++i) {
    int found = find_name(declared.tree, table, path[i].name);
    if (found == -1) {
      found = declare(declared.tree, table, path[i].name, path[i].at, Declared::by_path);
    } else if (const Declared how = at(declared, found).how;
               how == Declared::inline_table || how == Declared::inline_array || how == Declared::value) {
      return astray(declared, 0, path[i].at, header_mistake(declared, found, path, entries));
    }
    table = at(declared, found).how == Declared::entries ? at(declared, found).last_entry : found;
  }
  const KeyPart& last = path.back();
  int found = find_name(declared.tree, table, last.name);
  if (const int clash = header_clash(declared, found, entries); clash != 0)
    return astray(declared, 0, last.at, header_mistake(declared, clash, path, entries));
  if (found == -1)
    found = declare(declared.tree, table, last.name, last.at, entries ? Declared::entries : Declared::by_header);
  if (!entries) {
    at(declared, found).how = Declared::by_header;
    at(declared, found).at = last.at;
    return {found, std::nullopt};
  }
  const int entry = declare_entry(declared.tree, found, last.at);
  at(declared, found).last_entry = entry;
  return {entry, std::nullopt};
}

KeyPlace declare_key(Declarations& declared, int table, const std::vector<KeyPart>& path) {
  for (std::size_t i = 0; i + 1 < path.size(); ++i) {
    int found = find_name(declared.tree, table, path[i].name);
    if (found == -1) found = declare(declared.tree, table, path[i].name, path[i].at, Declared::by_dots);
    Declaration& existing = at(declared, found);
    if (existing.how == Declared::by_path) existing.how = Declared::by_dots;
    if (existing.how != Declared::by_dots)
      return astray(declared, table, path[i].at, dots_mistake(declared, found, path[i], path.back()));
    table = found;
  }
  const KeyPart& last = path.back();
  if (const int found = find_name(declared.tree, table, last.name); found != -1)
    return astray(declared, table, last.at, key_mistake(declared, table, found, last));
  return {declare(declared.tree, table, last.name, last.at, Declared::value), std::nullopt};
}

}  // namespace planner
