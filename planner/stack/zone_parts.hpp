#pragma once
// Services that are fixed to zones: Swarm knows no "so many a zone", so each becomes one service a zone.
#include <string>
#include <vector>

#include "planner/model/cluster.hpp"
#include "planner/stack/placement_constraints.hpp"

namespace planner {

/// Is it written per_zone or strict_zone?
bool is_split(const Service& service);

/// Zones with an eligible node, in declaration order.
std::vector<PlaceIndex> zones_of(const Topology& topology, const Service& service, const SwarmNodes& nodes);

/// Replicas of each of `zones` parts. strict_zone: as even as can be, the first ones get one more.
std::vector<int> shares_of(const Service& service, std::size_t zones);

struct ZonePart {
  std::size_t service = 0;  // of cluster.services
  PlaceIndex zone = 0;
};

/// Names of all parts: NAME-ZONE, dots as '-'. One that is over Swarm's 63 characters with the stack's name in front,
/// or that another service or part has too (Swarm ignores case), is cut and ends in a hash of what it stands for: the
/// name of a part hangs on that part alone, not on its order.
std::vector<std::string> part_names(const Cluster& cluster, const std::vector<ZonePart>& parts);

}  // namespace planner
