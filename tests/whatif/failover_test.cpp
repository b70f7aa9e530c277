// The times that Swarm takes, against what was seen on Docker Engine 20.10.24.
#include "planner/whatif/failover.hpp"

#include <doctest/doctest.h>

using namespace planner;

namespace {

/// The least and the most that was seen lie within, and the span is no wider than the constants make it.
void check(const Span& span, double least_seen, double most_seen) {
  CHECK(span.least <= least_seen);
  CHECK(most_seen <= span.most);
}

}  // namespace

TEST_CASE("nodes were called down and tasks replaced within the times foretold") {
  const Failover usual = failover_times(5);
  check(usual.down_leader_outside, 10.1, 15.8);      // 29 nodes
  check(usual.down_leader_inside, 36.3, 47.4);       // 9 nodes
  check(usual.replaced_leader_outside, 15.3, 17.5);  // 4 tasks
  check(usual.replaced_leader_inside, 41.6, 52.6);   // 9 tasks
  check(failover_times(10).down_leader_outside, 21.5, 29.0);
}

TEST_CASE("the spans are those of the constants") {
  const Failover usual = failover_times(5);
  CHECK(usual.down_leader_outside.least == doctest::Approx(9));
  CHECK(usual.down_leader_outside.most == doctest::Approx(16.5));
  CHECK(usual.down_leader_inside.least == doctest::Approx(36));
  CHECK(usual.down_leader_inside.most == doctest::Approx(52));
  CHECK(usual.replaced_leader_outside.most - usual.down_leader_outside.most == doctest::Approx(5));
}
