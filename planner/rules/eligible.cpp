#include "planner/rules/eligible.hpp"

#include <algorithm>

#include "planner/stack/node_labels.hpp"
#include "planner/swarm/constraint.hpp"

namespace planner {
namespace {

/// Keys in Swarm's constraints are compared without regard to case, but for the label's own key.
bool key_is(std::string_view key, std::string_view name) {
  return std::equal(key.begin(), key.end(), name.begin(), name.end(),
                    [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a - 'A' + 'a' : a) == b; });
}

bool host_matches(const Topology& topology, const Pool& pool, const Constraint& constraint) {
  for (int i = 0; i < pool.node_count; ++i)
    if (holds(constraint, topology.nodes[static_cast<std::size_t>(pool.first_node + i)].id)) return true;
  return pool.scaling.has_value() && !constraint.equal;
}

bool matches(const Topology& topology, PoolIndex index, const Labels& labels, const Constraint& constraint) {
  constexpr std::string_view kLabel = "node.labels.";
  const Pool& pool = topology.pools[static_cast<std::size_t>(index)];
  const std::string_view key = constraint.key;
  if (key.size() > kLabel.size() && key_is(key.substr(0, kLabel.size()), kLabel)) {
    for (const auto& [name, value] : labels)
      if (name == key.substr(kLabel.size())) return holds(constraint, value);
    return holds(constraint, "");
  }
  if (key_is(key, "node.role")) return holds(constraint, pool.role == Role::manager ? "manager" : "worker");
  if (key_is(key, "node.hostname")) return host_matches(topology, pool, constraint);
  return true;  // node.id, node.ip, node.platform, engine.labels: the spec does not say
}

}  // namespace

bool may_use(const Cluster& cluster, const Service& service, PoolIndex index) {
  const Pool& pool = cluster.topology.pools[static_cast<std::size_t>(index)];
  if (!pool.in_swarm || (pool.count == 0 && !pool.scaling)) return false;
  if (std::find(service.on.begin(), service.on.end(), pool.role) == service.on.end()) return false;
  const Labels labels = labels_of_pool(cluster.topology, index);
  return std::all_of(service.constraints.begin(), service.constraints.end(), [&](const std::string& text) {
    const std::optional<Constraint> constraint = parse_constraint(text);
    return !constraint || matches(cluster.topology, index, labels, *constraint);
  });
}

}  // namespace planner
