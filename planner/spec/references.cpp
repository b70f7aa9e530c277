// Names that point at something: looked up once, told with the nearest name when there is none.
#include <fmt/format.h>

#include <algorithm>

#include "planner/model/nearest.hpp"
#include "planner/spec/resolve.hpp"

namespace planner {
namespace {

std::string place_id_of(const Topology& topology, const Node& node) {
  const Pool& pool = topology.pools[static_cast<std::size_t>(node.pool)];
  return topology.places[static_cast<std::size_t>(pool.place)].id;
}

std::optional<Role> role_named(std::string_view name) {
  for (Role role : {Role::manager, Role::loadbalancer, Role::worker, Role::service})
    if (name_of(role) == name) return role;
  return std::nullopt;
}

std::string_view suggestion(const Resolver& resolver, const std::string& text) {
  // Comparing with every name is for people's slips, not for thousands of them.
  if (resolver.decoder.findings.size() > 100 || resolver.cluster.topology.places.size() > 10000) return {};
  std::vector<std::string_view> names;
  for (const Place& place : resolver.cluster.topology.places) names.push_back(place.id);
  for (const auto& [id, index] : resolver.domains) names.push_back(id);
  std::sort(names.begin(), names.end());
  return nearest(text, names);
}

}  // namespace

void tell_twice(Resolver& resolver, const std::string& id, SourceRange first, SourceRange second,
                const std::string& hint) {
  const auto [earlier, later] = std::minmax(first, second);
  resolver.decoder.error("duplicate-name", later,
                         fmt::format("{} is used twice: first on line {}; every name of a node, place or domain is "
                                     "used once{}",
                                     id, earlier.line, hint));
}

SourceRange where_of(const Topology& topology, NodeIndex node) {
  return topology.pools[static_cast<std::size_t>(topology.nodes[static_cast<std::size_t>(node)].pool)].where;
}

void resolve_names(Resolver& resolver) {
  const Topology& topology = resolver.cluster.topology;
  resolver.hosts.reserve(topology.nodes.size());
  for (std::size_t i = 0; i < topology.places.size(); ++i)
    resolver.places.emplace(topology.places[i].id, static_cast<PlaceIndex>(i));
  const auto pool_of = [&](const Node& node) -> const Pool& {
    return topology.pools[static_cast<std::size_t>(node.pool)];
  };
  PoolIndex told = -1;  // one pattern without {index} is one mistake
  for (std::size_t i = 0; i < topology.nodes.size(); ++i) {
    const Node& node = topology.nodes[i];
    const SourceRange here = pool_of(node).where;
    if (const auto place = resolver.places.find(node.id); place != resolver.places.end())
      tell_twice(resolver, node.id, topology.places[static_cast<std::size_t>(place->second)].where, here);
    const auto [found, fresh] = resolver.hosts.emplace(node.id, static_cast<NodeIndex>(i));
    if (fresh || told == node.pool) continue;
    told = node.pool;
    const Node& other = topology.nodes[static_cast<std::size_t>(found->second)];
    tell_twice(resolver, "the host name " + node.id, pool_of(other).where, here,
               fmt::format("; it stands in {} and in {}", place_id_of(topology, other), place_id_of(topology, node)));
  }
}

std::optional<Reference> find_reference(Resolver& resolver, const Located<std::string>& text, std::string_view what) {
  const std::string& name = text.value;
  Reference reference;
  if (const auto found = resolver.places.find(name); found != resolver.places.end())
    reference.place = found->second;
  else if (const auto host = resolver.hosts.find(name); host != resolver.hosts.end())
    reference.node = host->second;
  else if (const auto domain = resolver.domains.find(name); domain != resolver.domains.end())
    reference.domain = domain->second;
  else if (const std::size_t colon = name.rfind(':'); colon != std::string::npos) {
    const auto place = resolver.places.find(std::string_view(name).substr(0, colon));
    reference.role = role_named(std::string_view(name).substr(colon + 1));
    if (place != resolver.places.end() && reference.role) reference.place = place->second;
  }
  if (reference.place || reference.node || reference.domain) return reference;
  const std::vector<Finding>& told = resolver.decoder.findings;
  if (std::any_of(told.begin(), told.end(), [](const Finding& f) { return f.rule == "invalid-place"; }))
    return std::nullopt;  // a place that was refused is not there to be found; that was told
  const std::string_view near = suggestion(resolver, name);
  resolver.decoder.error("unknown-reference", text.where,
                         fmt::format("{}: there is no {} in this spec{}", what, name,
                                     near.empty() ? "" : fmt::format("; did you mean {}?", near)),
                         "a reference is a place (us.west), a host name, a declared domain, or PLACE:ROLE "
                         "(us.west:worker)");
  return std::nullopt;
}

std::optional<PlaceIndex> find_place(Resolver& resolver, const Located<std::string>& text, std::string_view what) {
  const std::optional<Reference> reference = find_reference(resolver, text, what);
  if (!reference) return std::nullopt;
  if (reference->place && !reference->role) return reference->place;
  resolver.decoder.error("unknown-reference", text.where, fmt::format("{}: {} is not a place", what, text.value));
  return std::nullopt;
}

void check_addresses_once(Resolver& resolver) {
  const Topology& topology = resolver.cluster.topology;
  std::unordered_map<std::string_view, NodeIndex> seen;
  for (std::size_t i = 0; i < topology.nodes.size(); ++i) {
    const Node& node = topology.nodes[i];
    if (node.address.empty() || !topology.pools[static_cast<std::size_t>(node.pool)].in_swarm) continue;
    const auto [first, fresh] = seen.emplace(node.address, static_cast<NodeIndex>(i));
    if (fresh) continue;
    const Node& other = topology.nodes[static_cast<std::size_t>(first->second)];
    resolver.decoder.error("duplicate-name", where_of(topology, static_cast<NodeIndex>(i)),
                           fmt::format("{} is the address of {} (line {}) and of {}: only one of them can join",
                                       node.address, other.id, where_of(topology, first->second).line, node.id));
  }
}

void resolve_homes(Resolver& resolver) {
  Topology& topology = resolver.cluster.topology;
  const auto fill = [&](const auto& self, const PlaceSpec& spec, const std::string& id) -> void {
    const auto found = resolver.places.find(id);
    if (found == resolver.places.end()) return;
    const std::string what = id + ".home";
    for (const Located<std::string>& home : spec.home) {
      const std::optional<PlaceIndex> place = find_place(resolver, home, what);
      if (!place) continue;
      const Place& target = topology.places[static_cast<std::size_t>(*place)];
      if (target.level != Level::region || target.edge)
        resolver.decoder.error("unknown-reference", home.where,
                               fmt::format("{}: {} is {}; an edge's home is a region that is no edge", what, target.id,
                                           target.edge ? "an edge" : fmt::format("a {}", name_of(target.level))));
      topology.places[static_cast<std::size_t>(found->second)].home.push_back(*place);
    }
    for (const PlaceSpec& inner : spec.places) self(self, inner, id + "." + inner.name);
  };
  for (const PlaceSpec& spec : resolver.spec.places) fill(fill, spec, spec.name);
}

}  // namespace planner
