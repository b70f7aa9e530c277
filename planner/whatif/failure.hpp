#pragma once
// What fails in a what-if: references and cuts as a person names them → nodes that are down, traffic that is stopped.
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "planner/model/cluster.hpp"
#include "planner/quorum/routing/site_map.hpp"

namespace planner {

/// As asked. A reference is a place, a host name, a declared domain, or PLACE:ROLE.
struct FailureQuestion {
  std::vector<std::string> fail;
  std::vector<std::string> drain;
  std::vector<std::string> cut;  // "A:B", two places
};

struct Cut {
  PlaceIndex from = 0;
  PlaceIndex to = 0;
};

/// All of it happens at once.
struct Failure {
  std::vector<bool> down;           // by node
  std::vector<bool> drained;        // by node: those asked for; they stay up
  std::vector<bool> down_pools;     // by pool: scaling pools, which have no nodes of their own
  std::vector<bool> drained_pools;  // the same, of those drained
  std::vector<PlaceIndex> places;   // that are down as a whole, with all they hold; sorted
  std::vector<Cut> cuts;            // all traffic between two places stops, declared link or not
};

struct FailureReading {
  Failure failure;
  std::vector<std::string> errors;  // a sentence each; then the failure is not to be used
};

FailureReading read_failure(const Topology& topology, const FailureQuestion& question);

bool place_inside(const Topology& topology, PlaceIndex inner, PlaceIndex outer);

}  // namespace planner
