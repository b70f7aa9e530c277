// Links and the latency matrix: form, references, and no region without a link once one exists.
#include <fmt/format.h>

#include <set>

#include "planner/spec/resolve.hpp"

namespace planner {
namespace {

void check_form(Resolver& resolver, const LinkSpec& link) {
  Decoder& decoder = resolver.decoder;
  const bool mesh = !link.between.empty();
  const bool star = link.from || !link.to.empty();
  if (mesh == star)
    decoder.error(mesh ? "conflicting-keys" : "missing-key", link.where,
                  "a link has between = [\"A\", \"B\"], or from = \"A\" and to = [\"B\", \"C\"]");
  else if (mesh && link.between.size() < 2)
    decoder.error("invalid-value", link.between[0].where, "between joins two or more places");
  else if (star && (!link.from || link.to.empty()))
    decoder.error("missing-key", link.where, fmt::format("a star needs {}", link.from ? "to" : "from"));
  if (link.rtt_ms.size() > 1 && link.rtt_ms.size() != link.to.size())
    decoder.error("invalid-value", link.rtt_ms[0].where,
                  fmt::format("rtt_ms has {} entries for {} links", link.rtt_ms.size(), link.to.size()));
  const bool repair = link.mtbf || link.mttr;
  if (link.p && repair)
    decoder.error("conflicting-keys", link.where, "a link has p, or mtbf and mttr, not both");
  else if (repair && !(link.mtbf && link.mttr))
    decoder.error("missing-key", link.where, fmt::format("a link's {} is missing", link.mtbf ? "mttr" : "mtbf"));
}

/// Regions that an end of a link joins: of a zone its region, of a group all of its regions.
void join(Resolver& resolver, const Located<std::string>& end, std::set<PlaceIndex>& joined) {
  const std::optional<PlaceIndex> place = find_place(resolver, end, "links");
  if (!place) return;
  const Topology& topology = resolver.cluster.topology;
  if (const std::optional<PlaceIndex> region = ancestor(topology, *place, Level::region)) {
    joined.insert(*region);
    return;
  }
  for (PlaceIndex child : topology.places[static_cast<std::size_t>(*place)].children) joined.insert(child);
}

}  // namespace

void check_links(Resolver& resolver) {
  if (resolver.spec.links.empty()) return;
  std::set<PlaceIndex> linked;
  const std::size_t before = resolver.decoder.findings.size();
  for (const LinkSpec& link : resolver.spec.links) {
    if (!resolver.decoder.damaged.contains(link.where)) check_form(resolver, link);
    std::set<std::string_view> ends;
    std::set<PlaceIndex> joined;  // a link inside one region joins it to nobody
    const auto add = [&](const Located<std::string>& end) {
      join(resolver, end, joined);
      if (!ends.insert(end.value).second)
        resolver.decoder.error("invalid-value", end.where,
                               fmt::format("links: {} is named twice in one link", end.value));
    };
    for (const Located<std::string>& end : link.between) add(end);
    if (link.from) add(*link.from);
    for (const Located<std::string>& end : link.to) add(end);
    if (joined.size() > 1) linked.insert(joined.begin(), joined.end());
  }
  const Topology& topology = resolver.cluster.topology;
  if (count_places(topology, Level::region) < 2 || resolver.decoder.findings.size() > before) return;
  for (std::size_t i = 0; i < topology.places.size(); ++i) {
    const Place& place = topology.places[i];
    if (place.level != Level::region || linked.contains(static_cast<PlaceIndex>(i))) continue;
    resolver.decoder.error(
        "missing-key", place.where,
        fmt::format("{} has no link: once a spec has links, regions reach each other by links alone, "
                    "so {} would be cut off; add it to [[links]], or leave all links out",
                    place.id, place.id));
  }
}

void check_latency(Resolver& resolver) {
  for (const NumberCell& cell : resolver.spec.latency) {
    find_place(resolver, cell.row, "latency");
    find_place(resolver, cell.column, "latency");
  }
}

}  // namespace planner
