// Walks a stack file down to deploy.placement of every service. Anchors, aliases and merge keys (<<) mean what they
// mean to Docker; since they can make a small file stand for a huge one, or for itself, every step is counted.
#include "planner/stack/read_stack.hpp"

#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <set>

#include "planner/model/text_index.hpp"
#include "planner/spec/allowances.hpp"

namespace planner {
namespace {

constexpr std::size_t most_bytes = 4 << 20;  // yaml-cpp takes seconds and a gigabyte beyond that
constexpr int most_steps = 1'000'000;
constexpr int most_entries = 100'000;
constexpr int deepest_merge = 32;

struct Walk {
  TextIndex index;
  StackFile out;
  int steps = 0;
  int entries = 0;

  bool exhausted() const { return steps > most_steps || entries > most_entries; }
};

struct Entry {
  YAML::Node key, value;
};

/// yaml-cpp counts lines and columns from 0, columns in bytes; of the end of the text it may know neither.
SourceRange range_at(const Walk& walk, YAML::Mark mark, std::size_t bytes) {
  const std::string_view line = mark.is_null() ? std::string_view() : line_at(walk.index, mark.line + 1);
  const std::size_t column = std::min(static_cast<std::size_t>(std::max(mark.column, 0)), line.size());
  const bool quoted = column < line.size() && (line[column] == '"' || line[column] == '\'');
  if (mark.is_null()) return {};
  return planner::range_at(walk.index, offset_of(walk.index, mark.line + 1, 1) + column, bytes + (quoted ? 2 : 0));
}

SourceRange range_of(const Walk& walk, const YAML::Node& node) {
  return range_at(walk, node.Mark(), node.IsScalar() ? node.Scalar().size() : 1);
}

bool is_merge(const YAML::Node& key) { return key.IsScalar() && key.Scalar() == "<<"; }

/// All entries of a map with merged ones behind its own; a key that is there already is not taken again.
void collect(Walk& walk, const YAML::Node& map, std::set<std::string>& keys, std::vector<Entry>& out, int depth) {
  if (!map.IsMap() || depth > deepest_merge) return;
  for (const auto& entry : map) {
    if (++walk.steps > most_steps) return;
    if (is_merge(entry.first) || !entry.first.IsScalar()) continue;
    if (keys.insert(entry.first.Scalar()).second) out.push_back({entry.first, entry.second});
  }
  for (const auto& entry : map) {
    if (++walk.steps > most_steps) return;
    if (!is_merge(entry.first)) continue;
    if (entry.second.IsSequence()) {
      for (const auto& item : entry.second) collect(walk, item, keys, out, depth + 1);
    } else {
      collect(walk, entry.second, keys, out, depth + 1);
    }
  }
}

std::vector<Entry> entries_of(Walk& walk, const YAML::Node& map) {
  std::set<std::string> keys;
  std::vector<Entry> entries;
  collect(walk, map, keys, entries, 0);
  return entries;
}

std::optional<Entry> find(Walk& walk, const YAML::Node& map, std::string_view key) {
  for (Entry& entry : entries_of(walk, map))
    if (entry.key.Scalar() == key) return std::move(entry);
  return std::nullopt;
}

void refuse(Walk& walk, const YAML::Node& at, std::string_view path, std::string_view expected,
            const std::string& service) {
  walk.out.refused.push_back(
      {.message = fmt::format("{} has to be {}: docker stack deploy refuses the file", path, expected),
       .where = range_of(walk, at),
       .place = service});
}

void read_constraints(Walk& walk, const YAML::Node& list, const std::string& path, StackFileService& service) {
  for (const auto& item : list) {
    if (++walk.entries > most_entries) return;
    if (item.IsScalar())
      service.constraints.push_back({item.Scalar(), range_of(walk, item)});
    else
      refuse(walk, item, path, "a list of texts such as node.labels.zone == a", service.name);
  }
}

void read_preferences(Walk& walk, const YAML::Node& list, const std::string& path, StackFileService& service) {
  for (const auto& item : list) {
    if (++walk.entries > most_entries) return;
    const std::optional<Entry> spread = find(walk, item, "spread");
    if (spread && spread->value.IsScalar())
      service.preferences.push_back({spread->value.Scalar(), range_of(walk, spread->value)});
    else
      refuse(walk, item, path, "a list of mappings such as spread: node.labels.zone", service.name);
  }
}

void read_placement(Walk& walk, const Entry& placement, const std::string& path, StackFileService& service) {
  if (!placement.value.IsMap()) return refuse(walk, placement.key, path, "a mapping", service.name);
  for (const Entry& entry : entries_of(walk, placement.value)) {
    const std::string& key = entry.key.Scalar();
    if (key != "constraints" && key != "preferences") continue;
    const std::string here = path + "." + key;
    if (!entry.value.IsSequence())
      refuse(walk, entry.key, here, "a list", service.name);
    else if (key == "constraints")
      read_constraints(walk, entry.value, here, service);
    else
      read_preferences(walk, entry.value, here, service);
  }
}

void read_service(Walk& walk, const Entry& entry) {
  StackFileService service{entry.key.Scalar(), range_of(walk, entry.key), {}, {}};
  const std::string path = "services." + service.name;
  if (!entry.value.IsMap()) {
    refuse(walk, entry.key, path, "a mapping", service.name);
  } else if (const std::optional<Entry> deploy = find(walk, entry.value, "deploy")) {
    if (deploy->value.IsMap()) {
      if (const std::optional<Entry> placement = find(walk, deploy->value, "placement"))
        read_placement(walk, *placement, path + ".deploy.placement", service);
    } else if (!deploy->value.IsNull()) {
      refuse(walk, deploy->key, path + ".deploy", "a mapping", service.name);
    }
  }
  walk.out.services.push_back(std::move(service));
}

void read_root(Walk& walk, const YAML::Node& root) {
  if (!root.IsMap()) return refuse(walk, root, "the file", "a mapping with the key services", "");
  const std::optional<Entry> services = find(walk, root, "services");
  if (!services) return;
  if (!services->value.IsMap()) return refuse(walk, services->key, "services", "a mapping", "");
  for (const Entry& entry : entries_of(walk, services->value)) {
    if (walk.exhausted()) return;
    read_service(walk, entry);
  }
}

/// yaml-cpp gives no comments. One that is addressed to swarmplan inside a string would be a strange string.
std::vector<Comment> comments_of(const Walk& walk) {
  std::vector<Comment> comments;
  for (std::size_t i = 0; i < walk.index.lines.size(); ++i) {
    const std::string_view line = line_at(walk.index, static_cast<int>(i) + 1);
    std::size_t at = line.find('#');
    while (at != std::string_view::npos && at > 0 && line[at - 1] != ' ' && line[at - 1] != '\t')
      at = line.find('#', at + 1);
    if (at == std::string_view::npos) continue;
    comments.push_back({planner::range_at(walk.index, walk.index.lines[i] + at, 1), line.substr(at)});
  }
  return comments;
}

StackReading refused(std::string rule, std::string_view file, SourceRange where, std::string message,
                     std::string help) {
  return {std::nullopt,
          {{.rule = std::move(rule),
            .message = std::move(message),
            .file = std::string(file),
            .where = where,
            .help = std::move(help)}}};
}

}  // namespace

StackReading read_stack_file(std::string_view yaml, std::string_view file) {
  if (yaml.size() > most_bytes)
    return refused("too-large", file, {},
                   fmt::format("{} bytes of YAML, at most {} MiB are read", yaml.size(), most_bytes >> 20),
                   "split the stack, or take what is no configuration out of it");
  Walk walk{index_text(yaml), {std::string(file), {}, {}, {}}};
  try {
    read_root(walk, YAML::Load(std::string(yaml)));
  } catch (const YAML::Exception& error) {
    return refused("invalid-syntax", file, range_at(walk, error.mark, 1), fmt::format("this is no YAML: {}", error.msg),
                   "check indentation and quotes on this line and the one above; YAML takes no tabs before a key");
  }
  if (walk.exhausted())
    return refused("too-large", file, {},
                   fmt::format("aliases make this file stand for more than {} entries", most_entries),
                   "write fewer aliases of aliases");
  walk.out.allowances = read_allowances(comments_of(walk));
  return {std::move(walk.out), {}};
}

}  // namespace planner
