#pragma once
// Who still reaches whom after a failure: the sides into which losses of places and cuts part the Swarm.
#include <vector>

#include "planner/quorum/routing/site_map.hpp"
#include "planner/whatif/failure.hpp"

namespace planner {

/// Zones and racks that are connected, be it through others.
struct Side {
  RoleCounts nodes;                // of the Swarm, that are up
  std::vector<PlaceIndex> places;  // zones and racks with nodes that are up, in place order
};

struct Reach {
  std::vector<Side> sides;     // those with nodes that are up; most managers first, then by place
  std::vector<bool> may_lead;  // by manager: it is up and reaches a majority, itself included, directly or along
                               // links, with no cut between
  int managers_up = 0;
};

/// `managers` as planner::managers_of gives them.
Reach reach_after(const Cluster& cluster, const SiteMap& map, std::span<const NodeIndex> managers,
                  const Failure& failure);

/// Which zones and racks with nodes of the Swarm that are up exchange traffic, directly or along links.
struct Reachability {
  std::vector<int> class_of_place;         // by place: places of one class are alike; −1: nothing is up there
  std::vector<std::vector<bool>> reaches;  // class by class
};

Reachability reachability(const Cluster& cluster, const SiteMap& map, const Failure& failure);

/// By part: down because the failure takes it, or something around it, whole.
std::vector<bool> parts_down(const SiteMap& map, const Topology& topology, const Failure& failure);

}  // namespace planner
