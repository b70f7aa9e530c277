#pragma once
// The nodes of the Swarm, gathered by the labels that they share, so that a script names each set of labels once.
#include <string>
#include <vector>

#include "planner/model/topology.hpp"

namespace planner {

struct LabelGroup {
  Labels labels;                 // sorted by key
  std::vector<PoolIndex> pools;  // in pool order, those that scale among them; never empty
};

/// In order of first appearance. Pools outside the Swarm, and those without a node, are in none.
std::vector<LabelGroup> group_by_labels(const Topology& topology);

/// The shell function `plan`: it tells the functions of label_functions() every set of labels and who carries it.
void append_label_plan(std::string& script, const Topology& topology);

}  // namespace planner
