// Nodes are as they are written; here each alias becomes a copy of what it stands for and each merge key (<<) the
// entries that it brings, as Docker's reader has them: own entries first, earlier merges before later ones. Every copy
// is counted, so that ten lines of aliases of aliases cost no more than a long file.
#include "planner/stack/yaml_tree.hpp"

#include <fmt/format.h>
#include <yaml-cpp/depthguard.h>
#include <yaml-cpp/exceptions.h>

#include <algorithm>
#include <string>
#include <tuple>
#include <unordered_set>
#include <utility>

#include "planner/model/text_index.hpp"
#include "planner/spec/allowances.hpp"
#include "planner/spec/text_position.hpp"
#include "planner/stack/yaml_directives.hpp"
#include "planner/stack/yaml_documents.hpp"
#include "planner/stack/yaml_nodes.hpp"
#include "planner/stack/yaml_scalar.hpp"

namespace planner {
namespace {

constexpr std::size_t most_bytes = 4 << 20;  // yaml-cpp takes seconds and a gigabyte beyond that
constexpr std::size_t most_values = 1'000'000;
constexpr std::size_t most_refusals = 1000;
constexpr std::size_t value_bytes = 64;  // longer texts count for more, since aliases can repeat them
constexpr std::size_t deepest = 100;

/// Ends the walk: why nothing is read.
struct Stop {
  std::string rule, message, help;
  SourceRange where;
};

using Keys = std::unordered_set<std::string_view>;  // of nodes, which outlive them

class Reader {
 public:
  explicit Reader(std::string_view yaml) : index_(index_text(yaml)) {}

  YamlValue root(std::vector<YamlNode> nodes);
  SourceRange range_at(YAML::Mark mark, std::size_t bytes) const;
  std::vector<Comment> comments() const;

  std::vector<Finding> refused;

 private:
  YamlValue value(const YamlNode& node);
  const YamlNode& child(const YamlNode& node, std::size_t i) const { return nodes_[node.children[i]]; }
  void count(const YamlNode& node);
  void enter(const YamlNode& node);
  void refuse(const YamlNode& at, std::string message);
  void own_entries(const YamlNode& map, Keys& keys, std::vector<YamlField>& out);
  void merged_entries(const YamlNode& map, Keys& keys, std::vector<YamlField>& out);
  void merge(const YamlNode& from, Keys& keys, std::vector<YamlField>& out);
  SourceRange range_of(const YamlNode& node) const {
    return range_at(node.mark, node.is_scalar() ? node.text.size() : 1);
  }

  TextIndex index_;
  std::size_t values_ = 0;
  std::vector<YamlNode> nodes_;
  std::vector<const YamlNode*> around_;  // what the value in hand stands in
};

/// yaml-cpp counts lines and columns from 0, columns in bytes; of the end of the text it may know neither.
SourceRange Reader::range_at(YAML::Mark mark, std::size_t bytes) const {
  if (mark.is_null()) return {};
  const std::string_view line = line_at(index_, mark.line + 1);
  const std::size_t column = std::min(static_cast<std::size_t>(std::max(mark.column, 0)), line.size());
  const bool quoted = column < line.size() && (line[column] == '"' || line[column] == '\'');
  return planner::range_at(index_, offset_of(index_, mark.line + 1, 1) + column, bytes + (quoted ? 2 : 0));
}

void Reader::count(const YamlNode& node) {
  values_ += 1 + (node.is_scalar() ? node.text.size() / value_bytes : 0);
  if (values_ > most_values)
    throw Stop{"too-large",
               fmt::format("this file stands for more than {} values, each alias counted with what it stands for",
                           most_values),
               "write fewer aliases of aliases, or split the stack",
               {}};
}

void Reader::enter(const YamlNode& node) {
  if (std::ranges::find(around_, &node) != around_.end())
    throw Stop{"invalid-syntax", "this anchor contains an alias of itself, so it has no end",
               "repeat what is meant instead of its anchor", range_of(node)};
  around_.push_back(&node);
  if (around_.size() > deepest)
    throw Stop{"invalid-syntax", "this YAML is nested too deep to be read",
               "take out what is nested: a stack file has about ten levels", range_of(node)};
}

void Reader::refuse(const YamlNode& at, std::string message) {
  if (refused.size() < most_refusals) refused.push_back({.message = std::move(message), .where = range_of(at)});
}

bool is_merge(const YamlNode& key) { return key.is_scalar() && key.text == "<<" && key.tag != "!"; }

YamlValue scalar_of(const YamlNode& node) {
  YamlValue value;
  value.kind = YamlValue::Kind::scalar;
  value.text = node.text;
  value.is_text = node.tag == "!" || node.tag == "tag:yaml.org,2002:str";
  return value;
}

/// Docker reads with a decoder that takes no key twice and texts alone for keys: gopkg.in/yaml.v3, and
/// convertToStringKeysRecursive in github.com/docker/cli/blob/master/cli/compose/loader/loader.go
void Reader::own_entries(const YamlNode& map, Keys& keys, std::vector<YamlField>& out) {
  Keys own;
  for (std::size_t i = 0; i < map.children.size(); i += 2) {
    const YamlNode& key = child(map, i);
    count(key);
    if (is_merge(key)) continue;
    if (!key.is_scalar()) {
      refuse(key, "a key that is no text: docker stack deploy refuses the file");
      continue;
    }
    const ScalarType type = type_of(scalar_of(key));
    if (type != ScalarType::text && type != ScalarType::old_boolean)
      refuse(key, fmt::format("the key {0} is no text but a {1}: docker stack deploy refuses the file; write \"{0}\"",
                              key.text.substr(0, 100), type == ScalarType::boolean ? "boolean" : "number"));
    if (!own.insert(key.text).second)
      refuse(key, fmt::format("{} is written twice: docker stack deploy refuses the file", key.text.substr(0, 100)));
    if (keys.insert(key.text).second) out.push_back({key.text, range_of(key), value(child(map, i + 1))});
  }
}

void Reader::merge(const YamlNode& from, Keys& keys, std::vector<YamlField>& out) {
  count(from);
  if (!from.is_mapping()) return refuse(from, "<< merges what is no mapping: docker stack deploy refuses the file");
  enter(from);
  own_entries(from, keys, out);
  merged_entries(from, keys, out);
  around_.pop_back();
}

void Reader::merged_entries(const YamlNode& map, Keys& keys, std::vector<YamlField>& out) {
  bool merged = false;
  for (std::size_t i = 0; i < map.children.size(); i += 2) {
    if (!is_merge(child(map, i))) continue;
    if (std::exchange(merged, true))
      refuse(child(map, i), "<< is written twice: docker refuses the file from 28 on; write <<: [*ONE, *OTHER]");
    const YamlNode& from = child(map, i + 1);
    if (!from.is_sequence()) {
      merge(from, keys, out);
      continue;
    }
    enter(from);
    for (const std::size_t item : from.children) merge(nodes_[item], keys, out);
    around_.pop_back();
  }
}

YamlValue Reader::value(const YamlNode& node) {
  count(node);
  YamlValue value;
  if (node.is_scalar()) value = scalar_of(node);
  value.where = range_of(node);
  if (node.tag.size() > 1 && node.tag[0] == '!') value.tag = node.tag;
  if (!node.is_sequence() && !node.is_mapping()) return value;
  enter(node);
  value.kind = node.is_mapping() ? YamlValue::Kind::mapping : YamlValue::Kind::sequence;
  if (node.is_mapping()) {
    Keys keys;
    own_entries(node, keys, value.entries);
    merged_entries(node, keys, value.entries);
  } else {
    for (const std::size_t item : node.children) value.items.push_back(this->value(nodes_[item]));
  }
  around_.pop_back();
  return value;
}

YamlValue Reader::root(std::vector<YamlNode> nodes) {
  nodes_ = std::move(nodes);
  return value(nodes_.front());
}

/// yaml-cpp gives no comments. One that is addressed to swarmplan inside a string would be a strange string.
std::vector<Comment> Reader::comments() const {
  std::vector<Comment> comments;
  for (std::size_t i = 0; i < index_.lines.size(); ++i) {
    const std::string_view line = line_at(index_, static_cast<int>(i) + 1);
    std::size_t at = line.find('#');
    while (at != std::string_view::npos && at > 0 && line[at - 1] != ' ' && line[at - 1] != '\t')
      at = line.find('#', at + 1);
    if (at == std::string_view::npos) continue;
    comments.push_back({planner::range_at(index_, index_.lines[i] + at, 1), line.substr(at)});
  }
  return comments;
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

YamlReading refused(std::string_view file, Stop stop) {
  YamlReading reading;
  reading.findings.push_back({.rule = std::move(stop.rule),
                              .message = std::move(stop.message),
                              .file = std::string(file),
                              .where = stop.where,
                              .help = std::move(stop.help)});
  return reading;
}

/// Of the first of the lines around that one, counted from 0, that a tab indents.
std::optional<std::size_t> indenting_tab(std::string_view yaml, int line) {
  const TextIndex index = index_text(yaml);
  for (int i = std::max(line - 1, 0); i <= line + 1; ++i) {
    if (i >= static_cast<int>(index.lines.size())) break;
    const std::string_view text = line_at(index, i + 1);
    const std::size_t tab = text.find('\t');
    const std::size_t word = text.find_first_not_of(" \t\r");
    if (tab != std::string_view::npos && word != std::string_view::npos && tab < word)
      return index.lines[static_cast<std::size_t>(i)] + tab;
  }
  return std::nullopt;
}

YamlReading read(std::string_view yaml, std::string_view file) {
  Reader reader(yaml);
  YamlReading reading;
  try {
    reading.root = reader.root(read_yaml_nodes(yaml));
  } catch (Stop& stop) {
    return refused(file, std::move(stop));
  } catch (const YAML::DeepRecursion& error) {
    return refused(file,
                   {"invalid-syntax", "this YAML is nested too deep to be read",
                    "take out what is nested: a stack file has about ten levels", reader.range_at(error.mark, 1)});
  } catch (const YAML::Exception& error) {
    if (const std::optional<std::size_t> tab = indenting_tab(yaml, error.mark.line)) {
      YamlReading told;
      told.findings.push_back(syntax_finding(
          yaml, file,
          {*tab, 1, "this is no YAML: a tab indents this line, and only blanks may", "two blanks for each level"}));
      return told;
    }
    return refused(file,
                   {"invalid-syntax", fmt::format("this is no YAML: {}", error.msg),
                    "check indentation and quotes on this line and the one above", reader.range_at(error.mark, 1)});
  }
  reading.refused = std::move(reader.refused);
  tell_directives(yaml, reading.refused);
  tell_once(reading.refused);
  reading.allowances = read_allowances(reader.comments());
  if (const std::optional<std::size_t> end = end_of_first_document(yaml))
    reading.more = planner::range_at(index_text(yaml), *end, 3);
  return reading;
}

}  // namespace

YamlReading read_yaml(std::string_view yaml, std::string_view file) {
  if (yaml.size() > most_bytes)
    return refused(file, {"too-large",
                          fmt::format("{} bytes of YAML, at most {} MiB are read", yaml.size(), most_bytes >> 20),
                          "split the stack, or take what is no configuration out of it",
                          {}});
  if (yaml.starts_with("\xEF\xBB\xBF")) yaml.remove_prefix(3);  // columns do not count it
  if (const std::optional<Mistake> mistake = not_yaml(yaml)) {
    YamlReading reading;
    reading.findings.push_back(syntax_finding(yaml, file, *mistake));
    return reading;
  }
  return read(yaml, file);
}

}  // namespace planner
