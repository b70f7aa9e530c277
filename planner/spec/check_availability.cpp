// Figures of failure: either p, or mtbf and mttr, of something that the layout has.
#include <fmt/format.h>

#include <algorithm>

#include "planner/spec/resolve.hpp"

namespace planner {
namespace {

void check_figures(Resolver& resolver, const FailureSpec& figures, const std::string& what) {
  if (resolver.decoder.damaged.contains(figures.where)) return;
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
}

void check_place(Resolver& resolver, const PlaceSpec& place, const std::string& id) {
  if (place.availability) check_figures(resolver, *place.availability, id + ".availability");
  for (const PlaceSpec& inner : place.places) check_place(resolver, inner, id + "." + inner.name);
  for (const PlaceSpec& rack : place.racks) check_place(resolver, rack, id + "." + rack.name);
}

}  // namespace

void check_availability(Resolver& resolver) {
  for (const PlaceSpec& place : resolver.spec.places) check_place(resolver, place, place.name);
  if (!resolver.spec.availability) return;
  const AvailabilitySpec& spec = *resolver.spec.availability;
  for (const FailureSpec& figures : spec.levels) {
    const std::string what = "availability." + figures.key;
    known_level(resolver, {figures.key, figures.where}, "availability");
    check_figures(resolver, figures, what);
  }
  for (const FailureSpec& figures : spec.domains) {
    const std::string what = "availability.domains." + figures.key;
    if (!resolver.domains.contains(figures.key))
      resolver.decoder.error("unknown-reference", figures.where,
                             fmt::format("{}: {} is no declared domain", what, figures.key));
    check_figures(resolver, figures, what);
  }
  for (const FailureSpec& figures : spec.places) {
    const std::string what = "availability.places." + figures.key;
    find_place(resolver, {figures.key, figures.where}, what);
    check_figures(resolver, figures, what);
  }
}

}  // namespace planner
