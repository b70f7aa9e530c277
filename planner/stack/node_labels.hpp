#pragma once
// The labels that every node of the Swarm carries: its levels, its role, and the user's own.
// Full ids as values, so that a spread over node.labels.zone never merges two regions' az-1; a level that a node
// lacks repeats its neighbour (no group: the region's id; no rack: the zone's), so that no spread has an unlabelled
// branch. Only levels that some node of the Swarm has are used.
#include "planner/model/topology.hpp"

namespace planner {

/// Level labels that this Swarm uses, outermost first: a subset of group, region, zone, rack.
std::vector<std::string> level_labels(const Topology& topology);

/// All labels of the nodes of a pool (they share them), sorted by key. Empty for nodes outside the Swarm.
Labels labels_of_pool(const Topology& topology, PoolIndex pool);

/// The same for whoever asks for many pools: `levels` is level_labels(topology).
Labels labels_of_pool(const Topology& topology, PoolIndex pool, const std::vector<std::string>& levels);

}  // namespace planner
