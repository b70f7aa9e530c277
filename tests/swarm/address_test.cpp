// Addresses and subnets of node.ip. tests/swarm/deploy_rows/deploy.yaml asks engines (constraint-address-…).
#include "planner/swarm/address.hpp"

#include <doctest/doctest.h>

#include "planner/swarm/node_match.hpp"

namespace planner::test {
namespace {

bool holds_on(const char* node, const char* constraint) {
  NodeAttributes attributes;
  attributes.address = node;
  return matches(attributes, *parse_constraint(constraint));
}

}  // namespace

TEST_CASE("managers listen on port 2377, an IPv6 address in brackets") {
  CHECK(manager_endpoint("10.0.0.1") == "10.0.0.1:2377");
  CHECK(manager_endpoint("fd00::1") == "[fd00::1]:2377");
}

TEST_CASE("what is an address or a subnet, and what is neither") {
  for (const char* text : {"10.0.0.1", "10.0.0.0/8", "0.0.0.0/0", "fd00::1", "::", "fd00::/8", "::ffff:10.0.0.1"})
    CHECK_MESSAGE(parse_subnet(text), text);
  for (const char* text : {"", "foo", "10.0.0.256", "10.0.0", "10.0.02.1", "10.0.0.*", "10.0.0.0/33", "10.0.0.0/-1",
                           "10.0.0.0/", "10.0.0.1/8/8", "fe80::1%eth0", "fd00::/129"})
    CHECK_MESSAGE(!parse_subnet(text), text);
}

TEST_CASE("node.ip: whole addresses and subnets of either family; of none no node passes") {
  CHECK(holds_on("192.0.2.21", "node.ip == 192.0.2.77/24"));
  CHECK_FALSE(holds_on("192.0.2.21", "node.ip != 192.0.2.0/24"));
  CHECK_FALSE(holds_on("192.0.2.21", "node.ip == 192.0.2.22"));
  CHECK(holds_on("192.0.2.21", "node.ip == ::ffff:192.0.2.21"));
  CHECK(holds_on("192.0.2.21", "node.ip != fd00::/8"));
  CHECK_FALSE(holds_on("192.0.2.21", "node.ip == fd00::/8"));
  CHECK(holds_on("fd00::21", "node.ip == fd00::/8"));
  CHECK_FALSE(holds_on("fd00::21", "node.ip == 0.0.0.0/0"));
  CHECK(holds_on("192.0.2.21", "node.ip == 0.0.0.0/0"));
  CHECK_FALSE(holds_on("192.0.2.21", "node.ip == foo"));
  CHECK_FALSE(holds_on("192.0.2.21", "node.ip != foo"));
}

}  // namespace planner::test
