#pragma once
// The nodes that run services which say nothing of where, for rules on the data that these need.
#include <string>
#include <vector>

#include "planner/model/cluster.hpp"

namespace planner {

struct TaskNodes {
  Role role = Role::worker;  // workers; managers where there are none; service hosts of a decentralized plan
  int count = 0;
  std::vector<std::string> regions;  // ids of those that have some, edges left out, in the order of the topology
};

TaskNodes task_nodes(const Cluster& cluster);

}  // namespace planner
