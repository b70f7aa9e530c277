#include "planner/stack/placement_constraints.hpp"

#include <algorithm>

#include "planner/stack/node_labels.hpp"
#include "planner/swarm/arch.hpp"
#include "planner/swarm/constraint.hpp"

namespace planner {
namespace {

template <class T>
void sort_unique(std::vector<T>& values) {
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
}

template <class T>
bool contains(const std::vector<T>& values, const T& value) {
  return std::find(values.begin(), values.end(), value) != values.end();
}

std::string is(std::string_view key, std::string_view value) { return std::string(key) + " == " + std::string(value); }
std::string is_not(std::string_view key, std::string_view value) {
  return std::string(key) + " != " + std::string(value);
}

/// Constraints are joined by "and" alone, so "any of these" is written as "none of the others". A node without the
/// label passes a !=, which is one more reason to label every node.
void add_roles(const Service& service, const SwarmNodes& nodes, std::vector<std::string>& constraints) {
  if (service.on.size() == 1) {
    constraints.push_back(is("node.labels.role", name_of(service.on.front())));
    return;
  }
  for (const Role role : nodes.roles)
    if (!contains(service.on, role)) constraints.push_back(is_not("node.labels.role", name_of(role)));
}

/// One architecture needs no knowledge of the nodes. Of several, those that the nodes declare and the image lacks are
/// excluded; where no node declares one there is nothing to exclude, and Swarm's own platform filter, which reads the
/// image's manifest at deploy time, is what is left.
void add_archs(const Service& service, const SwarmNodes& nodes, std::vector<std::string>& constraints) {
  std::vector<std::string> wanted;
  for (const std::string& arch : service.arch) wanted.emplace_back(reported_arch(arch));
  sort_unique(wanted);
  if (wanted.size() == 1) {
    constraints.push_back(is("node.platform.arch", wanted.front()));
  } else if (!wanted.empty()) {
    for (const std::string& arch : nodes.archs)
      if (!contains(wanted, arch)) constraints.push_back(is_not("node.platform.arch", arch));
  }
}

bool is_populated(const Pool& pool) { return pool.in_swarm && (pool.count > 0 || pool.scaling.has_value()); }

/// A host name is one of the pool's; a pool that scales by itself may have any.
bool some_host_matches(const Topology& topology, const Pool& pool, NodeAttributes node, const Constraint& constraint) {
  if (pool.scaling) return matches(node, constraint);
  for (NodeIndex index = pool.first_node; index < pool.first_node + pool.node_count; ++index) {
    node.host_name = topology.nodes[static_cast<std::size_t>(index)].id;
    if (matches(node, constraint)) return true;
  }
  return false;
}

}  // namespace

NodeAttributes pool_attributes(const Topology& topology, PoolIndex index, const std::vector<std::string>& levels) {
  const Pool& pool = topology.pools[static_cast<std::size_t>(index)];
  NodeAttributes node;
  node.role = pool.role == Role::manager ? "manager" : "worker";
  if (!pool.arch.empty()) node.arch = reported_arch(pool.arch);
  node.labels = labels_of_pool(topology, index, levels);
  return node;
}

SwarmNodes swarm_nodes(const Topology& topology) {
  SwarmNodes nodes;
  bool roles[4] = {};
  for (const Pool& pool : topology.pools) {
    if (!is_populated(pool)) continue;
    roles[static_cast<std::size_t>(pool.role)] = true;
    const std::string arch(reported_arch(pool.arch));
    if (!arch.empty() && !contains(nodes.archs, arch)) nodes.archs.push_back(arch);
  }
  std::sort(nodes.archs.begin(), nodes.archs.end());
  for (const Role role : {Role::manager, Role::loadbalancer, Role::worker, Role::service})
    if (roles[static_cast<std::size_t>(role)]) nodes.roles.push_back(role);
  nodes.levels = level_labels(topology);
  return nodes;
}

std::vector<std::string> constraints_of(const Service& service, const SwarmNodes& nodes) {
  std::vector<std::string> constraints;
  add_roles(service, nodes, constraints);
  constraints.insert(constraints.end(), service.constraints.begin(), service.constraints.end());
  add_archs(service, nodes, constraints);
  return constraints;
}

bool is_eligible(const Topology& topology, PoolIndex index, const Service& service, const SwarmNodes& nodes) {
  const Pool& pool = topology.pools[static_cast<std::size_t>(index)];
  if (!is_populated(pool) || pool.availability != Availability::active) return false;
  if (!contains(service.on, pool.role)) return false;
  const auto fits = [&](const std::string& arch) { return reported_arch(arch) == reported_arch(pool.arch); };
  if (!service.arch.empty() && !pool.arch.empty() && std::none_of(service.arch.begin(), service.arch.end(), fits))
    return false;
  if (service.constraints.empty()) return true;
  const NodeAttributes node = pool_attributes(topology, index, nodes.levels);
  return std::all_of(service.constraints.begin(), service.constraints.end(), [&](const std::string& text) {
    const std::optional<Constraint> constraint = parse_constraint(text);
    return constraint && some_host_matches(topology, pool, node, *constraint);
  });
}

}  // namespace planner
