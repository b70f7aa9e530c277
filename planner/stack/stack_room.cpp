#include "planner/stack/stack_room.hpp"

#include <algorithm>

#include "planner/stack/node_labels.hpp"
#include "planner/stack/placement_constraints.hpp"
#include "planner/stack/variables.hpp"

namespace planner {
namespace {

bool meets_all(const NodeAttributes& node, const std::vector<Constraint>& constraints) {
  return std::ranges::all_of(constraints, [&](const Constraint& constraint) { return matches(node, constraint); });
}

/// How many nodes of the pool meet all constraints.
std::int64_t fitting_nodes(const Topology& topology, PoolIndex index, const std::vector<Constraint>& constraints,
                           const std::vector<std::string>& levels) {
  const Pool& pool = topology.pools[static_cast<std::size_t>(index)];
  NodeAttributes node = pool_attributes(topology, index, levels);
  if (!meets_all(node, constraints)) return 0;  // names and addresses are taken to hold so far
  if (pool.scaling) return pool.scaling->min;
  std::int64_t count = 0;
  for (NodeIndex i = pool.first_node; i < pool.first_node + pool.node_count; ++i) {
    const Node& one = topology.nodes[static_cast<std::size_t>(i)];
    node.host_name = one.id;
    if (!one.address.empty()) node.address = one.address;
    if (meets_all(node, constraints)) ++count;
  }
  return count;
}

void add(std::vector<std::pair<PlaceIndex, std::int64_t>>& places, std::optional<PlaceIndex> place,
         std::int64_t nodes) {
  if (!place || nodes == 0) return;
  const auto found = std::ranges::find(places, *place, &std::pair<PlaceIndex, std::int64_t>::first);
  if (found == places.end())
    places.emplace_back(*place, nodes);
  else
    found->second += nodes;
}

}  // namespace

StackRoom room_of(const Topology& topology, const StackFileService& service) {
  StackRoom room;
  std::vector<Constraint> constraints;
  for (const PlacementEntry& entry : service.constraints) {
    const std::optional<std::string> text = without_escapes(entry.text);
    std::optional<Constraint> constraint = text ? parse_constraint(*text) : std::nullopt;
    if (!constraint) return {.known = false};
    constraints.push_back(std::move(*constraint));
  }
  const std::vector<std::string> levels = level_labels(topology);
  for (std::size_t i = 0; i < topology.pools.size(); ++i) {
    const Pool& pool = topology.pools[i];
    if (!pool.in_swarm || pool.availability != Availability::active || (pool.count == 0 && !pool.scaling)) continue;
    const auto index = static_cast<PoolIndex>(i);
    const std::int64_t nodes = fitting_nodes(topology, index, constraints, levels);
    if (pool.scaling && meets_all(pool_attributes(topology, index, levels), constraints)) room.may_grow = true;
    room.nodes += nodes;
    add(room.zones, ancestor(topology, pool.place, Level::zone), nodes);
    add(room.regions, ancestor(topology, pool.place, Level::region), nodes);
  }
  return room;
}

}  // namespace planner
