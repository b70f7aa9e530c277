#include "planner/quorum/routing/site_map.hpp"

#include <algorithm>

namespace planner {
namespace {

std::size_t at(int index) { return static_cast<std::size_t>(index); }

/// Regions that one end of a link stands for, edges left out.
std::vector<int> sites_of_end(const SiteMap& map, const Topology& topology, PlaceIndex place) {
  if (map.site_of_place[at(place)] >= 0) return {map.site_of_place[at(place)]};
  std::vector<int> sites;
  for (const PlaceIndex child : topology.places[at(place)].children)
    if (map.site_of_place[at(child)] >= 0) sites.push_back(map.site_of_place[at(child)]);
  return sites;
}

RoutingLink routing_link(const SiteMap& map, const Topology& topology, const Link& link) {
  RoutingLink result{{}, link.p.value_or(0)};
  const int from_part = map.part_of_place[at(link.from)];
  const int to_part = map.part_of_place[at(link.to)];
  for (const int from : sites_of_end(map, topology, link.from))
    for (const int to : sites_of_end(map, topology, link.to))
      if (from != to) result.joins.push_back({from, to, from_part, to_part});
  return result;
}

}  // namespace

SiteMap map_sites(const Cluster& cluster, std::span<const NodeIndex> managers) {
  const Topology& topology = cluster.topology;
  SiteMap map;
  map.site_of_place.assign(topology.places.size(), -1);
  map.part_of_place.assign(topology.places.size(), -1);
  for (std::size_t i = 0; i < topology.places.size(); ++i) {  // in depth-first order: what is around comes first
    const Place& place = topology.places[i];
    if (place.edge || place.level == Level::group) continue;
    if (place.level == Level::region) {
      map.site_of_place[i] = map.routing.sites++;
      map.site_places.push_back(static_cast<PlaceIndex>(i));
      continue;
    }
    map.site_of_place[i] = map.site_of_place[at(*place.parent)];
    if (place.level == Level::rack) {
      map.part_of_place[i] = map.part_of_place[at(*place.parent)];
      continue;
    }
    map.part_of_place[i] = static_cast<int>(map.part_places.size());
    map.part_places.push_back(static_cast<PlaceIndex>(i));
    map.routing.site_of_part.push_back(map.site_of_place[i]);
  }
  for (const NodeIndex manager : managers)
    map.routing.part_of_manager.push_back(map.part_of_place[at(place_of(topology, manager))]);
  for (std::size_t i = 0; i < cluster.links.size(); ++i) {
    RoutingLink link = routing_link(map, topology, cluster.links[i]);
    if (link.joins.empty()) continue;
    map.routing.links.push_back(std::move(link));
    map.link_of.push_back(i);
  }
  return map;
}

std::vector<int> parts_inside(const SiteMap& map, const Topology& topology, PlaceIndex place) {
  std::vector<int> parts;
  if (topology.places[at(place)].level == Level::rack) return parts;
  // The places below one stand in one run behind it.
  for (std::size_t i = at(place); i < topology.places.size(); ++i) {
    const Place& here = topology.places[i];
    if (i > at(place) && here.parent.value_or(-1) < place) break;
    if (here.level == Level::zone && map.part_of_place[i] >= 0) parts.push_back(map.part_of_place[i]);
  }
  return parts;
}

std::vector<int> parts_down(const SiteMap& map, const Topology& topology, const FailureDomain& domain) {
  if (domain.place) return parts_inside(map, topology, *domain.place);
  std::vector<int> parts;
  for (const PlaceIndex place : domain.whole_places)
    for (const int part : parts_inside(map, topology, place)) parts.push_back(part);
  std::ranges::sort(parts);
  parts.erase(std::unique(parts.begin(), parts.end()), parts.end());
  return parts;
}

}  // namespace planner
