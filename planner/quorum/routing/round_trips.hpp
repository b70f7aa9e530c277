#pragma once
// Round-trip times between zones: measured, along the links, or estimated from coordinates.
#include <optional>
#include <vector>

#include "planner/quorum/routing/site_map.hpp"

namespace planner {

/// Light in fibre, 200 km a millisecond (refractive index 1.47), over a route half as long again as the great circle:
/// a common rule of thumb, and only used where nothing was measured.
constexpr double kFibreKmPerMs = 200;
constexpr double kRouteFactor = 1.5;

/// There and back, in milliseconds.
double estimated_rtt_ms(const Coordinates& a, const Coordinates& b);

struct RoundTrips {
  std::vector<std::vector<double>> ms;  // between parts, as SiteMap numbers them; infinity: no way there, or not known
  bool estimated = false;               // some of them from coordinates
};

/// Of the parts `from` to all parts; rows of others are empty. The closest measured cell holds; else the shortest way
/// along links that are up, through sites that are, with these parts down; where there are no links, the estimate.
/// Inside a site what is not given is 0.
RoundTrips round_trips(const Cluster& cluster, const SiteMap& map, const std::vector<int>& from,
                       const std::vector<bool>& down_parts);

/// The spec gives something from which round-trip times can be had.
bool knows_round_trips(const Cluster& cluster);

}  // namespace planner
