// Figures of failure: either p, or mtbf and mttr, of something that the layout has. The closest figure holds: a place's
// or a domain's own before that of its level or kind.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "planner/spec/resolve.hpp"

namespace planner {
namespace {

/// None after telling what is wrong.
std::optional<double> unavailability(Resolver& resolver, const FailureSpec& figures, const std::string& what) {
  if (resolver.decoder.damaged.contains(figures.where)) return std::nullopt;
  const bool both = figures.mtbf && figures.mttr;
  const bool either = figures.mtbf || figures.mttr;
  if (figures.p && either)
    resolver.decoder.error("conflicting-keys", figures.where,
                           fmt::format("{}: give p, or mtbf and mttr, not both", what));
  else if (!figures.p && !both)
    resolver.decoder.error("missing-key", figures.where,
                           fmt::format("{}: {}", what,
                                       !either ? "give p, or mtbf and mttr"
                                               : fmt::format("{} is missing", figures.mtbf ? "mttr" : "mtbf")));
  else if (both && figures.mtbf->value + figures.mttr->value <= 0)
    resolver.decoder.error("out-of-range", figures.where, fmt::format("{}: mtbf and mttr are both 0", what));
  else
    return figures.p ? figures.p->value : figures.mttr->value / (figures.mtbf->value + figures.mttr->value);
  return std::nullopt;
}

using Own = std::map<PlaceIndex, std::pair<double, SourceRange>>;

/// `availability = {…}` written in the place itself.
void read_attributes(Resolver& resolver, const PlaceSpec& place, const std::string& id, Own& own) {
  if (place.availability) {
    const std::optional<double> p = unavailability(resolver, *place.availability, id + ".availability");
    const auto found = resolver.places.find(id);
    if (p && found != resolver.places.end()) own.emplace(found->second, std::pair(*p, place.availability->where));
  }
  for (const PlaceSpec& inner : place.places) read_attributes(resolver, inner, id + "." + inner.name, own);
  for (const PlaceSpec& rack : place.racks) read_attributes(resolver, rack, id + "." + rack.name, own);
}

void read_places(Resolver& resolver, const std::vector<FailureSpec>& specs, Own& own) {
  for (const FailureSpec& figures : specs) {
    const std::string what = "availability.places." + figures.key;
    const std::optional<PlaceIndex> place = find_place(resolver, {figures.key, figures.where}, what);
    const std::optional<double> p = unavailability(resolver, figures, what);
    if (!place || !p) continue;
    const auto [found, fresh] = own.emplace(*place, std::pair(*p, figures.where));
    if (!fresh)
      resolver.decoder.error("conflicting-keys", figures.where,
                             fmt::format("{}: {} has an availability of its own on line {}", what, figures.key,
                                         found->second.second.line));
  }
}

void read_levels(Resolver& resolver, const std::vector<FailureSpec>& specs) {
  Cluster& cluster = resolver.cluster;
  for (const FailureSpec& figures : specs) {
    const bool known = known_level(resolver, {figures.key, figures.where}, "availability");
    const std::optional<double> p = unavailability(resolver, figures, "availability." + figures.key);
    if (!known || !p) continue;
    if (figures.key == name_of(Level::node)) cluster.node_p = p;
    for (FailureDomain& domain : cluster.topology.domains)
      if (domain.level == figures.key) domain.p = p;
  }
}

void read_domains(Resolver& resolver, const std::vector<FailureSpec>& specs) {
  for (const FailureSpec& figures : specs) {
    const std::string what = "availability.domains." + figures.key;
    const auto found = resolver.domains.find(figures.key);
    if (found == resolver.domains.end())
      resolver.decoder.error("unknown-reference", figures.where,
                             fmt::format("{}: {} is no declared domain", what, figures.key));
    const std::optional<double> p = unavailability(resolver, figures, what);
    if (p && found != resolver.domains.end())
      resolver.cluster.topology.domains[static_cast<std::size_t>(found->second)].p = p;
  }
}

}  // namespace

void resolve_availability(Resolver& resolver) {
  Own own;
  for (const PlaceSpec& place : resolver.spec.places) read_attributes(resolver, place, place.name, own);
  if (resolver.spec.availability) {
    read_levels(resolver, resolver.spec.availability->levels);
    read_domains(resolver, resolver.spec.availability->domains);
    read_places(resolver, resolver.spec.availability->places, own);
  }
  for (FailureDomain& domain : resolver.cluster.topology.domains) {
    if (!domain.place) continue;
    const auto found = own.find(*domain.place);
    if (found != own.end()) domain.p = found->second.first;
  }
}

}  // namespace planner
