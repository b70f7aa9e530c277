#pragma once
// Which connected side can hold a majority of the managers, and how probably, while links fail.
#include <cstdint>
#include <vector>

#include "planner/quorum/routing/routing.hpp"

namespace planner {

/// Places that pass no traffic.
struct PlacesDown {
  std::vector<bool> sites;  // by site
  std::vector<bool> parts;  // by part
};

/// Sites that hold a majority of all managers together, were all these up.
struct MajoritySide {
  std::vector<bool> sites;  // by site
  double probability = 0;
};

struct MajoritySides {
  std::vector<MajoritySide> sides;
  double none = 0;      // no side holds so many
  double left_out = 0;  // in states of the links, each at most as probable as the threshold
};

/// `majority`: more than half of the managers. `steps`, about a nanosecond each, are taken from; below 0 the rest is
/// left out.
MajoritySides majority_sides(const Routing& routing, const PlacesDown& down, int majority, double threshold,
                             std::int64_t& steps);

}  // namespace planner
