#include "planner/whatif/failure.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "planner/model/nearest.hpp"

namespace planner {
namespace {

std::size_t at(int index) { return static_cast<std::size_t>(index); }

std::optional<PlaceIndex> find_place(const Topology& topology, std::string_view id) {
  const auto found = std::ranges::find(topology.places, id, &Place::id);
  if (found == topology.places.end()) return std::nullopt;
  return static_cast<PlaceIndex>(found - topology.places.begin());
}

std::string suggestion(const Topology& topology, std::string_view name) {
  std::vector<std::string_view> names;
  for (const FailureDomain& domain : topology.domains) names.push_back(domain.id);
  if (names.size() > 10'000) return "";
  const std::string_view near = nearest(name, names);
  return near.empty() ? "" : fmt::format("; did you mean {}?", near);
}

std::string unknown(const Topology& topology, std::string_view option, std::string_view name) {
  return fmt::format("{} {}: there is no {} in this spec{}", option, name, name, suggestion(topology, name));
}

/// Nodes and scaling pools that a reference names, and the places that it takes whole.
struct Named {
  std::vector<NodeIndex> nodes;
  std::vector<PoolIndex> pools;
  std::vector<PlaceIndex> places;
};

void add_pools(const Topology& topology, PlaceIndex place, std::optional<Role> role, Named& named) {
  const Place& here = topology.places[at(place)];
  for (PoolIndex index = here.first_pool; index < here.first_pool + here.pool_count; ++index) {
    const Pool& pool = topology.pools[at(index)];
    if (role && pool.role != *role) continue;
    if (pool.scaling) named.pools.push_back(index);
    for (int i = 0; i < pool.node_count; ++i) named.nodes.push_back(pool.first_node + i);
  }
}

std::optional<Role> role_named(std::string_view name) {
  for (const Role role : {Role::manager, Role::loadbalancer, Role::worker, Role::service})
    if (name_of(role) == name) return role;
  return std::nullopt;
}

std::optional<Named> find(const Topology& topology, std::string_view name) {
  Named named;
  if (const auto place = find_place(topology, name)) {
    add_pools(topology, *place, std::nullopt, named);
    named.places.push_back(*place);
    return named;
  }
  const auto node = std::ranges::find(topology.nodes, name, &Node::id);
  if (node != topology.nodes.end()) return Named{{static_cast<NodeIndex>(node - topology.nodes.begin())}, {}, {}};
  const auto domain = std::ranges::find(topology.domains, name, &FailureDomain::id);
  if (domain != topology.domains.end()) return Named{domain->nodes, domain->pools, domain->whole_places};
  const std::size_t colon = name.rfind(':');
  if (colon == std::string_view::npos) return std::nullopt;
  const auto place = find_place(topology, name.substr(0, colon));
  const auto role = role_named(name.substr(colon + 1));
  if (!place || !role) return std::nullopt;
  add_pools(topology, *place, role, named);
  return named;
}

void add_cut(const Topology& topology, std::string_view text, FailureReading& reading) {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos || text.find(':', colon + 1) != std::string_view::npos) {
    reading.errors.push_back(fmt::format("--cut {}: write it as A:B, two places", text));
    return;
  }
  const std::string_view names[] = {text.substr(0, colon), text.substr(colon + 1)};
  std::vector<PlaceIndex> ends;
  for (const std::string_view name : names) {
    if (const auto place = find_place(topology, name))
      ends.push_back(*place);
    else if (find(topology, name))
      reading.errors.push_back(
          fmt::format("--cut {}: {} is not a place; traffic is cut between two places", text, name));
    else
      reading.errors.push_back(unknown(topology, "--cut", name));
  }
  if (ends.size() != 2) return;
  if (place_inside(topology, ends[0], ends[1]) || place_inside(topology, ends[1], ends[0])) {
    reading.errors.push_back(fmt::format("--cut {}: the two places are not apart, one lies inside the other", text));
    return;
  }
  reading.failure.cuts.push_back({ends[0], ends[1]});
}

}  // namespace

bool place_inside(const Topology& topology, PlaceIndex inner, PlaceIndex outer) {
  for (std::optional<PlaceIndex> here = inner; here; here = topology.places[at(*here)].parent)
    if (*here == outer) return true;
  return false;
}

FailureReading read_failure(const Topology& topology, const FailureQuestion& question) {
  FailureReading reading;
  Failure& failure = reading.failure;
  failure.down.assign(topology.nodes.size(), false);
  failure.drained.assign(topology.nodes.size(), false);
  failure.down_pools.assign(topology.pools.size(), false);
  failure.drained_pools.assign(topology.pools.size(), false);
  for (const std::string& name : question.fail) {
    const std::optional<Named> named = find(topology, name);
    if (!named) reading.errors.push_back(unknown(topology, "--fail", name));
    if (!named) continue;
    for (const NodeIndex node : named->nodes) failure.down[at(node)] = true;
    for (const PoolIndex pool : named->pools) failure.down_pools[at(pool)] = true;
    failure.places.insert(failure.places.end(), named->places.begin(), named->places.end());
  }
  for (const std::string& name : question.drain) {
    const std::optional<Named> named = find(topology, name);
    if (!named) reading.errors.push_back(unknown(topology, "--drain", name));
    if (!named) continue;
    for (const NodeIndex node : named->nodes) failure.drained[at(node)] = true;
    for (const PoolIndex pool : named->pools) failure.drained_pools[at(pool)] = true;
  }
  for (const std::string& text : question.cut) add_cut(topology, text, reading);
  std::ranges::sort(failure.places);
  failure.places.erase(std::unique(failure.places.begin(), failure.places.end()), failure.places.end());
  return reading;
}

}  // namespace planner
