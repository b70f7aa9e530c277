#pragma once
// Which nodes of the Swarm carry which label, and what the constraints of a spec ask for.
#include <string>
#include <string_view>
#include <vector>

#include "planner/model/cluster.hpp"
#include "planner/swarm/constraint.hpp"
#include "planner/swarm/node_match.hpp"

namespace planner {

/// Nodes that carry the same labels: a pool that has nodes or may get some.
struct LabelledPool {
  PoolIndex pool = 0;
  Labels labels;
};

std::vector<LabelledPool> labelled_pools(const Topology& topology);

/// The part after "node.labels." (its case does not count); empty for other keys.
std::string_view node_label_key(std::string_view constraint_key);

/// Those that parse; a spec with others is invalid.
std::vector<Constraint> written_constraints(const Service& service);

}  // namespace planner
