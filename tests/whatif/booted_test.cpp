// Which machines a rehearsal boots, and where they are reached.
#include "planner/whatif/booted.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "planner/spec/read_cluster.hpp"
#include "tests/layout.hpp"

using namespace planner;
using namespace planner::test;

namespace {

Cluster read(const char* text) {
  Reading reading = read_cluster(text, "cluster.toml");
  REQUIRE(reading.cluster);
  return std::move(*reading.cluster);
}

std::vector<std::string> names_of(const std::vector<RehearsedEngine>& engines) {
  std::vector<std::string> names;
  for (const RehearsedEngine& engine : engines) names.push_back(engine.name);
  return names;
}

}  // namespace

TEST_CASE("without a scale every node of the Swarm is booted") {
  const Cluster cluster = documents_layout();
  CHECK(engines_of(shrink(cluster, {})).size() == 100);
  CHECK(count_roles(shrink(cluster, {}).topology).total() == 100);
}

TEST_CASE("a scale leaves so many of a role in each zone, and every manager") {
  const Cluster small = shrink(documents_layout(), {{Role::worker, 1}, {Role::manager, 1}});
  const RoleCounts counts = count_roles(small.topology);
  CHECK(counts.manager == 12);
  CHECK(counts.loadbalancer == 8);
  CHECK(counts.worker == 8);
  for (const FailureDomain& domain : small.topology.domains)
    if (domain.level == "zone") CHECK(count_roles(small.topology, domain).worker == 1);
}

TEST_CASE("the first of a zone stay, in whichever rack or pool they are, and domains follow") {
  const Cluster small = shrink(read(R"([r.z]
managers = 1
workers  = [{ count = 2, hostname = "x-{index}" }, { count = 2, hostname = "y-{index}" }]
[r.z.racks.k]
workers = 3
[r.other]
workers = 1
nodes = [{ hostname = "named", role = "worker" }]
[domains]
feed = ["x-2", "y-1", "y-2", "named"]
)"),
                               {{Role::worker, 3}});
  CHECK(names_of(engines_of(small)) ==
        std::vector<std::string>{"r-z-manager-1", "x-1", "x-2", "y-1", "r-other-worker-1", "named"});
  const auto feed = std::ranges::find(small.topology.domains, "feed", &FailureDomain::id);
  REQUIRE(feed != small.topology.domains.end());
  std::vector<std::string> inside;
  for (const NodeIndex node : feed->nodes) inside.push_back(small.topology.nodes[static_cast<std::size_t>(node)].id);
  CHECK(inside == std::vector<std::string>{"x-2", "y-1", "named"});
  for (const Place& place : small.topology.places) {
    if (place.id == "r.z") CHECK(place.node_count == 4);
    if (place.id == "r.other") CHECK(place.first_node == 4);
  }
}

TEST_CASE("pools that scale by themselves are not booted, nor are edges") {
  const Cluster small = shrink(read(R"([r.z]
managers = 1
workers  = { min = 2, max = 5 }
[pop]
kind = "edge"
home = ["r"]
a = { loadbalancer = 1 }
)"),
                               {});
  CHECK(names_of(engines_of(small)) == std::vector<std::string>{"r-z-manager-1"});
}

TEST_CASE("addresses of the spec are used, those that are missing are made up and meet no other") {
  const std::vector<RehearsedEngine> engines = engines_of(read(R"([r.z]
managers = { count = 2, address = ["198.18.0.1", "10.7.0.2"] }
workers  = 600
)"));
  CHECK(engines[0].address == "198.18.0.1");
  CHECK(engines[1].address == "10.7.0.2");
  CHECK(engines[1].address_given);
  CHECK_FALSE(engines[2].address_given);
  std::set<std::string> all;
  for (const RehearsedEngine& engine : engines) all.insert(engine.address);
  CHECK(all.size() == 602);
}

TEST_CASE("where an address is none of IPv4, all are made up") {
  for (const RehearsedEngine& engine : engines_of(read(R"([r.z]
managers = { count = 2, address = ["fd00::1", "10.7.0.2"] }
)")))
    CHECK_FALSE(engine.address_given);
}
