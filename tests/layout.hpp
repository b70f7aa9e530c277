#pragma once
// Builds a Cluster without a spec, for tests of what comes after reading: one line a zone.
#include <string>
#include <vector>

#include "planner/model/cluster.hpp"

namespace planner::test {

/// `id` is "group.region.zone" or "region.zone", with ".rack" after a four-part id: "us.west.az-1", "fra.a".
struct ZoneLine {
  std::string id;
  int managers = 0;
  int loadbalancers = 0;
  int workers = 0;
  int services = 0;
};

/// Zones in the order given; places of one parent must stand together. Decentralized when any zone has services.
/// Source lines: the k-th zone stands on line k + 1.
Cluster layout(const std::vector<ZoneLine>& zones);

/// A declared domain over places, added to a layout; call it in order of level, then id.
void declare_domain(Cluster& cluster, const std::string& level, const std::string& id,
                    const std::vector<std::string>& places);

/// The documents' own centralized layout: 12 managers, 8 load balancers, 80 workers.
Cluster documents_layout();

}  // namespace planner::test
