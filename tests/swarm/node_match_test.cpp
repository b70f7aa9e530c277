// What swarmkit's own tests expect of constraints: manager/constraint/constraint_test.go (TestParse, TestMatch) and
// manager/scheduler/constraint_test.go, case by case.
#include "planner/swarm/node_match.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

using namespace planner;

namespace {

/// Everything known, as the Swarm knows it, and nothing set but what swarmkit's tests set.
NodeAttributes node() { return {"nodeid-1", "", "186.17.9.41", "", "", "worker", {}, Labels{}}; }

bool meets(const NodeAttributes& node, const std::vector<std::string>& constraints) {
  return std::ranges::all_of(constraints, [&](const std::string& text) {
    const std::optional<Constraint> constraint = parse_constraint(text);
    REQUIRE(constraint);
    return matches(node, *constraint);
  });
}

}  // namespace

TEST_CASE("TestParse") {
  for (const char* refused : {"", " ", "nodeabc", "node ~ abc", "1node==a2", "no de== node1", "no*de==node1", "==node1",
                              "node==", "node== ", "no$de==node1"})
    CHECK_MESSAGE(!parse_constraint(refused), refused);
  const auto key_of = [](const char* text) { return parse_constraint(text).value_or(Constraint{}).key; };
  CHECK(key_of(" node == node1") == "node");
  CHECK(key_of("NoDe==node1") == "NoDe");
  CHECK(key_of("no.de==node1") == "no.de");
  CHECK(key_of("_node==_node1") == "_node");
  CHECK(parse_constraint("node==[a-b]+c*(n|b)/").value_or(Constraint{}).value == "[a-b]+c*(n|b)/");
  CHECK(parse_constraint("node==node 1").value_or(Constraint{}).value == "node 1");
}

TEST_CASE("TestMatch") {
  const auto match = [](const char* constraint, const char* value) {
    return holds(parse_constraint(constraint).value_or(Constraint{}), value);
  };
  CHECK(match("node.name==foo", "foo"));
  for (const char* other : {"fo", "fooE"}) CHECK_FALSE(match("node.name==foo", other));
  CHECK_FALSE(match("node.name!=foo", "foo"));
  for (const char* other : {"bar", "fo", "fooExtra"}) CHECK(match("node.name!=foo", other));
  for (const char* same : {"f*o", "F*o"}) CHECK(match("node.name==f*o", same));
  for (const char* other : {"fo", "foo"}) CHECK_FALSE(match("node.name==f*o", other));
  CHECK(match("node.name==f.-$o", "f.-$o"));
  CHECK_FALSE(match("node.name==f.-$o", "fa-$o"));
}

TEST_CASE("TestWrongSyntax: a key that Swarm does not know matches no node") {
  CHECK_FALSE(meets(node(), {"node.abc.bcd == high"}));
  CHECK_FALSE(meets(node(), {"node.abc.bcd != high"}));
}

TEST_CASE("TestNodeHostname") {
  NodeAttributes one = node();
  for (const auto& [name, passes] :
       std::vector<std::pair<std::string, bool>>{{"", true}, {"node-2", true}, {"node-1", false}, {"NODe-1", false}}) {
    one.host_name = name;
    CHECK_MESSAGE(meets(one, {"node.hostname != node-1"}) == passes, name);
  }
}

TEST_CASE("TestNodeIP") {
  NodeAttributes one = node();
  const auto check = [&](const char* constraint, bool passes) {
    CHECK_MESSAGE(meets(one, {constraint}) == passes, constraint);
  };
  check("node.ip == 186.17.9.41", true);
  check("node.ip != 186.17.9.41", false);
  check("node.ip == 186.17.9.42", false);
  check("node.ip == 186.17.9.4/24", true);
  check("node.ip == 186.17.8.41/24", false);
  check("node.ip == 186.17.9.41/34", false);
  check("node.ip != 266.17.9.41", false);
  check("node.ip != 0.0.0.0", true);
  check("node.ip == not_ip_addr", false);
  CHECK_FALSE(parse_constraint("node.ip == "));
  one.address = "2001:db8::2";
  check("node.ip == 2001:db8::2", true);
  check("node.ip == 2001:db8:0::2", true);
  check("node.ip != 2001:db8::2/128", false);
  check("node.ip == 2001:db8::/64", true);
  check("node.ip == 2001:db9::/64", false);
  check("node.ip != 2001:db9::/64", true);
  one.address = "";
  check("node.ip == 0.0.0.0", false);
  check("node.ip != 0.0.0.0", true);
}

TEST_CASE("TestNodeID and TestNodeRole: whole values") {
  CHECK(meets(node(), {"node.id == nodeid-1"}));
  CHECK_FALSE(meets(node(), {"node.id == nodeid-1-extra"}));
  CHECK_FALSE(meets(node(), {"node.id == nodeid-"}));
  CHECK(meets(node(), {"node.role == worker"}));
  CHECK_FALSE(meets(node(), {"node.role == manager"}));
  CHECK_FALSE(meets(node(), {"node.role == worker-manager"}));
}

TEST_CASE("TestNodePlatform: the engine's own names") {
  NodeAttributes one = node();
  CHECK_FALSE(meets(one, {"node.platform.os == linux"}));
  one.arch = "x86_64";
  one.os = "linux";
  CHECK(meets(one, {"node.platform.os == linux"}));
  one.os = "windows";
  CHECK_FALSE(meets(one, {"node.platform.os == linux"}));
  CHECK_FALSE(meets(one, {"node.platform.arch == amd64"}));
  CHECK(meets(one, {"node.platform.arch != amd64"}));
}

TEST_CASE("TestNodeLabel and TestEngineLabel: neither is the other") {
  NodeAttributes one = node();
  CHECK_FALSE(meets(one, {"node.labels.security == high"}));
  one.engine_labels = Labels{{"security", "high"}};
  CHECK_FALSE(meets(one, {"node.labels.security == high"}));
  one.labels = {{"security", "high"}};
  CHECK(meets(one, {"node.labels.security == high"}));
  one = node();
  CHECK(meets(one, {"engine.labels.disk != ssd"}));
  one.labels = {{"disk", "ssd"}};
  CHECK(meets(one, {"engine.labels.disk != ssd"}));
  one.engine_labels = Labels{{"disk", "ssd"}};
  CHECK_FALSE(meets(one, {"engine.labels.disk != ssd"}));
  one.engine_labels = Labels{{"disk", "ssd"}, {"memory", "large"}};
  CHECK_FALSE(meets(one, {"engine.labels.disk != ssd"}));
}

TEST_CASE("TestMultipleConstraints: all have to hold") {
  std::vector<std::string> asked = {"node.hostname == node-1", "engine.labels.operatingsystem != Ubuntu 14.04"};
  NodeAttributes one = node();
  CHECK_FALSE(meets(one, asked));
  one.host_name = "node-1";
  CHECK(meets(one, asked));
  for (const char* system : {"Ubuntu 14.04", "ubuntu 14.04"}) {
    one.engine_labels = Labels{{"operatingsystem", system}};
    CHECK_FALSE(meets(one, asked));
  }
  one.engine_labels = Labels{{"operatingsystem", "ubuntu 15.04"}};
  CHECK(meets(one, asked));
  asked.emplace_back("node.labels.security == high");
  CHECK_FALSE(meets(one, asked));
  one.labels = {{"security", "low"}};
  CHECK_FALSE(meets(one, asked));
  one.labels = {{"security", "high"}};
  CHECK(meets(one, asked));
  one.engine_labels = Labels{{"memory", "large"}, {"operatingsystem", "ubuntu 15.04"}};
  CHECK(meets(one, asked));
}
