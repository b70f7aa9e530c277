// Question: after losses and cuts, which managers can still talk to a majority?
// Model: without links every place reaches every other. With links, sites reach each other along links that are up,
// through sites that are up. A cut stops all traffic between two places, whatever way it would take, and takes the
// links that join them. A manager may lead when it reaches a majority of all managers, itself included: that two others
// do not reach each other does not hinder it. A side is a set of places connected through each other.
//
// Idea: places that stand in the same component of the routing and on the same sides of all cuts are alike. They form
// a class; two classes reach each other when their components are one and no cut separates them.
//
// Example: four managers, one in each of a, b, c, d, no links, majority 3; cut a:b and a:c. a reaches itself and d: 2,
// so it cannot lead. b, c and d reach three each. One side of four, three of which may lead.
//
// Cost: linear in nodes, and classes squared; classes are at most zones. Source: Ongaro and Ousterhout, 2014, 5.2.
#include "planner/whatif/reach.hpp"

#include <algorithm>
#include <map>
#include <numeric>

#include "planner/quorum/quorum.hpp"
#include "planner/quorum/routing/sides.hpp"

namespace planner {
namespace {

std::size_t at(int index) { return static_cast<std::size_t>(index); }

/// Where a zone or rack stands: its component, and for each cut whether it is in one of the two places cut apart.
struct Standing {
  int component = 0;
  std::vector<signed char> cut_sides;  // 1: in the first place, −1: in the second, 0: in neither

  friend auto operator<=>(const Standing&, const Standing&) = default;
};

bool reaches(const Standing& a, const Standing& b) {
  if (a.component != b.component) return false;
  for (std::size_t cut = 0; cut < a.cut_sides.size(); ++cut)
    if (a.cut_sides[cut] * b.cut_sides[cut] < 0) return false;
  return true;
}

bool cuts_apart(const Topology& topology, const Cut& cut, PlaceIndex a, PlaceIndex b) {
  return (place_inside(topology, a, cut.from) && place_inside(topology, b, cut.to)) ||
         (place_inside(topology, a, cut.to) && place_inside(topology, b, cut.from));
}

/// The routing without the joins that a cut stops.
Routing cut_routing(const Cluster& cluster, const SiteMap& map, const std::vector<Cut>& cuts) {
  Routing routing = map.routing;
  const auto end_of = [&](int site, int part) {
    return part < 0 ? map.site_places[at(site)] : map.part_places[at(part)];
  };
  for (RoutingLink& link : routing.links)
    std::erase_if(link.joins, [&](const Join& join) {
      return std::ranges::any_of(cuts, [&](const Cut& cut) {
        return cuts_apart(cluster.topology, cut, end_of(join.from, join.from_part), end_of(join.to, join.to_part));
      });
    });
  return routing;
}

/// By site, −1 where it is down; without links all is one.
std::vector<int> components_after(const Cluster& cluster, const SiteMap& map, const Failure& failure) {
  const std::vector<bool> down = parts_down(map, cluster.topology, failure);
  if (cluster.links.empty()) return std::vector<int>(map.site_places.size(), 0);
  const Routing routing = cut_routing(cluster, map, failure.cuts);
  return sides(routing, {down, {}});
}

struct Class {
  Standing standing;
  RoleCounts nodes;
  std::vector<PlaceIndex> places;
};

void add(RoleCounts& to, const RoleCounts& from) {
  to.manager += from.manager;
  to.loadbalancer += from.loadbalancer;
  to.worker += from.worker;
  to.service += from.service;
}

int up_in_pool(const Topology& topology, const Failure& failure, PoolIndex index) {
  const Pool& pool = topology.pools[at(index)];
  if (pool.scaling) return failure.down_pools[at(index)] ? 0 : pool.count;
  int up = 0;
  for (int i = 0; i < pool.node_count; ++i) up += failure.down[at(pool.first_node + i)] ? 0 : 1;
  return up;
}

struct Classes {
  std::vector<Class> all;
  std::vector<int> of_place;  // by place; −1: a place without nodes that are up
};

Classes classify(const Cluster& cluster, const SiteMap& map, const Failure& failure) {
  const Topology& topology = cluster.topology;
  const std::vector<int> components = components_after(cluster, map, failure);
  Classes classes{{}, std::vector<int>(topology.places.size(), -1)};
  std::map<Standing, int> known;
  for (std::size_t i = 0; i < topology.pools.size(); ++i) {
    const Pool& pool = topology.pools[i];
    const int up = up_in_pool(topology, failure, static_cast<PoolIndex>(i));
    if (!pool.in_swarm || up == 0) continue;
    Standing standing{components[at(map.site_of_place[at(pool.place)])], {}};
    for (const Cut& cut : failure.cuts)
      standing.cut_sides.push_back(static_cast<signed char>(place_inside(topology, pool.place, cut.from) -
                                                            place_inside(topology, pool.place, cut.to)));
    const auto [found, fresh] = known.emplace(standing, static_cast<int>(classes.all.size()));
    if (fresh) classes.all.push_back({standing, {}, {}});
    Class& own = classes.all[at(found->second)];
    add(own.nodes, pool.role, up);
    if (own.places.empty() || own.places.back() != pool.place) own.places.push_back(pool.place);
    classes.of_place[at(pool.place)] = found->second;
  }
  return classes;
}

std::vector<Side> sides_of(const std::vector<Class>& classes) {
  std::vector<int> side(classes.size());
  std::iota(side.begin(), side.end(), 0);
  for (std::size_t i = 0; i < classes.size(); ++i)
    for (std::size_t j = i + 1; j < classes.size(); ++j)
      if (side[i] != side[j] && reaches(classes[i].standing, classes[j].standing)) {
        const auto [kept, gone] = std::minmax({side[i], side[j]});  // by value: replacing changes side itself
        std::ranges::replace(side, gone, kept);
      }
  std::map<int, Side> sides;
  for (std::size_t i = 0; i < classes.size(); ++i) {
    Side& own = sides[side[i]];
    add(own.nodes, classes[i].nodes);
    own.places.insert(own.places.end(), classes[i].places.begin(), classes[i].places.end());
  }
  std::vector<Side> result;
  for (auto& [number, own] : sides) {
    std::ranges::sort(own.places);
    result.push_back(std::move(own));
  }
  std::ranges::sort(result, [](const Side& a, const Side& b) {
    return a.nodes.manager != b.nodes.manager ? a.nodes.manager > b.nodes.manager : a.places < b.places;
  });
  return result;
}

}  // namespace

std::vector<bool> parts_down(const SiteMap& map, const Topology& topology, const Failure& failure) {
  std::vector<bool> down(map.part_places.size(), false);
  for (const PlaceIndex place : failure.places)
    for (const int part : parts_inside(map, topology, place)) down[at(part)] = true;
  return down;
}

Reachability reachability(const Cluster& cluster, const SiteMap& map, const Failure& failure) {
  Classes classes = classify(cluster, map, failure);
  Reachability reached{std::move(classes.of_place), {}};
  for (const Class& from : classes.all) {
    std::vector<bool>& row = reached.reaches.emplace_back();
    for (const Class& to : classes.all) row.push_back(reaches(from.standing, to.standing));
  }
  return reached;
}

Reach reach_after(const Cluster& cluster, const SiteMap& map, std::span<const NodeIndex> managers,
                  const Failure& failure) {
  const Classes classes = classify(cluster, map, failure);
  Reach reach{sides_of(classes.all), std::vector<bool>(managers.size(), false), 0};
  std::vector<int> reached(classes.all.size(), 0);
  for (std::size_t i = 0; i < classes.all.size(); ++i)
    for (const Class& other : classes.all)
      if (reaches(classes.all[i].standing, other.standing)) reached[i] += other.nodes.manager;
  const int majority = majority_of(static_cast<int>(managers.size()));
  for (std::size_t i = 0; i < managers.size(); ++i) {
    if (failure.down[at(managers[i])]) continue;
    ++reach.managers_up;
    reach.may_lead[i] = reached[at(classes.of_place[at(place_of(cluster.topology, managers[i]))])] >= majority;
  }
  return reach;
}

}  // namespace planner
