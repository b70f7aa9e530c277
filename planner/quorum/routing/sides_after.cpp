// Question: does losing a domain part the managers that live on?
// Model: routing.hpp. Idea: what takes no site whole, nor a zone at which a link ends, leaves the routing as it is; a
// single site parts the others only where it is an articulation point. Only what is left has to be looked at. Example:
// a, b, c around hub: losing a or a zone of b needs no look; hub is an articulation point, and it does. Cost: linear in
// links for all single sites together, and once more for each domain that takes several. Source: Hopcroft and Tarjan,
// Algorithm 447, 1973, for articulation points.
#include "planner/quorum/routing/sides_after.hpp"

#include <algorithm>

#include "planner/graph/biconnected.hpp"
#include "planner/quorum/routing/sides.hpp"

namespace planner {
namespace {

std::size_t at(int index) { return static_cast<std::size_t>(index); }

struct Shape {
  std::vector<int> parts_of_site;  // how many
  std::vector<bool> articulation;  // by site
  std::vector<bool> ends_a_link;   // by part: some link ends at this very zone
};

Shape shape_of(const Routing& routing) {
  Shape shape{std::vector<int>(at(routing.sites), 0), std::vector<bool>(at(routing.sites), false),
              std::vector<bool>(routing.site_of_part.size(), false)};
  for (const int site : routing.site_of_part) ++shape.parts_of_site[at(site)];
  for (const int site : single_points(graph_of(routing).graph).articulation) shape.articulation[at(site)] = true;
  for (const RoutingLink& link : routing.links)
    for (const Join& join : link.joins)
      for (const int part : {join.from_part, join.to_part})
        if (part >= 0) shape.ends_a_link[at(part)] = true;
  return shape;
}

/// `parts` sorted; parts of one site stand together.
bool may_part(const Shape& shape, const Routing& routing, const std::vector<int>& parts) {
  int whole_sites = 0;
  bool articulation = false;
  for (std::size_t i = 0; i < parts.size();) {
    const int site = routing.site_of_part[at(parts[i])];
    int lost = 0;
    for (; i < parts.size() && routing.site_of_part[at(parts[i])] == site; ++i, ++lost)
      if (shape.ends_a_link[at(parts[i])]) return true;
    if (lost < shape.parts_of_site[at(site)]) continue;
    ++whole_sites;
    articulation = articulation || shape.articulation[at(site)];
  }
  return whole_sites > 1 || articulation;
}

}  // namespace

SidesAfter largest_sides(const Cluster& cluster, const SiteMap& map, std::span<const Domain> domains,
                         std::int64_t steps) {
  const Routing& routing = map.routing;
  const auto managers = static_cast<int>(routing.part_of_manager.size());
  std::int64_t cost = routing.sites + static_cast<std::int64_t>(routing.part_of_manager.size());
  for (const RoutingLink& link : routing.links) cost += static_cast<std::int64_t>(link.joins.size());
  const Shape shape = shape_of(routing);
  Sides sides(routing);
  SidesAfter result;
  RoutingLoss loss{std::vector<bool>(routing.site_of_part.size(), false), {}};
  std::vector<bool> up(routing.part_of_manager.size(), true);
  for (std::size_t i = 0; i < domains.size(); ++i) {
    result.largest.push_back(managers - domains[i].weight());
    const std::vector<int> parts = parts_down(map, cluster.topology, cluster.topology.domains[i]);
    if (!may_part(shape, routing, parts)) continue;
    steps -= cost;
    result.complete = result.complete && steps >= 0;
    if (steps < 0) continue;
    for (const int part : parts) loss.parts[at(part)] = true;
    for (const int manager : domains[i].managers) up[at(manager)] = false;
    result.largest.back() = sides.heaviest(loss, up);
    for (const int part : parts) loss.parts[at(part)] = false;
    for (const int manager : domains[i].managers) up[at(manager)] = true;
  }
  return result;
}

}  // namespace planner
