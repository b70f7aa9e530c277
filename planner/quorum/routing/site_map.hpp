#pragma once
// Places → the sites, parts and links of planner::Routing, and back.
#include <span>
#include <vector>

#include "planner/model/cluster.hpp"
#include "planner/quorum/routing/routing.hpp"

namespace planner {

/// Regions of the Swarm are sites, their zones parts; edges are left out.
struct SiteMap {
  Routing routing;                      // without links where the spec has none
  std::vector<PlaceIndex> site_places;  // the region of each site, in place order
  std::vector<PlaceIndex> part_places;  // the zone of each part, in place order
  std::vector<int> site_of_place;       // by place: of a region or anything inside it; −1: none
  std::vector<int> part_of_place;       // by place: of a zone or rack; −1: none
  std::vector<std::size_t> link_of;     // by routing link: its index in Cluster::links; links inside one site and
                                        // those of edges are no routing between sites
};

/// `managers` as planner::managers_of gives them.
SiteMap map_sites(const Cluster& cluster, std::span<const NodeIndex> managers);

/// The parts that are down with a domain, sorted: all of a place's, those that a declared domain takes whole.
std::vector<int> parts_down(const SiteMap& map, const Topology& topology, const FailureDomain& domain);

/// The parts inside a place, sorted.
std::vector<int> parts_inside(const SiteMap& map, const Topology& topology, PlaceIndex place);

}  // namespace planner
