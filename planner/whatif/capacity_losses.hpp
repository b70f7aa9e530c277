#pragma once
// Which losses have to be looked at: those that take equally many nodes of each kind are one.
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "planner/whatif/capacity_model.hpp"

namespace planner {

/// What dies with one domain of those nodes that some service may use.
struct LossDomain {
  std::string id;  // of a node its host name, of one in a pool that scales by itself PLACE:ROLE
  std::vector<NodeIndex> nodes;
  std::vector<std::pair<PoolIndex, int>> pools;  // that scale by themselves, and how many of their nodes
};

/// Domains that differ in name alone.
struct LossClass {
  std::int64_t size = 0;
  std::vector<LossDomain> domains;                  // of single nodes the first hundred
  std::vector<std::pair<int, std::int64_t>> taken;  // by each: kind of node, how many
};

struct LossLevel {
  std::string level;
  bool overlap = false;  // a node may lie in two of the domains: what they take must not be added up
  std::vector<LossClass> classes = {};
  std::int64_t idle = 0;                    // domains without a usable node
  std::vector<LossDomain> idle_first = {};  // the first hundred of them

  std::int64_t domains() const;
};

/// Of every level, as in Topology::levels. Domains that hold no usable node are in no class.
std::vector<LossLevel> loss_levels(const Topology& topology, const CapacityModel& model);

using Lost = std::vector<const LossDomain*>;

/// Nodes of each run that are left.
std::vector<int> runs_left(const Topology& topology, const CapacityModel& model, const Lost& lost);

std::vector<std::int64_t> kinds_left(const CapacityModel& model, const std::vector<int>& runs);

/// Every different loss of so many domains of the level, of all if there are fewer, until `visit` says false. It gets
/// the domains (of a loss of single nodes as many as are kept), what is left of each kind, and, where one domain is
/// lost, how many losses are so.
void each_loss(const Topology& topology, const CapacityModel& model, const LossLevel& level, int count,
               const std::function<bool(const Lost&, const std::vector<std::int64_t>&, std::int64_t)>& visit);

}  // namespace planner
