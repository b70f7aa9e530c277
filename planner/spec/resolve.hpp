#pragma once
// Spec → Cluster: names become indices, defaults are filled in, and what cannot be so is told. One file a part.
#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <vector>

#include "planner/model/cluster.hpp"
#include "planner/spec/decode.hpp"
#include "planner/spec/spec.hpp"

namespace planner {

constexpr int kMostNodes = 1'000'000;

/// `domains = ["hetzner"]` on a place or pool: the same as listing it there.
struct Membership {
  Located<std::string> domain;
  std::optional<PlaceIndex> place;
  std::optional<PoolIndex> pool;
};

/// What is known of the roles before any node is made.
struct RolesUsed {
  std::optional<SourceRange> manager, worker, service;  // first of each, edges left out
  bool any = false;
};

struct Resolver {
  const Spec& spec;
  Decoder& decoder;
  Cluster cluster;
  RolesUsed roles;
  std::vector<Membership> memberships;
  std::map<std::tuple<PlaceIndex, Role, std::string>, int> next_index;  // of {index}, by place, role and pattern
  std::int64_t nodes = 0;                                               // in all, scaling pools included
  std::unordered_map<std::string_view, PlaceIndex> places;              // by id, once the places stand
  std::unordered_map<std::string_view, NodeIndex> hosts;
  std::unordered_map<std::string_view, DomainIndex> domains;  // declared ones
};

/// What a place hands down to what stands in it.
struct Inherited {
  TextMap labels;  // the closer beats the farther
  std::string engine;
  bool edge = false;
};

void resolve_control(Resolver& resolver);
void check_defaults(Resolver& resolver);
void resolve_places(Resolver& resolver);
void resolve_pools(Resolver& resolver, const PlaceSpec& spec, PlaceIndex place, const Inherited& inherited);
void resolve_names(Resolver& resolver);  // ids are unique; fills the look-ups
void check_addresses_once(Resolver& resolver);
void resolve_homes(Resolver& resolver);
void resolve_domains(Resolver& resolver);
void resolve_goals(Resolver& resolver);
void resolve_availability(Resolver& resolver);
void resolve_links(Resolver& resolver);
void resolve_latency(Resolver& resolver);
void resolve_network(Resolver& resolver);
void resolve_services(Resolver& resolver);
void resolve_data_plane(Resolver& resolver);
void note_unjudged(Resolver& resolver);

/// Tells that a name is used twice, naming both lines.
void tell_twice(Resolver& resolver, const std::string& id, SourceRange first, SourceRange second,
                const std::string& hint = {});

SourceRange where_of(const Topology& topology, NodeIndex node);

/// Tells a level that this layout lacks, with the nearest one; false then.
bool known_level(Resolver& resolver, const Located<std::string>& level, std::string_view what);

/// A place id, a host name compared whole, a declared domain, or PLACE:ROLE.
struct Reference {
  std::optional<PlaceIndex> place;
  std::optional<Role> role;  // with place: only its nodes of that role
  std::optional<NodeIndex> node;
  std::optional<DomainIndex> domain;
};

/// None after telling what is wrong with it; `what` names the key that holds it ("domains.provider.hetzner").
std::optional<Reference> find_reference(Resolver& resolver, const Located<std::string>& text, std::string_view what);

/// A place; anything else is told.
std::optional<PlaceIndex> find_place(Resolver& resolver, const Located<std::string>& text, std::string_view what);

/// Tells keys and values of user's labels that Swarm cannot use, or that are the tool's own.
void check_labels(Resolver& resolver, const TextMap& labels);

/// Sorted, a later entry beating an earlier one.
Labels merge_labels(const TextMap& labels);

}  // namespace planner
