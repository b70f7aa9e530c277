#pragma once
// One mistake away: what stops the quorum alone, what leaves nothing to spare, and which manager buys nothing.
#include <string>
#include <vector>

#include "planner/model/cluster.hpp"
#include "planner/quorum/quorum.hpp"

namespace planner {

struct OneAway {
  std::vector<std::string> fatal;       // ids of domains, then host names: each alone stops the quorum
  std::vector<std::string> last_straw;  // ids of domains after whose loss exactly a majority is left
  /// Zones and racks in which one manager could be demoted, and every level would survive as many losses as now.
  std::vector<std::string> buys_nothing;
};

OneAway find_one_away(const Cluster& cluster, const Quorum& quorum);

}  // namespace planner
