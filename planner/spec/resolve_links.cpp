// Links: what the spec gives as meshes, stars and pairs becomes one link a pair, and no region is left without a way to
// every other one, for a partition that nobody wrote must not pass in silence.
#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <map>
#include <numeric>

#include "planner/spec/resolve.hpp"

namespace planner {
namespace {

constexpr std::size_t kMostLinks = 100'000;

bool check_form(Resolver& resolver, const LinkSpec& link) {
  Decoder& decoder = resolver.decoder;
  const std::size_t before = decoder.findings.size();
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
  else if (repair && link.mtbf->value + link.mttr->value <= 0)
    decoder.error("out-of-range", link.where, "a link's mtbf and mttr are both 0");
  return decoder.findings.size() == before;
}

struct End {
  PlaceIndex place = 0;
  SourceRange where;
};

/// The places named, each once; a rack stands for its zone, whose network it shares.
std::vector<End> ends_of(Resolver& resolver, const Texts& names) {
  const Topology& topology = resolver.cluster.topology;
  std::vector<End> ends;
  for (const Located<std::string>& name : names) {
    const std::optional<PlaceIndex> place = find_place(resolver, name, "links");
    if (!place) continue;
    ends.push_back({ancestor(topology, *place, Level::zone).value_or(*place), name.where});
  }
  return ends;
}

bool inside(const Topology& topology, PlaceIndex inner, PlaceIndex outer) {
  for (std::optional<PlaceIndex> at = inner; at; at = topology.places[static_cast<std::size_t>(*at)].parent)
    if (*at == outer) return true;
  return false;
}

/// Regions in place order that one end of a link stands for.
std::vector<PlaceIndex> regions_of(const Topology& topology, PlaceIndex place) {
  if (const auto region = ancestor(topology, place, Level::region)) return {*region};
  return topology.places[static_cast<std::size_t>(place)].children;
}

/// What the pairs of a spec become, the pair given by itself before the mesh.
struct Pairs {
  Resolver& resolver;
  struct Known {
    std::size_t link = 0;
    bool of_mesh = false;
  };
  std::map<std::pair<PlaceIndex, PlaceIndex>, Known> known = {};
  std::size_t joined = 0;  // pairs of regions
  bool full = false;

  const std::string& id(PlaceIndex place) const {
    return resolver.cluster.topology.places[static_cast<std::size_t>(place)].id;
  }
  void add(const End& from, const End& to, const Link& model, bool of_mesh);
};

void Pairs::add(const End& from, const End& to, const Link& model, bool of_mesh) {
  const Topology& topology = resolver.cluster.topology;
  std::vector<Link>& links = resolver.cluster.links;
  if (full) return;
  if (from.place == to.place || inside(topology, from.place, to.place) || inside(topology, to.place, from.place)) {
    resolver.decoder.error(
        "invalid-value", to.where,
        from.place == to.place
            ? fmt::format("links: {} is named twice in one link", id(from.place))
            : fmt::format("links: one of {} and {} lies inside the other, a link joins two places apart",
                          id(from.place), id(to.place)));
    return;
  }
  Link link = model;
  link.from = from.place;
  link.to = to.place;
  const auto [found, fresh] = known.emplace(std::minmax(from.place, to.place), Known{links.size(), of_mesh});
  if (fresh) {
    links.push_back(link);
    joined += regions_of(topology, link.from).size() * regions_of(topology, link.to).size();
    full = joined > kMostLinks;
    if (full)
      resolver.decoder.error("too-large", model.where, fmt::format("links: more than {} pairs of regions", kMostLinks));
    return;
  }
  const Known& before = found->second;
  if (of_mesh && !before.of_mesh) return;  // what is given by itself came first
  resolver.decoder.error(
      "duplicate-name", model.where,
      fmt::format("links: {} and {} are joined twice: first on line {}{}", id(from.place), id(to.place),
                  links[before.link].where.line, of_mesh ? "; give this pair by itself to say which figures hold" : ""),
      "a link is all the routing between two places: where there are two cables, give the p of both "
      "failing at once");
}

Link model_of(const LinkSpec& spec) {
  Link link;
  link.where = spec.where;
  if (spec.rtt_ms.size() == 1) link.rtt_ms = spec.rtt_ms[0].value;
  if (spec.mtu) link.mtu = static_cast<int>(spec.mtu->value);
  if (spec.p) link.p = spec.p->value;
  if (spec.mtbf && spec.mttr) link.p = spec.mttr->value / (spec.mtbf->value + spec.mttr->value);
  return link;
}

bool is_mesh(const LinkSpec& spec) { return spec.between.size() > 2; }

void add_link(Resolver& resolver, Pairs& pairs, const LinkSpec& spec) {
  Link model = model_of(spec);
  if (!spec.between.empty()) {
    const std::vector<End> ends = ends_of(resolver, spec.between);
    for (std::size_t i = 0; i < ends.size(); ++i)
      for (std::size_t j = i + 1; j < ends.size(); ++j) pairs.add(ends[i], ends[j], model, is_mesh(spec));
    return;
  }
  const std::vector<End> centre = ends_of(resolver, {*spec.from});
  const std::vector<End> points = ends_of(resolver, spec.to);
  if (centre.empty() || points.size() != spec.to.size()) return;
  for (std::size_t i = 0; i < points.size(); ++i) {
    if (spec.rtt_ms.size() > 1) model.rtt_ms = spec.rtt_ms[i].value;
    pairs.add(centre[0], points[i], model, false);
  }
}

/// Which regions reach each other, as a forest: a region's root stands for all that it reaches. An edge passes no
/// traffic between others, so it never joins them.
struct Reach {
  const Topology& topology;
  std::vector<PlaceIndex> root;
  std::vector<std::vector<PlaceIndex>> linked_to;  // by place: of an edge

  explicit Reach(const Topology& all) : topology(all), root(all.places.size()), linked_to(all.places.size()) {
    std::iota(root.begin(), root.end(), 0);
  }
  bool edge(PlaceIndex region) const { return topology.places[static_cast<std::size_t>(region)].edge; }
  PlaceIndex find(PlaceIndex region) {
    auto at = static_cast<std::size_t>(region);
    while (root[at] != static_cast<PlaceIndex>(at)) {
      root[at] = root[static_cast<std::size_t>(root[at])];
      at = static_cast<std::size_t>(root[at]);
    }
    return static_cast<PlaceIndex>(at);
  }
  bool reaches(PlaceIndex region, PlaceIndex main) {
    if (!edge(region)) return find(region) == main;
    const std::vector<PlaceIndex>& ways = linked_to[static_cast<std::size_t>(region)];
    return std::any_of(ways.begin(), ways.end(), [&](PlaceIndex way) { return find(way) == main; });
  }
  void join(PlaceIndex a, PlaceIndex b) {
    if (edge(a) && edge(b)) return;
    if (edge(a) || edge(b)) {
      linked_to[static_cast<std::size_t>(edge(a) ? a : b)].push_back(edge(a) ? b : a);
      return;
    }
    root[static_cast<std::size_t>(find(a))] = find(b);
  }
};

/// Joins only one region of either end and the rest to that one: as far as reaching goes that is the same, and linear.
void join_ends(Reach& reach, const Link& link) {
  const std::vector<PlaceIndex> from = regions_of(reach.topology, link.from);
  const std::vector<PlaceIndex> to = regions_of(reach.topology, link.to);
  const auto core = [&](PlaceIndex region) { return !reach.edge(region); };
  const auto hub_of = [&](const std::vector<PlaceIndex>& side) {
    const auto found = std::find_if(side.begin(), side.end(), core);
    return found == side.end() ? std::optional<PlaceIndex>() : *found;
  };
  for (const auto& [side, hub] : {std::pair(std::cref(from), hub_of(to)), std::pair(std::cref(to), hub_of(from))})
    for (const PlaceIndex region : side.get())
      if (hub && *hub != region) reach.join(region, *hub);
}

void check_reach(Resolver& resolver) {
  const Topology& topology = resolver.cluster.topology;
  Reach reach(topology);
  for (const Link& link : resolver.cluster.links) join_ends(reach, link);
  const auto is_region = [](const Place& place) { return place.level == Level::region; };
  const auto first = std::find_if(topology.places.begin(), topology.places.end(),
                                  [&](const Place& place) { return is_region(place) && !place.edge; });
  if (first == topology.places.end()) return;
  const PlaceIndex main = reach.find(static_cast<PlaceIndex>(first - topology.places.begin()));
  for (std::size_t i = 0; i < topology.places.size(); ++i) {
    const Place& place = topology.places[i];
    if (!is_region(place) || reach.reaches(static_cast<PlaceIndex>(i), main)) continue;
    const bool alone = std::none_of(resolver.cluster.links.begin(), resolver.cluster.links.end(), [&](const Link& l) {
      return inside(topology, static_cast<PlaceIndex>(i), l.from) ||
             inside(topology, l.from, static_cast<PlaceIndex>(i)) ||
             inside(topology, static_cast<PlaceIndex>(i), l.to) || inside(topology, l.to, static_cast<PlaceIndex>(i));
    });
    resolver.decoder.error(
        "missing-key", place.where,
        fmt::format("{} has no {}: once a spec has links, regions reach each other by links alone, so {} would be cut "
                    "off{}; add one to [[links]], or leave all links out",
                    place.id, alone ? "link" : fmt::format("links that lead to {}", first->id), place.id,
                    alone ? "" : fmt::format(" from {}", first->id)));
    if (resolver.decoder.findings.size() > 100) return;
  }
}

}  // namespace

void resolve_links(Resolver& resolver) {
  if (resolver.spec.links.empty()) return;
  const std::size_t before = resolver.decoder.findings.size();
  Pairs pairs{resolver};
  std::vector<const LinkSpec*> sound;
  for (const LinkSpec& link : resolver.spec.links)
    if (!resolver.decoder.damaged.contains(link.where) && check_form(resolver, link)) sound.push_back(&link);
  for (const bool mesh : {false, true})
    for (const LinkSpec* link : sound)
      if (is_mesh(*link) == mesh) add_link(resolver, pairs, *link);
  std::ranges::stable_sort(resolver.cluster.links, {}, &Link::where);
  if (count_places(resolver.cluster.topology, Level::region) < 2) return;
  // A link that was refused may be the one that joins them: that was told.
  const bool all_sound = sound.size() == resolver.spec.links.size() && resolver.decoder.findings.size() == before;
  if (all_sound) check_reach(resolver);
}

}  // namespace planner
