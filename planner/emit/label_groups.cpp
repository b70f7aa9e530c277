#include "planner/emit/label_groups.hpp"

#include <unordered_map>

#include "planner/emit/shell.hpp"
#include "planner/stack/node_labels.hpp"

namespace planner {
namespace {

const Pool& pool_at(const Topology& topology, PoolIndex index) {
  return topology.pools[static_cast<std::size_t>(index)];
}

/// No label holds a NUL, so equal keys are equal sets.
std::string key_of(const Labels& labels) {
  std::string key;
  for (const auto& [name, value] : labels) {
    key += name;
    key += '\0';
    key += value;
    key += '\0';
  }
  return key;
}

void append_labels(std::string& script, const Labels& labels) {
  script += "  labelled";
  for (const auto& [name, value] : labels) {
    script += ' ';
    append_shell_word(script, name + "=" + value);
  }
  script += '\n';
}

void append_names(std::string& script, const Topology& topology, const LabelGroup& group) {
  constexpr std::size_t kWidth = 110;
  std::size_t line_start = 0;
  for (const PoolIndex index : group.pools) {
    const Pool& pool = pool_at(topology, index);
    for (NodeIndex node = pool.first_node; node < pool.first_node + pool.node_count; ++node) {
      if (line_start == 0) {
        line_start = script.size();
        script += "  nodes";
      } else if (script.size() - line_start > kWidth) {
        script += " \\\n   ";
        line_start = script.size();
      }
      script += ' ';
      append_shell_word(script, topology.nodes[static_cast<std::size_t>(node)].id);
    }
  }
  if (line_start != 0) script += '\n';
}

void append_pools(std::string& script, const Topology& topology, const LabelGroup& group) {
  for (const PoolIndex index : group.pools) {
    const Pool& pool = pool_at(topology, index);
    if (!pool.scaling) continue;
    const std::string title =
        topology.places[static_cast<std::size_t>(pool.place)].id + " " + std::string(name_of(pool.role)) + "s";
    script += "  pool ";
    append_shell_word(script, title);
    script += ' ';
    script += std::to_string(pool.scaling->min);
    script += ' ';
    append_shell_word(script, pool.match);
    script += '\n';
  }
}

}  // namespace

std::vector<LabelGroup> group_by_labels(const Topology& topology) {
  std::vector<LabelGroup> groups;
  std::unordered_map<std::string, std::size_t> known;
  const std::vector<std::string> levels = level_labels(topology);
  for (PoolIndex index = 0; index < static_cast<int>(topology.pools.size()); ++index) {
    const Pool& pool = pool_at(topology, index);
    if (!pool.in_swarm || (pool.node_count == 0 && !pool.scaling)) continue;
    Labels labels = labels_of_pool(topology, index, levels);
    const auto [at, is_new] = known.try_emplace(key_of(labels), groups.size());
    if (is_new) groups.push_back({std::move(labels), {}});
    groups[at->second].pools.push_back(index);
  }
  return groups;
}

void append_label_plan(std::string& script, const Topology& topology) {
  script += "\n# The plan: each set of labels, and below it the nodes and pools that carry it.\nplan() {\n  :\n";
  for (const LabelGroup& group : group_by_labels(topology)) {
    append_labels(script, group.labels);
    append_names(script, topology, group);
    append_pools(script, topology, group);
  }
  script += "}\n";
}

}  // namespace planner
