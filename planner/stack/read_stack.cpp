// Walks a stack file down to deploy.placement of every service. Anchors, aliases and merge keys (<<) mean what they
// mean to Docker; since they can make a small file stand for a huge one, or for itself, every step is counted.
#include "planner/stack/read_stack.hpp"

#include <fmt/format.h>
#include <yaml-cpp/depthguard.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <tuple>

#include "planner/model/text_index.hpp"
#include "planner/spec/allowances.hpp"
#include "planner/spec/text_position.hpp"

namespace planner {
namespace {

constexpr std::size_t most_bytes = 4 << 20;  // yaml-cpp takes seconds and a gigabyte beyond that
constexpr int most_steps = 1'000'000;
constexpr int most_entries = 100'000;
constexpr int deepest_merge = 32;
constexpr std::size_t step_bytes = 64;    // of a key; longer ones count for more, since aliases can repeat them
constexpr std::size_t entry_bytes = 512;  // of what is kept of an entry

int weight(std::size_t size, std::size_t unit) { return 1 + static_cast<int>(size / unit); }

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

void refuse(Walk& walk, const YAML::Node& at, std::string_view path, std::string_view expected,
            const std::string& service) {
  walk.entries += weight(path.size() + service.size(), entry_bytes);
  if (walk.exhausted()) return;
  walk.out.refused.push_back(
      {.message = fmt::format("{} has to be {}: docker stack deploy refuses the file", path, expected),
       .where = range_of(walk, at),
       .place = service});
}

/// Docker reads with a decoder that takes no key twice: github.com/docker/cli reads through go.yaml.in/yaml/v3.
void refuse_repeated(Walk& walk, const YAML::Node& key) {
  walk.entries += weight(key.Scalar().size(), entry_bytes);
  if (walk.exhausted()) return;
  walk.out.refused.push_back(
      {.message = fmt::format("{} is written twice: docker stack deploy refuses the file", key.Scalar()),
       .where = range_of(walk, key)});
}

bool is_merge(const YAML::Node& key) { return key.IsScalar() && key.Scalar() == "<<"; }

/// All entries of a map with merged ones behind its own; a key that is there already is not taken again.
void collect(Walk& walk, const YAML::Node& map, std::set<std::string>& keys, std::vector<Entry>& out, int depth) {
  if (++walk.steps > most_steps || !map.IsMap() || depth > deepest_merge) return;
  std::set<std::string_view> own;
  for (const auto& entry : map) {
    walk.steps += weight(entry.first.IsScalar() ? entry.first.Scalar().size() : 0, step_bytes);
    if (walk.steps > most_steps) return;
    if (is_merge(entry.first) || !entry.first.IsScalar()) continue;
    if (!own.insert(entry.first.Scalar()).second) refuse_repeated(walk, entry.first);
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

void read_constraints(Walk& walk, const YAML::Node& list, const std::string& path, StackFileService& service) {
  for (const auto& item : list) {
    walk.entries += weight(item.IsScalar() ? item.Scalar().size() : 0, entry_bytes);
    if (walk.exhausted()) return;
    if (item.IsScalar())
      service.constraints.push_back({item.Scalar(), range_of(walk, item)});
    else
      refuse(walk, item, path, "a list of texts such as node.labels.zone == a", service.name);
  }
}

void read_preferences(Walk& walk, const YAML::Node& list, const std::string& path, StackFileService& service) {
  for (const auto& item : list) {
    const std::optional<Entry> spread = find(walk, item, "spread");
    walk.entries += weight(spread && spread->value.IsScalar() ? spread->value.Scalar().size() : 0, entry_bytes);
    if (walk.exhausted()) return;
    if (spread && spread->value.IsScalar())
      service.preferences.push_back({spread->value.Scalar(), range_of(walk, spread->value)});
    else
      refuse(walk, item, path, "a list of mappings such as spread: node.labels.zone", service.name);
  }
}

/// A whole number from 0; none for a variable, whose value is known at deploy time.
std::optional<std::int64_t> read_count(Walk& walk, const Entry& entry, const std::string& path,
                                       const std::string& service) {
  const bool scalar = entry.value.IsScalar();
  if (entry.value.IsNull() || (scalar && entry.value.Scalar().find('$') != std::string::npos)) return std::nullopt;
  const bool quoted = scalar && entry.value.Tag() == "!";
  std::int64_t count = -1;
  if (scalar && !quoted && YAML::convert<std::int64_t>::decode(entry.value, count) && count >= 0) return count;
  double real = -1;  // deploy takes 3.0 and 1_0 as well
  std::string digits = scalar ? entry.value.Scalar() : std::string();
  std::erase(digits, '_');
  if (scalar && !quoted && YAML::convert<double>::decode(YAML::Node(digits), real) && real >= 0 && real < 1e15 &&
      real == std::floor(real))
    return static_cast<std::int64_t>(real);
  refuse(walk, entry.value, path, "a whole number from 0, without quotes", service);
  return std::nullopt;
}

void read_mode(Walk& walk, const Entry& entry, const std::string& path, StackFileService& service) {
  constexpr std::array<std::string_view, 4> modes{"replicated", "global", "replicated-job", "global-job"};
  if (entry.value.IsNull()) return;
  const bool known = entry.value.IsScalar() && (std::ranges::find(modes, entry.value.Scalar()) != modes.end() ||
                                                entry.value.Scalar().find('$') != std::string::npos);
  if (known)
    service.mode = entry.value.Scalar();
  else
    refuse(walk, entry.value, path, fmt::format("one of {}", fmt::join(modes, ", ")), service.name);
}

void read_placement(Walk& walk, const Entry& placement, const std::string& path, StackFileService& service) {
  if (!placement.value.IsMap()) return refuse(walk, placement.key, path, "a mapping", service.name);
  for (const Entry& entry : entries_of(walk, placement.value)) {
    const std::string& key = entry.key.Scalar();
    if (key != "constraints" && key != "preferences" && key != "max_replicas_per_node") continue;
    const std::string here = path + "." + key;
    if (key == "max_replicas_per_node")
      service.max_replicas_per_node = read_count(walk, entry, here, service.name);
    else if (!entry.value.IsSequence())
      refuse(walk, entry.key, here, "a list", service.name);
    else if (key == "constraints")
      read_constraints(walk, entry.value, here, service);
    else
      read_preferences(walk, entry.value, here, service);
  }
}

void read_deploy(Walk& walk, const Entry& deploy, const std::string& path, StackFileService& service) {
  if (deploy.value.IsNull()) return;
  if (!deploy.value.IsMap()) return refuse(walk, deploy.key, path, "a mapping", service.name);
  for (const Entry& entry : entries_of(walk, deploy.value)) {
    const std::string& key = entry.key.Scalar();
    if (key == "mode") read_mode(walk, entry, path + ".mode", service);
    if (key == "replicas") service.replicas = read_count(walk, entry, path + ".replicas", service.name);
    if (key == "placement") read_placement(walk, entry, path + ".placement", service);
  }
}

void read_service(Walk& walk, const Entry& entry) {
  StackFileService service;
  service.name = entry.key.Scalar();
  service.where = range_of(walk, entry.key);
  const std::string path = "services." + service.name;
  if (!entry.value.IsMap())
    refuse(walk, entry.key, path, "a mapping", service.name);
  else if (const std::optional<Entry> deploy = find(walk, entry.value, "deploy"))
    read_deploy(walk, *deploy, path + ".deploy", service);
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

/// Where yaml-cpp would read on, and what for: it takes 0x04 for the end and replaces bytes that are no UTF-8.
std::optional<Mistake> not_yaml(std::string_view yaml) {
  if (const std::optional<std::size_t> at = first_byte_not_utf8(yaml))
    return Mistake{*at, 1, "this file is not UTF-8", "save it as UTF-8"};
  const auto control = std::ranges::find_if(yaml, [](char c) {
    return (static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == '\x7F';
  });
  if (control == yaml.end()) return std::nullopt;
  return Mistake{static_cast<std::size_t>(control - yaml.begin()), 1,
                 fmt::format("the control character 0x{:02X} is no part of YAML", static_cast<unsigned>(*control)),
                 "write it as \"\\xNN\" between double quotes"};
}

/// An alias names the same place any number of times; it is told once.
void tell_once(std::vector<Finding>& findings) {
  const auto key = [](const Finding& finding) { return std::tie(finding.where, finding.message); };
  std::ranges::stable_sort(findings, {}, key);
  const auto same = [&key](const Finding& a, const Finding& b) { return key(a) == key(b); };
  findings.erase(std::unique(findings.begin(), findings.end(), same), findings.end());
}

}  // namespace

StackReading read_stack_file(std::string_view yaml, std::string_view file) {
  if (yaml.size() > most_bytes)
    return refused("too-large", file, {},
                   fmt::format("{} bytes of YAML, at most {} MiB are read", yaml.size(), most_bytes >> 20),
                   "split the stack, or take what is no configuration out of it");
  if (yaml.starts_with("\xEF\xBB\xBF")) yaml.remove_prefix(3);  // columns do not count it
  if (const std::optional<Mistake> mistake = not_yaml(yaml))
    return {std::nullopt, {syntax_finding(yaml, file, *mistake)}};
  Walk walk{index_text(yaml), {std::string(file), {}, {}, {}}};
  try {
    read_root(walk, YAML::Load(std::string(yaml)));
  } catch (const YAML::DeepRecursion& error) {
    return refused("invalid-syntax", file, range_at(walk, error.mark, 1), "this YAML is nested too deep to be read",
                   "take out what is nested: a stack file has about ten levels");
  } catch (const YAML::Exception& error) {
    return refused("invalid-syntax", file, range_at(walk, error.mark, 1), fmt::format("this is no YAML: {}", error.msg),
                   "check indentation and quotes on this line and the one above; YAML takes no tabs before a key");
  }
  if (walk.exhausted())
    return refused("too-large", file, {},
                   fmt::format("aliases make this file stand for more than {} entries", most_entries),
                   "write fewer aliases of aliases");
  tell_once(walk.out.refused);
  walk.out.allowances = read_allowances(comments_of(walk));
  return {std::move(walk.out), {}};
}

}  // namespace planner
