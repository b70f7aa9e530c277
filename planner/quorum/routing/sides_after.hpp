#pragma once
// How many managers are on the largest side after each single loss.
#include <cstdint>
#include <span>
#include <vector>

#include "planner/model/cluster.hpp"
#include "planner/quorum/domains.hpp"
#include "planner/quorum/routing/site_map.hpp"

namespace planner {

/// About a third of a second. One step is one look at one link, site or manager.
constexpr std::int64_t sides_after_steps = 200'000'000;

struct SidesAfter {
  std::vector<int> largest;  // by domain: managers on the largest side when it dies
  bool complete = true;      // false: a limit came first; for domains not looked at, as if none were parted
};

/// `domains` as planner::domains_of gives them. Regions reach each other while all is up, as planner::resolve_links
/// sees to.
SidesAfter largest_sides(const Cluster& cluster, const SiteMap& map, std::span<const Domain> domains,
                         std::int64_t steps = sides_after_steps);

}  // namespace planner
