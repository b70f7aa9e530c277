#pragma once
// The spec as the question whether it fits: which nodes are alike to every service, and what each task takes.
#include <optional>
#include <string>
#include <vector>

#include "planner/model/cluster.hpp"
#include "planner/placement/fit.hpp"
#include "planner/stack/stack.hpp"

namespace planner {

/// Nodes of one pool that are alike: all of it, or one of them where a constraint names hosts.
struct NodeRun {
  PoolIndex pool = 0;
  NodeIndex first = 0;  // unused for a pool that scales by itself
  int count = 0;        // of such a pool its `min`
  int kind = 0;         // of FitQuestion::nodes
};

struct CapacityModel {
  FitQuestion question;  // with nothing lost
  std::vector<NodeRun> runs;
  std::vector<const StackService*> services;  // by kind of task
  // By kind of task: wanted also where no node is left for it. Not of StackService::per_place, and not of what only
  // pools may run that scale by themselves and begin with no node.
  std::vector<bool> owed;
  std::vector<std::string> resources;  // "cpus", "memory", then kinds of generic ones by name
  std::vector<std::string> ports;      // "443/tcp"
  bool reserves = false;               // some service reserves something
  bool limited = false;                // that, or host ports, or max_per_node
  std::vector<std::string> unsized;    // of `resources`: reserved, and not given for some node that may be used
};

/// Without jobs, whose tasks end and leave their room to those that wait. `stack` must outlive it. None where there is
/// nothing of the user's to place, or more than is looked at.
std::optional<CapacityModel> model_capacity(const Cluster& cluster, const Stack& stack);

/// Nodes of each kind that are left.
std::vector<std::int64_t> count_left(const Topology& topology, const CapacityModel& model,
                                     const std::vector<bool>& down, const std::vector<bool>& down_pools);

/// The question once only so many nodes of each kind are left.
FitQuestion with_nodes(const CapacityModel& model, const std::vector<std::int64_t>& left);

}  // namespace planner
