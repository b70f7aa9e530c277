// Question: how long does a packet take between two zones, there and back?
// Model: a figure of [latency] is a measurement from end to end, so it holds whatever the way; of several the one whose
// places are closest to the two zones. Else, where the spec has links, traffic takes the shortest way along them, by
// their rtt_ms; a link without one is worth the estimate between its ends. Where it has none, every place reaches
// every other and the estimate between the two zones is what there is. A place without coordinates has those of the
// place around it.
//
// Example: fra and ams linked at 7 ms, ams and lon at 9: fra to lon is 16, also when both have coordinates. With
// [latency] "fra" = { "lon" = 14 } it is 14.
//
// Cost: Dijkstra from every site that holds a zone asked for; a look at up to nine cells for each pair of zones.
// Source: great-circle distance by the haversine formula, R. W. Sinnott, Virtues of the Haversine, 1984.
#include "planner/quorum/routing/round_trips.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "planner/graph/shortest_paths.hpp"
#include "planner/quorum/routing/sides.hpp"

namespace planner {
namespace {

constexpr double unknown = std::numeric_limits<double>::infinity();
constexpr double earth_radius_km = 6371.0;  // mean radius, IUGG
constexpr double degree = 3.14159265358979323846 / 180;

std::size_t at(int index) { return static_cast<std::size_t>(index); }

std::optional<Coordinates> location_of(const Topology& topology, PlaceIndex place) {
  for (std::optional<PlaceIndex> here = place; here; here = topology.places[at(*here)].parent)
    if (topology.places[at(*here)].location) return topology.places[at(*here)].location;
  return std::nullopt;
}

double estimate(const Topology& topology, PlaceIndex a, PlaceIndex b) {
  const std::optional<Coordinates> from = location_of(topology, a);
  const std::optional<Coordinates> to = location_of(topology, b);
  return from && to ? estimated_rtt_ms(*from, *to) : unknown;
}

/// The measured cells, by pair of places either way round.
struct Measured {
  std::map<std::pair<PlaceIndex, PlaceIndex>, double> cells;

  explicit Measured(const Cluster& cluster) {
    for (const MeasuredRtt& cell : cluster.measured_rtts) cells.emplace(std::minmax(cell.from, cell.to), cell.ms);
  }
  /// Closest first: both zones, then one zone and what is around the other, and so on outwards.
  std::optional<double> between(const Topology& topology, PlaceIndex one, PlaceIndex other) const {
    if (cells.empty()) return std::nullopt;
    const auto [a, b] = std::minmax({one, other});  // of cells as close the same one holds both ways
    const auto around = [&](PlaceIndex place) {
      std::vector<PlaceIndex> chain;
      for (std::optional<PlaceIndex> here = place; here; here = topology.places[at(*here)].parent)
        chain.push_back(*here);
      return chain;
    };
    const std::vector<PlaceIndex> of_a = around(a), of_b = around(b);
    for (std::size_t out = 0; out < of_a.size() + of_b.size(); ++out)
      for (std::size_t i = 0; i <= out && i < of_a.size(); ++i) {
        if (out - i >= of_b.size()) continue;
        const auto found = cells.find(std::minmax(of_a[i], of_b[out - i]));
        if (found != cells.end()) return found->second;
      }
    return std::nullopt;
  }
};

struct WeightedLinks {
  Graph graph;
  std::vector<double> weights;
  bool estimated = false;  // some of them
};

WeightedLinks weigh(const Cluster& cluster, const SiteMap& map, const Measured& measured,
                    const std::vector<bool>& down_parts) {
  const auto is_down = [&](int part) { return part >= 0 && down_parts[at(part)]; };
  const auto end_of = [&](int site, int part) {
    return part < 0 ? map.site_places[at(site)] : map.part_places[at(part)];
  };
  WeightedLinks result{{map.routing.sites, {}}, {}};
  for (std::size_t i = 0; i < map.routing.links.size(); ++i) {
    const Link& link = cluster.links[map.link_of[i]];
    for (const Join& join : map.routing.links[i].joins) {
      if (is_down(join.from_part) || is_down(join.to_part)) continue;
      const PlaceIndex from = end_of(join.from, join.from_part), to = end_of(join.to, join.to_part);
      std::optional<double> ms = link.rtt_ms;
      if (!ms) ms = measured.between(cluster.topology, from, to);
      result.graph.edges.emplace_back(join.from, join.to);
      result.weights.push_back(ms ? *ms : estimate(cluster.topology, from, to));
      result.estimated = result.estimated || (!ms && result.weights.back() < unknown);
    }
  }
  return result;
}

struct Finder {
  const Cluster& cluster;
  const SiteMap& map;
  Measured measured;
  WeightedLinks links;
  std::vector<int> side;                                       // by site, −1 where it is down
  std::map<std::pair<PlaceIndex, PlaceIndex>, double> inside;  // links between zones of one region

  Finder(const Cluster& all, const SiteMap& site_map, const std::vector<bool>& down_parts)
      : cluster(all),
        map(site_map),
        measured(all),
        links(weigh(all, site_map, measured, down_parts)),
        side(sides(site_map.routing, {down_parts, {}})),
        inside{} {
    for (const Link& link : all.links)
      if (link.rtt_ms) inside.emplace(std::minmax(link.from, link.to), *link.rtt_ms);
  }
  /// Between two zones of one region.
  double within(PlaceIndex a, PlaceIndex b, bool& estimated) const {
    const auto found = inside.find(std::minmax(a, b));
    if (found != inside.end()) return found->second;
    const double guess = estimate(cluster.topology, a, b);
    if (guess == unknown || guess == 0) return 0;
    estimated = true;
    return guess;
  }
  double between(int part, int other, const std::vector<double>& along_links, bool& estimated) const {
    const PlaceIndex a = map.part_places[at(part)], b = map.part_places[at(other)];
    const int home = map.routing.site_of_part[at(part)], site = map.routing.site_of_part[at(other)];
    const bool linked = !cluster.links.empty();
    if (linked && side[at(home)] != side[at(site)]) return unknown;
    if (const std::optional<double> cell = measured.between(cluster.topology, a, b)) return *cell;
    if (site == home) return within(a, b, estimated);
    if (linked) {
      // Which of the ways lead over an estimated link is not told apart.
      estimated = estimated || links.estimated;
      return along_links[at(site)];
    }
    const double guess = estimate(cluster.topology, a, b);
    estimated = estimated || guess < unknown;
    return guess;
  }
};

}  // namespace

double estimated_rtt_ms(const Coordinates& a, const Coordinates& b) {
  const double lat = std::sin((b.lat - a.lat) * degree / 2);
  const double lon = std::sin((b.lon - a.lon) * degree / 2);
  const double half = lat * lat + std::cos(a.lat * degree) * std::cos(b.lat * degree) * lon * lon;
  const double km = 2 * earth_radius_km * std::asin(std::sqrt(std::min(1.0, half)));
  return 2 * km * kRouteFactor / kFibreKmPerMs;
}

RoundTrips round_trips(const Cluster& cluster, const SiteMap& map, const std::vector<int>& from,
                       const std::vector<bool>& down_parts) {
  const Finder finder(cluster, map, down_parts);
  std::vector<bool> closed;
  for (const int side : finder.side) closed.push_back(side < 0);
  RoundTrips result;
  result.ms.resize(map.part_places.size());
  std::map<int, std::vector<double>> from_site;  // along the links
  for (const int part : from) {
    const int site = map.routing.site_of_part[at(part)];
    if (!cluster.links.empty() && !from_site.contains(site))
      from_site[site] = shortest_paths(finder.links.graph, finder.links.weights, site, closed);
    std::vector<double>& row = result.ms[at(part)];
    for (int other = 0; other < static_cast<int>(map.part_places.size()); ++other)
      row.push_back(other == part ? 0 : finder.between(part, other, from_site[site], result.estimated));
  }
  return result;
}

bool knows_round_trips(const Cluster& cluster) {
  return !cluster.measured_rtts.empty() ||
         std::ranges::any_of(cluster.links, [](const Link& link) { return link.rtt_ms.has_value(); }) ||
         std::ranges::any_of(cluster.topology.places, [](const Place& place) { return place.location.has_value(); });
}

}  // namespace planner
