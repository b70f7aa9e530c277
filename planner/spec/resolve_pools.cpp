// Pools and named machines of a zone or rack, and the host names of counted nodes.
#include <fmt/format.h>

#include <algorithm>

#include "planner/spec/cidr.hpp"
#include "planner/spec/host_names.hpp"
#include "planner/spec/names.hpp"
#include "planner/spec/resolve.hpp"
#include "planner/swarm/constraint.hpp"

namespace planner {
namespace {

const PoolSpec* defaults_of(const Spec& spec, Role role) {
  if (!spec.defaults) return nullptr;
  const DefaultsSpec& defaults = *spec.defaults;
  const std::optional<PoolSpec>& found = role == Role::manager ? defaults.managers
                                         : role == Role::loadbalancer
                                             ? (defaults.loadbalancer ? defaults.loadbalancer : defaults.loadbalancers)
                                         : role == Role::worker ? defaults.workers
                                                                : defaults.services;
  return found ? &*found : nullptr;
}

template <class T>
const T& either(const T& own, const PoolSpec* defaults, T PoolSpec::*member) {
  return own || !defaults ? own : defaults->*member;
}

Availability availability_of(const Resolver& resolver, const PoolSpec& spec, const PoolSpec* defaults, Role role) {
  const Text& written = either(spec.availability, defaults, &PoolSpec::availability);
  if (written) return written->value == "drain" ? Availability::drain : Availability::active;
  return role == Role::manager && resolver.roles.worker ? Availability::drain : Availability::active;
}

void copy_sizes(Pool& pool, const PoolSpec& spec, const PoolSpec* defaults) {
  if (const Number& cpus = either(spec.cpus, defaults, &PoolSpec::cpus)) pool.cpus = cpus->value;
  if (const Integer& memory = either(spec.memory, defaults, &PoolSpec::memory)) pool.memory = memory->value;
  if (const Text& arch = either(spec.arch, defaults, &PoolSpec::arch)) pool.arch = arch->value;
  const IntegerMap& generic = spec.generic.empty() && defaults ? defaults->generic : spec.generic;
  for (const IntegerEntry& entry : generic) pool.generic.emplace_back(entry.key.value, entry.value.value);
  std::sort(pool.generic.begin(), pool.generic.end());
}

Pool make_pool(Resolver& resolver, const PoolSpec& spec, PlaceIndex place, Role role, const Inherited& inherited) {
  const PoolSpec* defaults = defaults_of(resolver.spec, role);
  Pool pool;
  pool.place = place;
  pool.role = role;
  pool.where = spec.where;
  pool.availability = availability_of(resolver, spec, defaults, role);
  pool.in_swarm = resolver.cluster.control == Control::centralized && !inherited.edge;
  copy_sizes(pool, spec, defaults);
  TextMap labels = defaults ? defaults->labels : TextMap{};
  labels.insert(labels.end(), inherited.labels.begin(), inherited.labels.end());
  labels.insert(labels.end(), spec.labels.begin(), spec.labels.end());
  check_labels(resolver, spec.labels);
  pool.labels = merge_labels(labels);
  if (const Text& engine = either(spec.engine, defaults, &PoolSpec::engine))
    pool.engine = engine->value;
  else if (!inherited.engine.empty())
    pool.engine = inherited.engine;
  else if (resolver.spec.cluster && resolver.spec.cluster->engine)
    pool.engine = resolver.spec.cluster->engine->value;
  pool.first_node = static_cast<NodeIndex>(resolver.cluster.topology.nodes.size());
  return pool;
}

void join_domains(Resolver& resolver, const PoolSpec& spec, Role role) {
  const PoolSpec* defaults = defaults_of(resolver.spec, role);
  const auto pool = static_cast<PoolIndex>(resolver.cluster.topology.pools.size());
  const Texts& domains = spec.domains.empty() && defaults ? defaults->domains : spec.domains;
  for (const Located<std::string>& domain : domains) resolver.memberships.push_back({domain, {}, pool});
}

const std::string& id_of(const Resolver& resolver, PlaceIndex place) {
  return resolver.cluster.topology.places[static_cast<std::size_t>(place)].id;
}

bool is_match(std::string_view text) {
  if (parse_cidr(text)) return true;
  constexpr std::string_view kPrefix = "engine.labels.";
  if (text.substr(0, kPrefix.size()) != kPrefix) return false;
  const std::size_t equals = text.find('=');
  if (equals == std::string_view::npos) return false;
  return equals > kPrefix.size() && is_label_key(text.substr(0, equals)) && is_label_value(text.substr(equals + 1));
}

void check_scaling(Resolver& resolver, const PoolSpec& spec, const Pool& pool, const std::string& id) {
  Decoder& decoder = resolver.decoder;
  const std::string name = fmt::format("the {} pool of {}", name_of(pool.role), id);
  if (spec.min && spec.max && spec.min->value > spec.max->value)
    decoder.error("out-of-range", spec.max->where, fmt::format("{}: max is below min", name));
  else if ((spec.max && pool.count > spec.max->value) || (spec.min && pool.count < spec.min->value))
    decoder.error("out-of-range", spec.count ? spec.count->where : spec.where,
                  fmt::format("{}: count {} lies outside min and max", name, pool.count));
  if (pool.role == Role::manager)
    decoder.error("conflicting-keys", spec.where,
                  fmt::format("{}: managers are Raft members and never scale by themselves (each dead one would still "
                              "count); drop min and max",
                              name));
  if (spec.hostname || !spec.address.empty() || !spec.public_address.empty())
    decoder.error("conflicting-keys", spec.where,
                  fmt::format("{}: a pool that scales has no host names and no addresses of its own; use match", name));
  if (spec.match && !is_match(spec.match->value))
    decoder.error("invalid-value", spec.match->where,
                  fmt::format("{}: match is a network such as \"10.0.16.0/20\", or engine.labels.KEY=VALUE", name));
}

std::string pattern_of(const Resolver& resolver, const PoolSpec& spec, PlaceIndex place, Role role) {
  if (spec.hostname) return spec.hostname->value;
  if (const PoolSpec* defaults = defaults_of(resolver.spec, role); defaults && defaults->hostname)
    return defaults->hostname->value;
  const auto& cluster = resolver.spec.cluster;
  if (cluster && cluster->hostname) return cluster->hostname->value;
  const bool rack = resolver.cluster.topology.places[static_cast<std::size_t>(place)].level == Level::rack;
  return rack ? "{rack}-{role}-{index}" : "{zone}-{role}-{index}";
}

void name_nodes(Resolver& resolver, const PoolSpec& spec, const Pool& pool, PoolIndex index) {
  Topology& topology = resolver.cluster.topology;
  const std::string written = pattern_of(resolver, spec, pool.place, pool.role);
  const HostPattern pattern = expand_pattern(topology, resolver.cluster.name, written, pool.place, pool.role);
  int& next = resolver.next_index[{pool.place, pool.role, written}];
  bool told = false;
  for (std::size_t i = 0; i < static_cast<std::size_t>(pool.count); ++i) {
    Node node{host_name(pattern, ++next), index, "", ""};
    if (i < spec.address.size()) node.address = spec.address[i].value;
    if (i < spec.public_address.size()) node.public_address = spec.public_address[i].value;
    if (node.id.size() > 63 && !told) {
      told = true;
      resolver.decoder.error("invalid-name", pool.where,
                             fmt::format("the host name {} of {} has {} characters, a host name has at most 63; set "
                                         "cluster.hostname to a shorter pattern",
                                         node.id, id_of(resolver, pool.place), node.id.size()));
    }
    topology.nodes.push_back(std::move(node));
  }
}

bool room_for(Resolver& resolver, const Pool& pool) {
  const bool fitted = resolver.nodes <= kMostNodes;
  resolver.nodes += pool.count;
  if (resolver.nodes <= kMostNodes) return true;
  if (fitted)
    resolver.decoder.error("too-large", pool.where,
                           fmt::format("the spec has more than {} nodes: that many are not planned", kMostNodes));
  return false;
}

void check_addresses(Resolver& resolver, const PoolSpec& spec, const Pool& pool) {
  const auto check = [&](const Texts& list, std::string_view key) {
    if (list.empty() || static_cast<int>(list.size()) == pool.count) return;
    resolver.decoder.error(
        "invalid-value", list[0].where,
        fmt::format("{}: {} has {} entries for {} nodes", id_of(resolver, pool.place), key, list.size(), pool.count));
  };
  check(spec.address, "address");
  check(spec.public_address, "public");
}

void check_edge(Resolver& resolver, const Pool& pool, const Inherited& inherited) {
  if (!inherited.edge || (pool.role != Role::manager && pool.role != Role::worker)) return;
  resolver.decoder.error("invalid-place", pool.where,
                         fmt::format("{} is an edge and holds {}s: an edge is outside the Swarm and holds load "
                                     "balancers and services only",
                                     id_of(resolver, pool.place), name_of(pool.role)));
}

void add_pool(Resolver& resolver, const PoolSpec& spec, PlaceIndex place, Role role, const Inherited& inherited) {
  Pool pool = make_pool(resolver, spec, place, role, inherited);
  const bool scales = spec.min || spec.max;
  if (!spec.count && !spec.min && resolver.decoder.damaged.contains(spec.where)) return;
  if (!spec.count && !spec.min) {
    resolver.decoder.error("missing-key", spec.where,
                           fmt::format("{}: the pool of {}s has no count", id_of(resolver, place), name_of(role)));
    return;
  }
  pool.count = static_cast<int>(spec.count ? spec.count->value : spec.min->value);
  if (!room_for(resolver, pool)) return;
  if (pool.count == 0 && !scales) return;
  check_edge(resolver, pool, inherited);
  join_domains(resolver, spec, role);
  if (scales) {
    check_scaling(resolver, spec, pool, id_of(resolver, place));
    pool.scaling = Scaling{static_cast<int>(spec.min ? spec.min->value : 0),
                           spec.max ? std::optional(static_cast<int>(spec.max->value)) : std::nullopt};
    if (spec.match) pool.match = spec.match->value;
  } else {
    if (spec.match)
      resolver.decoder.error("conflicting-keys", spec.match->where,
                             fmt::format("{}: match is for pools that scale by themselves (min, max); these nodes have "
                                         "host names",
                                         id_of(resolver, place)));
    check_addresses(resolver, spec, pool);
    name_nodes(resolver, spec, pool, static_cast<PoolIndex>(resolver.cluster.topology.pools.size()));
    pool.node_count = pool.count;
  }
  resolver.cluster.topology.pools.push_back(std::move(pool));
}

void add_machine(Resolver& resolver, const PoolSpec& spec, PlaceIndex place, const Inherited& inherited) {
  if (!spec.role || !spec.hostname) return;  // told as missing
  const std::string& word = spec.role->value;
  const Role role = word == "manager"        ? Role::manager
                    : word == "loadbalancer" ? Role::loadbalancer
                    : word == "worker"       ? Role::worker
                                             : Role::service;
  Pool pool = make_pool(resolver, spec, place, role, inherited);
  pool.count = pool.node_count = 1;
  if (!room_for(resolver, pool)) return;
  check_edge(resolver, pool, inherited);
  check_addresses(resolver, spec, pool);
  join_domains(resolver, spec, role);
  resolver.cluster.topology.nodes.push_back(
      {spec.hostname->value, static_cast<PoolIndex>(resolver.cluster.topology.pools.size()),
       spec.address.empty() ? std::string() : spec.address[0].value,
       spec.public_address.empty() ? std::string() : spec.public_address[0].value});
  resolver.cluster.topology.pools.push_back(std::move(pool));
}

}  // namespace

void resolve_pools(Resolver& resolver, const PlaceSpec& spec, PlaceIndex place, const Inherited& inherited) {
  for (const PoolSpec& pool : spec.managers) add_pool(resolver, pool, place, Role::manager, inherited);
  for (const PoolSpec& pool : spec.loadbalancer) add_pool(resolver, pool, place, Role::loadbalancer, inherited);
  for (const PoolSpec& pool : spec.loadbalancers) add_pool(resolver, pool, place, Role::loadbalancer, inherited);
  for (const PoolSpec& pool : spec.workers) add_pool(resolver, pool, place, Role::worker, inherited);
  for (const PoolSpec& pool : spec.services) add_pool(resolver, pool, place, Role::service, inherited);
  for (const PoolSpec& node : spec.nodes) add_machine(resolver, node, place, inherited);
}

void check_defaults(Resolver& resolver) {
  const auto& defaults = resolver.spec.defaults;
  if (defaults && defaults->loadbalancer && defaults->loadbalancers)
    resolver.decoder.error("duplicate-name", std::max(defaults->loadbalancer->where, defaults->loadbalancers->where),
                           "defaults: loadbalancer and loadbalancers are the same role; keep one of them");
  for (Role role : {Role::manager, Role::loadbalancer, Role::worker, Role::service})
    if (const PoolSpec* of_role = defaults_of(resolver.spec, role)) check_labels(resolver, of_role->labels);
}

}  // namespace planner
