// Centralized or decentralized: stated, or inferred from the roles used outside edges.
#include <fmt/format.h>

#include "planner/spec/resolve.hpp"

namespace planner {
namespace {

void note(std::optional<SourceRange>& first, SourceRange where) {
  if (!first || where < *first) first = where;
}

void note_all(std::optional<SourceRange>& first, const std::vector<PoolSpec>& pools) {
  for (const PoolSpec& pool : pools)
    if (!pool.count || pool.count->value > 0 || pool.min) note(first, pool.where);
}

void collect(RolesUsed& roles, const PlaceSpec& place) {
  if (place.kind && place.kind->value == "edge") return;
  note_all(roles.manager, place.managers);
  note_all(roles.worker, place.workers);
  note_all(roles.service, place.services);
  for (const PoolSpec& node : place.nodes) {
    if (!node.role) continue;
    if (node.role->value == "manager") note(roles.manager, node.where);
    if (node.role->value == "worker") note(roles.worker, node.where);
    if (node.role->value == "service") note(roles.service, node.where);
  }
  for (const PlaceSpec& inner : place.places) collect(roles, inner);
  for (const PlaceSpec& rack : place.racks) collect(roles, rack);
}

}  // namespace

void resolve_control(Resolver& resolver) {
  for (const PlaceSpec& place : resolver.spec.places) collect(resolver.roles, place);
  const RolesUsed& roles = resolver.roles;
  const auto& cluster = resolver.spec.cluster;
  const Text stated = cluster ? cluster->topology : Text{};
  const bool decentralized =
      stated ? stated->value == "decentralized" : roles.service.has_value() && !roles.manager && !roles.worker;
  resolver.cluster.control = decentralized ? Control::decentralized : Control::centralized;
  Decoder& decoder = resolver.decoder;
  if (stated && decentralized && (roles.manager || roles.worker)) {
    decoder.error("conflicting-keys", roles.manager ? *roles.manager : *roles.worker,
                  "a decentralized plan has no Swarm, so no managers and no workers: use services, or "
                  "topology = \"centralized\"");
  } else if (roles.service && (roles.manager || roles.worker)) {
    const SourceRange other = roles.manager ? *roles.manager : *roles.worker;
    decoder.error(
        "conflicting-keys", *roles.service,
        fmt::format("services stand beside {} (line {}): a service host runs the whole stack by itself, "
                    "outside any Swarm; use workers, or drop the {}",
                    roles.manager ? "managers" : "workers", other.line, roles.manager ? "managers" : "workers"));
  } else if (stated && !decentralized && roles.service) {
    decoder.error(
        "conflicting-keys", *roles.service,
        "a centralized plan has no service hosts outside edges: use workers, or topology = \"decentralized\"");
  }
}

}  // namespace planner
