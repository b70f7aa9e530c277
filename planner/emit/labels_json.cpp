// Node labels as JSON: {"nodes": [{"hostname", "labels"}], "pools": [{"match", "labels"}]}, one entry a line, so that a
// diff shows the nodes that changed. Each set of labels is printed once and copied, which keeps 100,000 nodes cheap.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "planner/emit/emitter.hpp"
#include "planner/emit/label_groups.hpp"

namespace planner {
namespace {

/// Host names need no escaping, and a JSON value for each of 100,000 is what would cost time here.
bool is_plain(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' ||
           c == '-';
  });
}

void append_quoted(std::string& list, const std::string& text) {
  if (is_plain(text)) {
    list += '"';
    list += text;
    list += '"';
  } else {
    list += nlohmann::ordered_json(text).dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
  }
}

std::string object_of(const Labels& labels) {
  nlohmann::ordered_json object = nlohmann::ordered_json::object();
  for (const auto& [key, value] : labels) object[key] = value;
  return object.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

void append_entry(std::string& text, bool first, std::string_view key, const std::string& name,
                  const std::string& labels) {
  text += first ? "\n    {\"" : ",\n    {\"";
  text += key;
  text += "\": ";
  append_quoted(text, name);
  text += ", \"labels\": ";
  text += labels;
  text += '}';
}

/// Bytes that the list of nodes will need, so that it grows once.
std::size_t size_of_nodes(const Topology& topology, const std::vector<const std::string*>& labels_of) {
  constexpr std::size_t kAround = 40;  // what stands around a name and its labels
  std::size_t size = 0;
  for (const Node& node : topology.nodes)
    if (const std::string* labels = labels_of[static_cast<std::size_t>(node.pool)])
      size += node.id.size() + labels->size() + kAround;
  return size;
}

}  // namespace

std::string emit_labels_json(const Report& report) {
  const Topology& topology = report.facts.cluster.topology;
  const std::vector<LabelGroup> groups = group_by_labels(topology);
  std::vector<const std::string*> labels_of(topology.pools.size(), nullptr);
  std::vector<std::string> objects;
  objects.reserve(groups.size());
  for (const LabelGroup& group : groups) {
    objects.push_back(object_of(group.labels));
    for (const PoolIndex pool : group.pools) labels_of[static_cast<std::size_t>(pool)] = &objects.back();
  }
  std::string text;
  text.reserve(size_of_nodes(topology, labels_of) + 1024);
  text += "{\n  \"nodes\": [";
  bool first = true;
  for (const Node& node : topology.nodes) {
    const std::string* labels = labels_of[static_cast<std::size_t>(node.pool)];
    if (labels == nullptr) continue;
    append_entry(text, first, "hostname", node.id, *labels);
    first = false;
  }
  text += first ? "],\n  \"pools\": [" : "\n  ],\n  \"pools\": [";
  first = true;
  for (std::size_t index = 0; index < topology.pools.size(); ++index) {
    if (!topology.pools[index].scaling || labels_of[index] == nullptr) continue;
    append_entry(text, first, "match", topology.pools[index].match, *labels_of[index]);
    first = false;
  }
  text += first ? "]\n}\n" : "\n  ]\n}\n";
  return text;
}

}  // namespace planner
