// Services: how many, on which nodes, and the parts that Swarm wants in its own terms.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "planner/spec/names.hpp"
#include "planner/spec/resolve.hpp"
#include "planner/spec/service_parts.hpp"
#include "planner/swarm/constraint.hpp"

namespace planner {
namespace {

Role role_named(std::string_view word) {
  if (word == "manager") return Role::manager;
  if (word == "loadbalancer") return Role::loadbalancer;
  return word == "worker" ? Role::worker : Role::service;
}

void resolve_scale(Resolver& resolver, const ServiceSpec& spec, Service& service) {
  Decoder& decoder = resolver.decoder;
  const bool global = spec.global && spec.global->value;
  const bool from_compose = resolver.spec.stack && !resolver.spec.stack->compose.empty();
  const int written = (spec.replicas ? 1 : 0) + (spec.per_zone ? 1 : 0) + (global ? 1 : 0);
  service.scale_written = written != 0;
  if (written != 1 && !(written == 0 && (from_compose || decoder.damaged.contains(spec.where))))
    decoder.error(written == 0 ? "missing-key" : "conflicting-keys", spec.where,
                  fmt::format("services.{}: exactly one of replicas, per_zone and global = true is needed, found "
                              "{}",
                              spec.key, written == 0 ? "none" : fmt::format("{} of them", written)));
  if (spec.strict_zone && spec.strict_zone->value && !spec.replicas && (written != 0 || !from_compose))
    decoder.error("conflicting-keys", spec.strict_zone->where,
                  fmt::format("services.{}: strict_zone fixes replicas to zones, so it needs replicas", spec.key));
  service.scale = global ? Scale::global : spec.per_zone ? Scale::per_zone : Scale::replicas;
  if (spec.replicas) service.count = static_cast<int>(spec.replicas->value);
  if (spec.per_zone) service.count = static_cast<int>(spec.per_zone->value);
  service.strict_zone = spec.strict_zone && spec.strict_zone->value;
  if (spec.max_per_node) service.max_per_node = static_cast<int>(spec.max_per_node->value);
}

void resolve_roles(Resolver& resolver, const ServiceSpec& spec, Service& service) {
  for (const Located<std::string>& role : spec.on) {
    service.on.push_back(role_named(role.value));
    if ((service.on.back() == Role::service) != (resolver.cluster.control == Control::decentralized))
      resolver.decoder.error("conflicting-keys", role.where,
                             fmt::format("services.{}: it cannot run on nodes of role {}: the plan is {}", spec.key,
                                         role.value, name_of(resolver.cluster.control)));
  }
  std::sort(service.on.begin(), service.on.end());
  service.on.erase(std::unique(service.on.begin(), service.on.end()), service.on.end());
  if (!service.on.empty()) return;
  const bool decentralized = resolver.cluster.control == Control::decentralized;
  service.on.push_back(decentralized ? Role::service : resolver.roles.worker ? Role::worker : Role::manager);
}

void resolve_constraints(Resolver& resolver, const ServiceSpec& spec, Service& service) {
  for (const Located<std::string>& constraint : spec.constraints) {
    if (!parse_constraint(constraint.value))
      resolver.decoder.error("invalid-value", constraint.where,
                             fmt::format("services.{}.where: \"{}\" is no Swarm constraint: write KEY == VALUE or KEY "
                                         "!= VALUE, such as node.labels.disk == ssd",
                                         spec.key, constraint.value));
    service.constraints.push_back(constraint.value);
    service.constraint_where.push_back(constraint.where);
  }
}

void resolve_spread(Resolver& resolver, const ServiceSpec& spec, Service& service) {
  service.spread_written = spec.spread.has_value();
  service.spread_where = spec.spread ? spec.spread->where : spec.where;
  if (!spec.spread) {
    service.spread = {"zone"};
    return;
  }
  for (const Located<std::string>& key : spec.spread->items) {
    if (key.value.empty() || !is_label_key("node.labels." + key.value))
      resolver.decoder.error("invalid-name", key.where,
                             fmt::format("services.{}.spread: \"{}\" is no label key: zone, region, or one of your "
                                         "node labels",
                                         spec.key, key.value));
    service.spread.push_back(key.value);
  }
}

void check_name(Resolver& resolver, const ServiceSpec& spec) {
  const std::string full = resolver.cluster.name + "_" + spec.key;
  if (full.size() <= 63) return;
  resolver.decoder.error("invalid-name", spec.where,
                         fmt::format("services.{}: the Swarm's name for it, {}, has {} characters, at most 63 are "
                                     "allowed",
                                     spec.key, full, full.size()));
}

Service make_service(Resolver& resolver, const ServiceSpec& spec) {
  Service service;
  service.name = spec.key;
  service.where = spec.where;
  if (spec.image)
    service.image = spec.image->value;
  else if ((!resolver.spec.stack || resolver.spec.stack->compose.empty()) &&
           !resolver.decoder.damaged.contains(spec.where))
    resolver.decoder.error("missing-key", spec.where, fmt::format("services.{}: image is missing", spec.key));
  check_name(resolver, spec);
  resolve_scale(resolver, spec, service);
  resolve_roles(resolver, spec, service);
  resolve_constraints(resolver, spec, service);
  resolve_spread(resolver, spec, service);
  copy_service_parts(resolver.decoder, spec, service);
  return service;
}

/// Swarm looks services up without regard to case.
void check_case(Resolver& resolver) {
  std::map<std::string, const ServiceSpec*> seen;
  for (const ServiceSpec& spec : resolver.spec.services) {
    std::string lower = spec.key;
    for (char& c : lower)
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    const auto [first, fresh] = seen.emplace(lower, &spec);
    if (!fresh)
      resolver.decoder.error(
          "duplicate-name", spec.where,
          fmt::format("services.{} and services.{} (line {}) differ only in case: Swarm takes them for "
                      "one service",
                      spec.key, first->second->key, first->second->where.line));
  }
}

}  // namespace

void resolve_services(Resolver& resolver) {
  check_case(resolver);
  for (const ServiceSpec& spec : resolver.spec.services)
    resolver.cluster.services.push_back(make_service(resolver, spec));
  if (!resolver.spec.stack) return;
  for (const Located<std::string>& file : resolver.spec.stack->compose)
    resolver.cluster.compose.push_back({file.value, file.where});
}

namespace {

bool gives_figures(const PlaceSpec& place) {
  const auto any = [](const std::vector<PlaceSpec>& places) {
    return std::any_of(places.begin(), places.end(), gives_figures);
  };
  return place.availability || any(place.places) || any(place.racks);
}

/// Nodes without a size are unbounded, so that nothing can be said of what fits.
bool gives_sizes(const Topology& topology) {
  return std::all_of(topology.pools.begin(), topology.pools.end(), [](const Pool& pool) {
    return !pool.in_swarm || pool.role != Role::worker || (pool.cpus && pool.memory);
  });
}

}  // namespace

void note_unjudged(Resolver& resolver) {
  const Spec& spec = resolver.spec;
  Cluster& cluster = resolver.cluster;
  const auto note = [&](bool given, std::string_view what) {
    (given ? cluster.unjudged : cluster.absent).emplace_back(what);
  };
  const auto note_given = [&](bool given, std::string_view what) {
    if (given) cluster.unjudged.emplace_back(what);
  };
  // Links and failure rates speak of a quorum; where there is none to lose they are not judged.
  const bool quorum = cluster.control == Control::centralized && !managers_of(cluster.topology).empty();
  if (!quorum || spec.links.empty()) note(!spec.links.empty(), "links");
  const bool figures = spec.availability || std::any_of(spec.places.begin(), spec.places.end(), gives_figures);
  if (!quorum || !figures) note(figures, "failure rates");
  note(!spec.services.empty() || !cluster.compose.empty(), "where services run");
  note((spec.goals && !spec.goals->capacity.empty()) || gives_sizes(cluster.topology), "capacity");
  note_given(spec.dns.has_value(), "dns");
  note_given(spec.storage && !cluster.storage, "storage");
  note_given(spec.database && !cluster.database, "database");
  note_given(spec.residency.has_value(), "residency");
  note_given(spec.lint.has_value(), "lint settings");
}

}  // namespace planner
