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

/// A declared domain on its way: its own references first, then those of the domains that it names.
struct Declared {
  FailureDomain domain;
  const Texts* members;
  std::vector<std::pair<std::size_t, SourceRange>> inner = {};  // domains named, and where
  enum class State { fresh, open, done } state = State::fresh;
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
  if (!role) domain.whole_places.push_back(index);
  for (int i = 0; i < place.pool_count; ++i) {
    const PoolIndex pool = place.first_pool + i;
    if (!role || topology.pools[static_cast<std::size_t>(pool)].role == *role) add_pool(domain, topology, pool);
  }
}

void add_members(Resolver& resolver, Declared& declared) {
  const Topology& topology = resolver.cluster.topology;
  const std::string what = "domains." + declared.domain.id;
  for (const Located<std::string>& member : *declared.members) {
    const std::optional<Reference> reference = find_reference(resolver, member, what);
    if (!reference) continue;
    if (reference->place) add_place(declared.domain, topology, *reference->place, reference->role);
    if (reference->node) declared.domain.nodes.push_back(*reference->node);
    if (reference->domain) declared.inner.emplace_back(static_cast<std::size_t>(*reference->domain), member.where);
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

template <class T>
void append(std::vector<T>& to, const std::vector<T>& from) {
  to.insert(to.end(), from.begin(), from.end());
}

/// Gives each domain the members of those that it names. Each is finished once, the named before the naming, on a
/// stack of our own: chains may be long.
void unite(Resolver& resolver, std::vector<Declared>& declared, std::size_t root) {
  std::vector<std::pair<std::size_t, std::size_t>> path{{root, 0}};  // domain, how many of `inner` are looked at
  while (!path.empty()) {
    auto& [index, next] = path.back();
    Declared& here = declared[index];
    here.state = Declared::State::open;
    if (next == here.inner.size()) {
      for (const auto& [inner, where] : here.inner) {
        if (declared[inner].state != Declared::State::done) continue;
        append(here.domain.nodes, declared[inner].domain.nodes);
        append(here.domain.pools, declared[inner].domain.pools);
        append(here.domain.whole_places, declared[inner].domain.whole_places);
      }
      make_set(here.domain.nodes);
      make_set(here.domain.pools);
      make_set(here.domain.whole_places);
      here.state = Declared::State::done;
      path.pop_back();
      continue;
    }
    const auto [inner, where] = here.inner[next++];
    if (declared[inner].state == Declared::State::open)
      resolver.decoder.error("unknown-reference", where,
                             fmt::format("domains.{}: names itself in a circle", here.domain.id));
    if (declared[inner].state == Declared::State::fresh) path.emplace_back(inner, 0);
  }
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
    const auto [first, fresh] = resolver.domains.emplace(domain.id, static_cast<DomainIndex>(i));
    if (!fresh || resolver.places.contains(domain.id) || resolver.hosts.contains(domain.id))
      resolver.decoder.error(
          "duplicate-name", domain.where,
          fmt::format("{} is used twice: every name of a node, place or domain is used once", domain.id));
  }
  add_memberships(resolver, declared);
  for (Declared& entry : declared) {
    add_members(resolver, entry);
  }
  for (std::size_t i = 0; i < declared.size(); ++i)
    if (declared[i].state == Declared::State::fresh) unite(resolver, declared, i);
  for (Declared& entry : declared) topology.domains.push_back(std::move(entry.domain));
  resolver.domains.clear();  // its keys looked into the strings that were moved
  for (std::size_t i = 0; i < topology.domains.size(); ++i)
    if (!topology.domains[i].place) resolver.domains.emplace(topology.domains[i].id, static_cast<DomainIndex>(i));
  list_levels(topology);
}

}  // namespace planner
