#pragma once
// Where private routing comes apart, with the ids by which the spec knows sites and links.
#include <array>
#include <optional>
#include <string>
#include <vector>

#include "planner/model/cluster.hpp"
#include "planner/quorum/routing/partitions.hpp"
#include "planner/quorum/routing/site_map.hpp"

namespace planner {

struct NamedPartitions {
  std::vector<std::string> sites;                 // id of the region, by site
  std::vector<std::array<std::string, 2>> links;  // ids of the two ends, by routing link, as the spec orders them
  std::vector<SourceRange> link_where;            // by routing link
  Partitions found;
};

/// None where the spec has no links. `within` bounds the size of the sets looked for.
std::optional<NamedPartitions> name_partitions(const Cluster& cluster, const SiteMap& map, std::optional<int> within);

}  // namespace planner
