// Node labels as JSON: {"nodes": [{"hostname", "labels"}], "pools": [{"match", "labels"}]}, one entry a line, so that a
// diff shows the nodes that changed. Each set of labels is printed once and copied, which keeps 100,000 nodes cheap.
#include <nlohmann/json.hpp>

#include "planner/emit/emitter.hpp"
#include "planner/emit/label_groups.hpp"

namespace planner {
namespace {

std::string quoted(const std::string& text) {
  return nlohmann::ordered_json(text).dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

std::string object_of(const Labels& labels) {
  nlohmann::ordered_json object = nlohmann::ordered_json::object();
  for (const auto& [key, value] : labels) object[key] = value;
  return object.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

void append_entry(std::string& list, std::string_view key, const std::string& name, const std::string& labels) {
  list += list.empty() ? "\n    {\"" : ",\n    {\"";
  list += key;
  list += "\": ";
  list += quoted(name);
  list += ", \"labels\": ";
  list += labels;
  list += '}';
}

std::string closed(std::string list) { return "[" + list + (list.empty() ? "]" : "\n  ]"); }

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
  std::string nodes;
  std::string pools;
  for (const Node& node : topology.nodes)
    if (const std::string* labels = labels_of[static_cast<std::size_t>(node.pool)])
      append_entry(nodes, "hostname", node.id, *labels);
  for (std::size_t index = 0; index < topology.pools.size(); ++index)
    if (topology.pools[index].scaling && labels_of[index] != nullptr)
      append_entry(pools, "match", topology.pools[index].match, *labels_of[index]);
  return "{\n  \"nodes\": " + closed(nodes) + ",\n  \"pools\": " + closed(pools) + "\n}\n";
}

}  // namespace planner
