#include "planner/whatif/losses.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "tests/layout.hpp"

using namespace planner;

TEST_CASE("what a loss leaves is what stands outside the domain, node by node") {
  Cluster cluster = test::layout({{"us.west.a", 0, 1, 0, 3}, {"us.west.b", 0, 2, 0, 0}, {"eu.north.a", 0, 0, 0, 4}});
  test::declare_domain(cluster, "provider", "provider.x", {"us.west.b", "eu.north.a"});
  const Topology& topology = cluster.topology;
  const std::vector<DomainLoss> losses = single_losses(topology);
  REQUIRE(losses.size() == topology.domains.size());
  for (std::size_t i = 0; i < losses.size(); ++i) {
    const std::vector<NodeIndex> dead = nodes_of(topology, topology.domains[i]);
    int balancers = 0;
    int services = 0;
    for (NodeIndex node = 0; node < static_cast<int>(topology.nodes.size()); ++node) {
      if (std::binary_search(dead.begin(), dead.end(), node)) continue;
      balancers += role_of(topology, node) == Role::loadbalancer ? 1 : 0;
      services += role_of(topology, node) == Role::service ? 1 : 0;
    }
    CHECK(losses[i].domain == static_cast<int>(i));
    CHECK(losses[i].left.loadbalancer == balancers);
    CHECK(losses[i].left.service == services);
    CHECK(losses[i].lost.total() == static_cast<int>(dead.size()));
  }
}

TEST_CASE("a zone is entered through its own load balancers or an endpoint above it") {
  Cluster cluster = test::layout({{"us.west.a", 0, 1, 0, 3}, {"us.west.b", 0, 2, 0, 0}, {"eu.north.a", 0, 0, 0, 4}});
  const std::vector<ZoneEntry> before = zone_entries(cluster.topology);
  REQUIRE(before.size() == 2);
  CHECK(before[0].loadbalancers == 1);
  CHECK(before[0].services == 3);
  CHECK_FALSE(before[0].managed);
  CHECK(before[1].loadbalancers == 0);
  cluster.topology.places[0].endpoint = "lb.example";  // the group us
  CHECK(zone_entries(cluster.topology)[0].managed);
  CHECK_FALSE(zone_entries(cluster.topology)[1].managed);
}
