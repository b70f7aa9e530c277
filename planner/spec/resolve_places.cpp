// The tree of places: which level each has, and the order in which they stand.
#include <fmt/format.h>

#include "planner/model/nearest.hpp"
#include "planner/spec/decode_places.hpp"
#include "planner/spec/resolve.hpp"

namespace planner {
namespace {

/// The level that a place has by what it holds; none after telling why it has none.
std::optional<Level> level_of(Resolver& resolver, const PlaceSpec& spec, const std::string& id) {
  Decoder& decoder = resolver.decoder;
  if (spec.holds_roles) {
    if (spec.places.empty()) return Level::zone;
    const PlaceSpec& inner = spec.places.front();
    decoder.error("invalid-place", inner.where,
                  fmt::format("{0} holds nodes and the place {1}: a zone holds nodes or racks, so put {0}'s own nodes "
                              "into a zone beside {1}, or {1} under racks",
                              id, inner.name));
    return std::nullopt;
  }
  const PlaceSpec* first = nullptr;
  std::optional<Level> below;
  for (const PlaceSpec& inner : spec.places) {
    const std::optional<Level> level = level_of(resolver, inner, id + "." + inner.name);
    if (!level) return std::nullopt;
    if (first && *below != *level) {
      decoder.error("invalid-place", inner.where,
                    fmt::format("{} holds a {}, {}, and a {}, {}: its places must all be of one level", id,
                                name_of(*below), first->name, name_of(*level), inner.name));
      return std::nullopt;
    }
    first = &inner;
    below = level;
  }
  if (!below) return std::nullopt;  // the decoder told that it holds nothing
  if (*below == Level::group) {
    decoder.error("invalid-place", spec.where,
                  fmt::format("{} would be a fourth level: groups hold regions, regions zones, zones nodes", id));
    return std::nullopt;
  }
  return *below == Level::zone ? Level::region : Level::group;
}

bool is_edge(const PlaceSpec& spec) { return spec.kind && spec.kind->value == "edge"; }

Inherited hand_down(const PlaceSpec& spec, Inherited inherited) {
  inherited.labels.insert(inherited.labels.end(), spec.labels.begin(), spec.labels.end());
  if (spec.engine) inherited.engine = spec.engine->value;
  inherited.edge = inherited.edge || is_edge(spec);
  return inherited;
}

void check_edge(Resolver& resolver, const PlaceSpec& spec, const std::string& id, Level level) {
  Decoder& decoder = resolver.decoder;
  if (is_edge(spec) && level != Level::region)
    decoder.error("invalid-place", spec.kind->where,
                  fmt::format("{} is a {}: an edge is a region, so write kind = \"edge\" there", id, name_of(level)));
  if (resolver.decoder.damaged.contains(spec.where)) return;
  if (is_edge(spec) && spec.home.empty())
    decoder.error("missing-key", spec.where,
                  fmt::format("{} is an edge and names no home: home = [\"REGION\", …] in failover order", id));
  if (!is_edge(spec) && !spec.home.empty())
    decoder.error("conflicting-keys", spec.home[0].where,
                  fmt::format("{} has a home but is no edge: add kind = \"edge\", or drop home", id));
}

Place make_place(const PlaceSpec& spec, const std::string& id, Level level, std::optional<PlaceIndex> parent) {
  Place place;
  place.id = id;
  place.name = spec.name;
  place.level = level;
  place.parent = parent;
  place.where = spec.where;
  if (spec.location && spec.location->lat && spec.location->lon)
    place.location = Coordinates{spec.location->lat->value, spec.location->lon->value};
  if (spec.endpoint) place.endpoint = spec.endpoint->value;
  return place;
}

void add(Resolver& resolver, const PlaceSpec& spec, const std::string& id, Level level,
         std::optional<PlaceIndex> parent, const Inherited& outer) {
  Topology& topology = resolver.cluster.topology;
  const Inherited inherited = hand_down(spec, outer);
  check_edge(resolver, spec, id, level);
  check_labels(resolver, spec.labels);
  const auto index = static_cast<PlaceIndex>(topology.places.size());
  topology.places.push_back(make_place(spec, id, level, parent));
  if (parent) topology.places[static_cast<std::size_t>(*parent)].children.push_back(index);
  topology.places.back().edge = inherited.edge;
  topology.places.back().first_node = static_cast<NodeIndex>(topology.nodes.size());
  topology.places.back().first_pool = static_cast<PoolIndex>(topology.pools.size());
  for (const Located<std::string>& domain : spec.domains) resolver.memberships.push_back({domain, index, {}});
  resolve_pools(resolver, spec, index, inherited);
  for (const PlaceSpec& inner : spec.places) {
    const Level below = level == Level::group ? Level::region : Level::zone;
    add(resolver, inner, id + "." + inner.name, below, index, inherited);
  }
  for (const PlaceSpec& rack : spec.racks) add(resolver, rack, id + "." + rack.name, Level::rack, index, inherited);
  Place& place = topology.places[static_cast<std::size_t>(index)];
  place.node_count = static_cast<int>(topology.nodes.size()) - place.first_node;
  place.pool_count = static_cast<int>(topology.pools.size()) - place.first_pool;
}

/// The region that stands nearest above a line: what a bare [az-1] was meant to continue.
std::string region_above(const std::vector<PlaceSpec>& places, const std::string& prefix, SourceRange line,
                         SourceRange& best) {
  std::string found;
  for (const PlaceSpec& place : places) {
    const bool region = !place.places.empty() && place.places.front().holds_roles;
    if (region && place.where < line && (found.empty() || best < place.where)) {
      best = place.where;
      found = prefix + place.name;
    }
    if (std::string below = region_above(place.places, prefix + place.name + ".", line, best); !below.empty())
      found = std::move(below);
  }
  return found;
}

void tell_zone_without_region(Resolver& resolver, const PlaceSpec& spec) {
  SourceRange best{0, 0, 0};
  const std::string region = region_above(resolver.spec.places, "", spec.where, best);
  const std::vector<std::string_view> sections = section_names();
  const std::string_view near = nearest(spec.name, sections);
  resolver.decoder.error("invalid-place", spec.where,
                         fmt::format("{} is a zone without a region: it holds nodes itself; write [{}.{}]{}", spec.name,
                                     region.empty() ? "REGION" : region, spec.name,
                                     near.empty() ? "" : fmt::format(", or did you mean the section {}?", near)));
}

}  // namespace

void resolve_places(Resolver& resolver) {
  for (const PlaceSpec& spec : resolver.spec.places) {
    const std::optional<Level> level = level_of(resolver, spec, spec.name);
    if (!level) continue;
    if (*level == Level::zone) {
      tell_zone_without_region(resolver, spec);
      continue;
    }
    add(resolver, spec, spec.name, *level, std::nullopt, {});
  }
}

}  // namespace planner
