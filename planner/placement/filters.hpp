#pragma once
// Which nodes may take a task of a service now, and in the engine's own words why not.
#include <array>
#include <string>

#include "planner/placement/state.hpp"

namespace planner::placement {

/// swarmkit's filters in its order: ready, resources, constraints, platform, host ports, replicas a node. Missing are
/// the plugin filter, for nobody plans plugins, and the one of CSI volumes. It counts which filter failed how often
/// since a node last passed, as the engine does, and makes its explanation from that.
class Filters {
 public:
  Filters(const State& state, int service) : state_(state), service_(service) {}

  bool pass(int node);

  /// "insufficient resources on 2 nodes; 1 node not available for new tasks"; the most frequent first.
  std::string explain() const;

 private:
  enum Filter { ready, resources, constraint, platform, host_port, max_replicas, passed };
  Filter first_failed(int node) const;

  const State& state_;
  int service_;
  std::array<int, passed> failures_{};
};

}  // namespace planner::placement
