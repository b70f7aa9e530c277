#pragma once
// The order in which a Go map gives its keys: wherever swarmkit's scheduler has no order of its own, this one decides.
#include <vector>

#include "planner/placement/random.hpp"

namespace planner::placement {

/// A map as far as its order goes: the keys, numbered as they were inserted, by the slot in which each lies.
struct MapOrder {
  std::vector<int> keys;
  std::vector<int> slots;  // of keys; ascending
  int capacity = 8;
};

/// `count` keys, inserted in the order 0, 1, …
MapOrder map_order(int count, Random& random);

/// Where in `keys` the next walk begins; it goes on to the end and around.
int start_of_walk(const MapOrder& order, Random& random);

/// All keys in the order of one walk.
std::vector<int> walk(const MapOrder& order, Random& random);

}  // namespace planner::placement
