#include "planner/model/topology.hpp"

#include <doctest/doctest.h>

using namespace planner;

TEST_CASE("ancestor climbs to the level asked for and no further") {
  Topology topology;
  topology.places.resize(3);
  topology.places[0].level = Level::group;
  topology.places[1].level = Level::region;
  topology.places[1].parent = 0;
  topology.places[2].level = Level::zone;
  topology.places[2].parent = 1;
  CHECK(ancestor(topology, 2, Level::region) == 1);
  CHECK(ancestor(topology, 2, Level::group) == 0);
  CHECK(ancestor(topology, 2, Level::zone) == 2);
  CHECK_FALSE(ancestor(topology, 2, Level::rack).has_value());
}
