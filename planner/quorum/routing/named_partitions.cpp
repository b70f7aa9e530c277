#include "planner/quorum/routing/named_partitions.hpp"

namespace planner {

std::optional<NamedPartitions> name_partitions(const Cluster& cluster, const SiteMap& map, std::optional<int> within) {
  if (cluster.links.empty()) return std::nullopt;
  const std::vector<Place>& places = cluster.topology.places;
  const auto id = [&](PlaceIndex place) { return places[static_cast<std::size_t>(place)].id; };
  NamedPartitions named;
  for (const PlaceIndex site : map.site_places) named.sites.push_back(id(site));
  for (const std::size_t link : map.link_of) {
    named.links.push_back({id(cluster.links[link].from), id(cluster.links[link].to)});
    named.link_where.push_back(cluster.links[link].where);
  }
  named.found = find_partitions(map.routing, {named.sites, named.links}, {.within = within});
  return named;
}

}  // namespace planner
