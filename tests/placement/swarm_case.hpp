#pragma once
// Small Swarms for the tests of the scheduler.
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "planner/placement/orchestrator.hpp"

namespace planner::placement {

/// A worker that is ready and active; `labels` sorted by key.
Node worker(const std::string& name, Labels labels);

/// A node that takes no tasks.
Node drained(const std::string& name, Labels labels);

/// `count` workers of each zone, label zone; named a1, a2, b1 …
std::vector<Node> workers_in(const std::vector<std::string>& zones, int count);

/// Spread over zone.
Service spread_service(int replicas);

/// The node of that name.
int node_named(const Layout& layout, const std::string& name);

/// Wanted tasks of service 0 on each node; tasks of a service in each zone, by label.
std::vector<int> on_nodes(const State& state);
std::map<std::string, int> in_zones(const State& state, int service = 0);

/// Every task of the service that runs stands where all filters let it, and nothing is taken twice.
void check_invariants(const State& state);

/// What `run` sees over the seeds 1 to `seeds`, and how often.
std::map<std::map<std::string, int>, int> splits_over(const Layout& layout, int seeds,
                                                      const std::function<void(State&)>& run);

}  // namespace planner::placement
