// Declared failure domains, and the list of all domains and levels.
#include <fmt/format.h>

#include <algorithm>

#include "planner/spec/names.hpp"
#include "planner/spec/resolve.hpp"

namespace planner {
namespace {

bool is_reserved(std::string_view kind) {
  constexpr std::string_view kReserved[] = {"group", "region", "zone", "rack", "node", "domain", "role"};
  return std::find(std::begin(kReserved), std::end(kReserved), kind) != std::end(kReserved);
}

struct Declared {
  FailureDomain domain;
  const Texts* members;
};

void check_name(Resolver& resolver, const Located<std::string>& name) {
  if (kPlaceName.accepts(name.value)) return;
  resolver.decoder.error("invalid-name", name.where,
                         fmt::format("domains: \"{}\" is not {}", name.value, kPlaceName.words));
}

std::vector<Declared> collect(Resolver& resolver) {
  std::vector<Declared> declared;
  for (const TextListEntry& entry : resolver.spec.domains) {
    check_name(resolver, entry.key);
    if (!entry.is_table) {
      declared.push_back({{entry.key.value, "domain", {}, {}, {}, entry.key.where}, &entry.items});
      continue;
    }
    if (is_reserved(entry.key.value))
      resolver.decoder.error("invalid-name", entry.key.where,
                             fmt::format("domains.{0}: a kind of domain may not be called {0}, which is a level of the "
                                         "tree",
                                         entry.key.value));
    for (const TextListEntry& inner : entry.entries) {
      check_name(resolver, inner.key);
      declared.push_back(
          {{entry.key.value + "." + inner.key.value, entry.key.value, {}, {}, {}, inner.key.where}, &inner.items});
    }
  }
  std::stable_sort(declared.begin(), declared.end(), [](const Declared& a, const Declared& b) {
    return std::tie(a.domain.level, a.domain.id) < std::tie(b.domain.level, b.domain.id);
  });
  return declared;
}

void add_pool(FailureDomain& domain, const Topology& topology, PoolIndex index) {
  const Pool& pool = topology.pools[static_cast<std::size_t>(index)];
  if (pool.scaling) domain.pools.push_back(index);
  for (int i = 0; i < pool.node_count; ++i) domain.nodes.push_back(pool.first_node + i);
}

void add_place(FailureDomain& domain, const Topology& topology, PlaceIndex index, std::optional<Role> role) {
  const Place& place = topology.places[static_cast<std::size_t>(index)];
  for (int i = 0; i < place.pool_count; ++i) {
    const PoolIndex pool = place.first_pool + i;
    if (!role || topology.pools[static_cast<std::size_t>(pool)].role == *role) add_pool(domain, topology, pool);
  }
}

/// Members of a domain; a domain that names another takes its references too. `depth` stops a circle.
void add_members(Resolver& resolver, const std::vector<Declared>& declared, const Declared& from, FailureDomain& to,
                 std::size_t depth) {
  const Topology& topology = resolver.cluster.topology;
  const std::string what = "domains." + from.domain.id;
  for (const Located<std::string>& member : *from.members) {
    if (depth > declared.size()) {
      resolver.decoder.error("unknown-reference", member.where, fmt::format("{}: names itself in a circle", what));
      return;
    }
    const std::optional<Reference> reference = find_reference(resolver, member, what);
    if (!reference) continue;
    if (reference->place) add_place(to, topology, *reference->place, reference->role);
    if (reference->node) to.nodes.push_back(*reference->node);
    if (reference->domain)
      add_members(resolver, declared, declared[static_cast<std::size_t>(*reference->domain)], to, depth + 1);
  }
}

void add_memberships(Resolver& resolver, std::vector<Declared>& declared) {
  const Topology& topology = resolver.cluster.topology;
  for (const Membership& membership : resolver.memberships) {
    const auto found = resolver.domains.find(membership.domain.value);
    if (found == resolver.domains.end()) {
      resolver.decoder.error(
          "unknown-reference", membership.domain.where,
          fmt::format("domains: {} is not declared; declare it under [domains]", membership.domain.value));
      continue;
    }
    FailureDomain& domain = declared[static_cast<std::size_t>(found->second)].domain;
    if (membership.place) add_place(domain, topology, *membership.place, std::nullopt);
    if (membership.pool) add_pool(domain, topology, *membership.pool);
  }
}

template <class T>
void make_set(std::vector<T>& list) {
  std::sort(list.begin(), list.end());
  list.erase(std::unique(list.begin(), list.end()), list.end());
}

void list_levels(Topology& topology) {
  for (Level level : {Level::group, Level::region, Level::zone, Level::rack})
    if (count_places(topology, level) > 0) topology.levels.emplace_back(name_of(level));
  for (const FailureDomain& domain : topology.domains)
    if (!domain.place && (topology.levels.empty() || topology.levels.back() != domain.level))
      topology.levels.push_back(domain.level);
  topology.levels.emplace_back("node");
}

}  // namespace

void resolve_domains(Resolver& resolver) {
  Topology& topology = resolver.cluster.topology;
  for (std::size_t i = 0; i < topology.places.size(); ++i) {
    const Place& place = topology.places[i];
    topology.domains.push_back(
        {place.id, std::string(name_of(place.level)), static_cast<PlaceIndex>(i), {}, {}, place.where});
  }
  std::vector<Declared> declared = collect(resolver);
  for (std::size_t i = 0; i < declared.size(); ++i) {
    const FailureDomain& domain = declared[i].domain;
    const bool fresh = resolver.domains.emplace(domain.id, static_cast<DomainIndex>(i)).second;
    if (!fresh || resolver.places.contains(domain.id) || resolver.hosts.contains(domain.id))
      resolver.decoder.error(
          "duplicate-name", domain.where,
          fmt::format("{} is used twice: every name of a node, place or domain is used once", domain.id));
  }
  for (Declared& entry : declared) add_members(resolver, declared, entry, entry.domain, 0);
  add_memberships(resolver, declared);
  for (Declared& entry : declared) {
    make_set(entry.domain.nodes);
    make_set(entry.domain.pools);
    topology.domains.push_back(std::move(entry.domain));
  }
  resolver.domains.clear();  // its keys looked into the strings that were moved
  for (std::size_t i = 0; i < topology.domains.size(); ++i)
    if (!topology.domains[i].place) resolver.domains.emplace(topology.domains[i].id, static_cast<DomainIndex>(i));
  list_levels(topology);
}

}  // namespace planner
