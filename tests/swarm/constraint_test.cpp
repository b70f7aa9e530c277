#include "planner/swarm/constraint.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace planner;

TEST_CASE("constraints are read as swarmkit reads them") {
  const auto plain = parse_constraint("node.labels.zone==us.west.az-1");
  REQUIRE(plain);
  CHECK(plain->key == "node.labels.zone");
  CHECK(plain->equal);
  CHECK(plain->value == "us.west.az-1");
  const auto blanks = parse_constraint("  node.role \t!=  manager ");
  REQUIRE(blanks);
  CHECK(blanks->key == "node.role");
  CHECK_FALSE(blanks->equal);
  CHECK(blanks->value == "manager");
  const auto inner = parse_constraint("engine.labels.os == Debian GNU/Linux (12)");
  REQUIRE(inner);
  CHECK(inner->value == "Debian GNU/Linux (12)");
}

TEST_CASE("constraints that Swarm refuses are refused") {
  for (const char* bad : {"", "node.role", "node.role=manager", "node.role==", "==manager", "n==x", "1a==x", "-a==x",
                          "node/role==x", "a.b==x==y", "a.b==x!=y", "a.b!=x==y", "a.b==x,y", "a.b==x@y",
                          "a.b==\xc3\xa4", "a b==x", "a.b~=x", "a.b==#", "a.b==~"}) {
    CAPTURE(bad);
    CHECK_FALSE(parse_constraint(bad));
  }
}

TEST_CASE("values compare whole and without regard to case, and nothing is a wild card") {
  CHECK(holds({"node.labels.zone", true, "US.west"}, "us.WEST"));
  CHECK_FALSE(holds({"node.labels.zone", true, "us.*"}, "us.west"));
  CHECK_FALSE(holds({"node.labels.zone", true, "us"}, ""));
  CHECK(holds({"node.labels.zone", false, "us"}, ""));
}

TEST_CASE("label values that a constraint could never equal are unusable") {
  for (const char* good : {"ssd", "us.west.az-1", "a b", "$(x)|*?+[]\\^/:_"}) CHECK(is_label_value(good));
  for (const char* bad : {"", " ", " a", "a ", "a,b", "a=b", "a@b", "a#b", "~", "\"a\"", "'", "<", "\x01"})
    CHECK_FALSE(is_label_value(bad));
}
