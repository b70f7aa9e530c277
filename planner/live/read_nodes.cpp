// Reads a node dump as a stream of events, since a tree of JSON values would not know its lines any more. The lexer
// reads a string up to its closing quote and no further, so what has been taken when a key is told ends at that key.
#include "planner/live/read_nodes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <nlohmann/json.hpp>
#include <string>

#include "planner/model/text_index.hpp"

namespace planner {
namespace {

constexpr std::size_t most_bytes = 32 << 20;
constexpr std::size_t deepest = 64;  // a node dump has 7 levels

/// Says how far the parser, which keeps its own copy, has read.
struct Reader {
  using iterator_category = std::forward_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  const char* at = nullptr;
  const char** read = nullptr;

  const char& operator*() const { return *at; }
  Reader& operator++() {
    *read = ++at;
    return *this;
  }
  Reader operator++(int) {
    Reader before = *this;
    ++*this;
    return before;
  }
  friend bool operator==(const Reader& a, const Reader& b) { return a.at == b.at; }
};

struct Level {
  bool array = false;
  std::string key;  // of the entry being read
};

/// What is taken of a node, but for its labels.
struct Member {
  std::string_view outer, inner;  // inner is empty for a member of the node itself
  std::string DumpedNode::*field;
};

constexpr Member members[] = {
    {"ID", "", &DumpedNode::id},
    {"Description", "Hostname", &DumpedNode::hostname},
    {"Spec", "Role", &DumpedNode::role},
    {"Spec", "Availability", &DumpedNode::availability},
    {"Status", "State", &DumpedNode::state},
    {"Status", "Addr", &DumpedNode::address},
};

/// Takes the parser's events; the names are nlohmann's.
struct Events {
  std::string_view text;
  const char* read = nullptr;
  std::vector<Level> levels{};
  NodeDump dump{};
  bool services = false;  // a dump of `docker service inspect`, which looks much alike
  bool known = false;     // the node being read has one of the parts of a node
  bool all_known = true;
  std::size_t value_at = 0;  // offset of the value that is being read from the top
  std::size_t error_at = 0;
  std::string error{};

  std::size_t offset() const { return static_cast<std::size_t>(read - text.data()); }

  /// Keys from the node down, without the list around the nodes.
  std::vector<std::string_view> path() const {
    std::vector<std::string_view> keys;
    for (const Level& level : levels)
      if (!level.array) keys.push_back(level.key);
    return keys;
  }

  /// A node is an object at the top or in the list at the top.
  bool at_node() const { return levels.size() == 1 || (levels.size() == 2 && levels[0].array); }

  bool open(bool array) {
    if (levels.size() >= deepest) {
      error_at = offset();
      error = fmt::format("more than {} levels deep", deepest);
      return false;
    }
    if (array && levels.size() == 1) other();
    levels.push_back({array, ""});
    if (!array && at_node()) {
      dump.nodes.emplace_back();
      known = false;
    }
    return true;
  }
  bool close(bool array) {
    if (!array && at_node()) all_known = all_known && known;
    levels.pop_back();
    return true;
  }

  /// Anything but a node where a node has to stand.
  bool other() {
    all_known = all_known && !levels.empty() && !(levels.size() == 1 && levels[0].array);
    return true;
  }

  bool null() { return other(); }
  bool boolean(bool) { return other(); }
  bool number_integer(std::int64_t) { return other(); }
  bool number_unsigned(std::uint64_t) { return other(); }
  bool number_float(double, const std::string&) { return other(); }
  bool binary(nlohmann::json::binary_t&) { return true; }
  bool start_object(std::size_t) { return open(false); }
  bool end_object() { return close(false); }
  bool start_array(std::size_t) { return open(true); }
  bool end_array() { return close(true); }
  bool key(std::string& name);
  bool string(std::string& value);
  bool parse_error(std::size_t, const std::string&, const nlohmann::json::exception& exception);
};

/// Offset of the quote that opens the string which ends before `end`.
std::size_t opening_quote(std::string_view text, std::size_t end) {
  std::size_t at = end - 1;
  while (at > 0) {
    --at;
    if (text[at] != '"') continue;
    std::size_t escapes = 0;
    while (escapes < at && text[at - escapes - 1] == '\\') ++escapes;
    if (escapes % 2 == 0) return at;
  }
  return 0;
}

bool Events::key(std::string& name) {
  levels.back().key = name;
  const std::vector<std::string_view> keys = path();
  if (keys.size() == 1 && (name == "ID" || name == "Spec" || name == "Description")) known = true;
  if (keys.size() == 2 && keys[0] == "Spec" && name == "TaskTemplate") services = true;
  if (keys.size() != 3 || keys[0] != "Spec" || keys[1] != "Labels" || dump.nodes.empty()) return true;
  const std::size_t from = opening_quote(text, offset());
  // Offset and length for now; lines are counted once, at the end.
  dump.nodes.back().labels.push_back({name, "", {static_cast<int>(from), static_cast<int>(offset() - from), 0}});
  return true;
}

bool Events::string(std::string& value) {
  other();
  const std::vector<std::string_view> keys = path();
  if (dump.nodes.empty() || keys.empty() || levels.back().array) return true;
  DumpedNode& node = dump.nodes.back();
  const std::string_view inner = keys.size() == 2 ? keys[1] : std::string_view();
  for (const Member& member : members)
    if (keys.size() <= 2 && keys[0] == member.outer && inner == member.inner) node.*member.field = value;
  if (keys.size() == 3 && keys[0] == "Description" && keys[1] == "Engine" && keys[2] == "EngineVersion")
    node.engine = value;
  if (keys.size() == 3 && keys[0] == "Spec" && keys[1] == "Labels") node.labels.back().value = value;
  return true;
}

bool Events::parse_error(std::size_t position, const std::string&, const nlohmann::json::exception& exception) {
  error_at = value_at + (position > 0 ? position - 1 : 0);  // the end of what was not expected
  const std::string_view what = exception.what();
  const std::size_t dash = what.find(" - ");
  error = dash == std::string_view::npos ? what : what.substr(dash + 3);
  return false;
}

/// One value after the other: `docker node inspect --format json` prints one a line, several calls several lists.
bool read_values(std::string_view json, Events& events) {
  do {
    events.value_at = events.offset();
    Reader from{events.read, &events.read};
    const Reader end{json.data() + json.size(), &events.read};
    if (!nlohmann::json::sax_parse(from, end, &events, nlohmann::json::input_format_t::json, false)) return false;
    events.read = std::find_if(events.read, json.data() + json.size(),
                               [](char c) { return c != ' ' && c != '\t' && c != '\r' && c != '\n'; });
  } while (events.read != json.data() + json.size());
  return true;
}

DumpReading refused(std::string rule, std::string_view file, SourceRange where, std::string message) {
  return {std::nullopt,
          {{.rule = std::move(rule),
            .message = std::move(message),
            .file = std::string(file),
            .where = where,
            .help = "a node dump is what this prints: docker node inspect $(docker node ls -q)"}}};
}

}  // namespace

DumpReading read_node_dump(std::string_view json, std::string_view file) {
  if (json.size() > most_bytes)
    return refused("too-large", file, {},
                   fmt::format("{} bytes of JSON, at most {} MiB are read", json.size(), most_bytes >> 20));
  if (json.starts_with("\xEF\xBB\xBF")) json.remove_prefix(3);  // columns do not count it
  Events events{json, json.data()};
  const bool read = read_values(json, events);
  const TextIndex index = index_text(json);
  if (!read)
    return refused("invalid-syntax", file, range_at(index, events.error_at, 1),
                   fmt::format("this is no JSON that can be read: {}", events.error));
  if (events.dump.nodes.empty() || !events.all_known || events.services)
    return refused("unknown-file", file, {}, "this JSON is no list of nodes");
  for (DumpedNode& node : events.dump.nodes)
    for (DumpedLabel& label : node.labels)
      label.where =
          range_at(index, static_cast<std::size_t>(label.where.line), static_cast<std::size_t>(label.where.column));
  events.dump.file = file;
  return {std::move(events.dump), {}};
}

}  // namespace planner
