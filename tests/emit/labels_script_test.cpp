#include <doctest/doctest.h>

#include "planner/emit/emitter.hpp"
#include "tests/emit/fake_swarm.hpp"
#include "tests/layout.hpp"

namespace planner {
namespace {

using test::FakeSwarm;
using test::Run;

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

std::string labels_of(const Cluster& cluster) {
  Report report;
  report.facts.cluster = cluster;
  return emit_labels_script(report);
}

Cluster small() { return test::layout({{"north.a", 1, 0, 2}, {"north.b", 0, 1, 1}}); }

void add_members(FakeSwarm& swarm, const Cluster& cluster) {
  int count = 0;
  for (const Node& node : cluster.topology.nodes) {
    const bool manager = cluster.topology.pools[static_cast<std::size_t>(node.pool)].role == Role::manager;
    swarm.add({"id" + std::to_string(100 + count), node.id, "Ready", "192.0.2." + std::to_string(count),
               manager ? "Reachable" : ""});
    ++count;
  }
}

Pool scaling_pool(const Cluster& cluster, const std::string& match, int minimum = 0) {
  Pool pool = cluster.topology.pools.back();
  pool.role = Role::worker;
  pool.scaling = Scaling{minimum, std::nullopt};
  pool.match = match;
  pool.first_node += pool.node_count;
  pool.count = minimum;
  pool.node_count = 0;
  return pool;
}

}  // namespace

TEST_CASE("labels.sh labels every node, managers too, and a second run changes nothing") {
  const Cluster cluster = test::documents_layout();
  const std::string script = labels_of(cluster);
  FakeSwarm swarm;
  add_members(swarm, cluster);
  const Run first = swarm.run(script);
  CHECK_MESSAGE(first.code == 0, first.output);
  CHECK(has(first.output, "100 of 100 nodes labelled"));
  CHECK(swarm.of_node("us-west-az-3-manager-2", "labels/zone") == "us.west.az-3");
  CHECK(swarm.of_node("us-west-az-3-manager-2", "labels/role") == "manager");
  CHECK(swarm.of_node("eu-south-az-1-worker-10", "labels/group") == "eu");
  CHECK(swarm.of_node("eu-south-az-1-worker-10", "labels/region") == "eu.south");
  CHECK(swarm.of_node("eu-south-az-3-loadbalancer-1", "labels/role") == "loadbalancer");
  CHECK(swarm.calls("node ls") == 1);
  CHECK(swarm.calls("node inspect") == 1);

  const auto before = swarm.state();
  swarm.write("calls", "");
  const Run second = swarm.run(script);
  CHECK(second.code == 0);
  CHECK(has(second.output, "nothing to do: all 100 nodes"));
  CHECK(swarm.calls("node update") == 0);
  CHECK(swarm.state() == before);
}

TEST_CASE("labels.sh --dry-run says what would change and changes nothing") {
  const Cluster cluster = small();
  FakeSwarm swarm;
  add_members(swarm, cluster);
  swarm.write("nodes/id100/labels/zone", "elsewhere");
  const auto before = swarm.state();
  const Run run = swarm.run(labels_of(cluster), "--dry-run");
  CHECK(run.code == 0);
  CHECK(has(run.output, "would label north-a-manager-1 (id100): region=north role=manager zone=north.a"));
  CHECK(has(run.output, "5 of 5 nodes would be labelled; nothing was changed"));
  CHECK(swarm.state() == before);
}

TEST_CASE("labels.sh changes only what is not right and removes nothing") {
  const Cluster cluster = small();
  FakeSwarm swarm;
  add_members(swarm, cluster);
  REQUIRE(swarm.run(labels_of(cluster)).code == 0);
  swarm.write("nodes/id101/labels/zone", "north.b");
  swarm.write("nodes/id101/labels/stale", "x,\"role\":\"y");
  swarm.write("calls", "");
  const Run run = swarm.run(labels_of(cluster));
  CHECK(has(run.output, "1 of 5 nodes labelled"));
  CHECK(swarm.calls("node update --label-add zone=north.a id101") == 1);
  CHECK(swarm.calls("node update") == 1);
  CHECK(swarm.read("nodes/id101/labels/zone") == "north.a");
  CHECK(swarm.read("nodes/id101/labels/stale") == "x,\"role\":\"y");
}

TEST_CASE("labels.sh lists all missing, ambiguous and absent nodes before it changes any") {
  const Cluster cluster = small();
  FakeSwarm swarm;
  swarm.add({"id1", "north-a-manager-1", "Ready", "192.0.2.1", "Leader"});
  swarm.add({"id2", "north-a-worker-1", "Down"});
  swarm.add({"id3", "north-a-worker-2", "Ready"});
  swarm.add({"id4", "north-a-worker-2", "Ready"});
  swarm.add({"id5", "north-b-worker-1", "Unknown"});
  swarm.add({"id6", "north-b-worker-1", "Down"});
  const auto before = swarm.state();
  const Run run = swarm.run(labels_of(cluster));
  CHECK(run.code == 1);
  CHECK(has(run.output, "nothing was labelled, 4 nodes"));
  CHECK(has(run.output, "north-a-worker-1: no Ready node has this host name (id2 is Down)"));
  CHECK(has(run.output, "north-a-worker-2: 2 Ready nodes have this host name (id3 id4)"));
  CHECK(has(run.output, "north-b-loadbalancer-1: no node of this Swarm"));
  CHECK(has(run.output, "north-b-worker-1: no Ready node has this host name (id5 is Unknown id6 is Down)"));
  CHECK(swarm.state() == before);
  CHECK(swarm.calls("node update") == 0);
}

TEST_CASE("labels.sh takes the Ready one where a node that is gone has the same host name") {
  const Cluster cluster = small();
  FakeSwarm swarm;
  add_members(swarm, cluster);
  swarm.add({"id001", "north-a-worker-1", "Down"});
  const Run run = swarm.run(labels_of(cluster));
  CHECK(run.code == 0);
  CHECK(has(run.output, "note: north-a-worker-1 is also the host name of a node that is gone (id001 is Down)"));
  CHECK(swarm.read("nodes/id101/labels/zone") == "north.a");
  CHECK(swarm.read("nodes/id001/labels/zone").empty());
}

TEST_CASE("labels.sh stops at a failure, and the next run does the rest") {
  const Cluster cluster = small();
  FakeSwarm swarm;
  add_members(swarm, cluster);
  swarm.write("fail", "*node update*id102");
  swarm.write("fail_times", "1");
  const Run first = swarm.run(labels_of(cluster));
  CHECK(first.code == 1);
  CHECK(has(first.output, "docker node update of north-a-worker-2 (id102) failed"));
  CHECK(swarm.read("nodes/id101/labels/zone") == "north.a");
  const Run second = swarm.run(labels_of(cluster));
  CHECK(second.code == 0);
  CHECK(has(second.output, "3 of 5 nodes labelled"));
}

TEST_CASE("labels.sh tries again when a node changed under its hands") {
  const Cluster cluster = small();
  FakeSwarm swarm;
  add_members(swarm, cluster);
  swarm.write("fail", "*node update*");
  swarm.write("fail_times", "4");
  swarm.write("fail_text", "rpc error: code = Unknown desc = update out of sequence");
  CHECK(swarm.run(labels_of(cluster)).code == 0);
  swarm.write("fail_times", "0");
  CHECK(has(swarm.run(labels_of(cluster)).output, "nothing to do"));
}

TEST_CASE("labels.sh does nothing without a leader") {
  const Cluster cluster = small();
  FakeSwarm swarm;
  add_members(swarm, cluster);
  swarm.write("fail", "*node ls*");
  swarm.write("fail_times", "1");
  swarm.write("fail_text", "The swarm does not have a leader.");
  const Run run = swarm.run(labels_of(cluster));
  CHECK(run.code == 1);
  CHECK(has(run.output, "The swarm does not have a leader."));
  swarm.write("fail", "*node inspect*");
  swarm.write("fail_times", "1");
  const auto before = swarm.state();
  CHECK(swarm.run(labels_of(cluster)).code == 1);
  CHECK(swarm.state() == before);
}

TEST_CASE("values that try to break out of their quotes arrive byte for byte") {
  Cluster cluster = test::layout({{"north.a", 1, 0, 2}});
  cluster.name = "x\ntouch broken\r'\"$(touch broken)`touch broken`";
  const Labels labels = {{"disk", "it's $HOME $(touch broken) `touch broken` \"x\""},
                         {"end", "a\\"},
                         {"grammar", "$ * ( ) ? [ ] \\ | ^ + a:b-c_d.e/f"},
                         {"lines", "a\nb\tc\n"},
                         {"quote", "'; touch broken; '"},
                         {"space", "  two  blanks "}};
  for (Pool& pool : cluster.topology.pools) pool.labels = labels;
  cluster.topology.nodes[1].id = "o'brien; touch broken #$(touch broken)";
  cluster.topology.nodes[2].id = "-rf * \\";
  const std::string script = labels_of(cluster);
  CHECK(test::shellcheck(script) == "");
  FakeSwarm swarm;
  add_members(swarm, cluster);
  swarm.add({"id200", "$(touch broken)`touch broken`]'\"", "Ready"});
  swarm.add({"id201", "@", "Ready"});
  swarm.add({"id202", "*", "Ready"});
  const Run run = swarm.run(script);
  CHECK_MESSAGE(run.code == 0, run.output);
  for (const Node& node : cluster.topology.nodes)
    for (const auto& [key, value] : labels) CHECK(swarm.of_node(node.id, "labels/" + key) == value);
  CHECK(swarm.run("test ! -e broken").code == 0);
  CHECK(has(swarm.run(script).output, "nothing to do: all 3 nodes"));
}

TEST_CASE("nodes that come and go are found by address or engine label") {
  Cluster cluster = test::layout({{"north.a", 1, 0, 1}});
  std::vector<Pool>& pools = cluster.topology.pools;
  for (const char* match : {"10.1.16.0/20", "fd00:1::/63", "engine.labels.pool=gpu $x", "10.9.9.9/32"}) {
    pools.push_back(scaling_pool(cluster, match, 1));
    pools.back().labels = {{"by", match}};
  }
  FakeSwarm swarm;
  add_members(swarm, cluster);
  const std::map<std::string, std::string> expected = {{"10.1.16.0", "10.1.16.0/20"},
                                                       {"10.1.31.255", "10.1.16.0/20"},
                                                       {"10.1.32.0", ""},
                                                       {"10.1.15.255", ""},
                                                       {"fd00:1::1", "fd00:1::/63"},
                                                       {"fd00:1:0:1::", "fd00:1::/63"},
                                                       {"fd00:1:0:2::", ""},
                                                       {"fd00:1:0:0:1:2:3:4", "fd00:1::/63"},
                                                       {"::", ""},
                                                       {"", ""},
                                                       {"0.0.0.0", ""},
                                                       {"FD00:0001::ff", "fd00:1::/63"}};
  int count = 0;
  for (const auto& [address, match] : expected) {
    const std::string id = std::to_string(300 + count++);
    swarm.add({"id" + id, "auto" + id, "Ready", address});
  }
  swarm.add({"id400", "gpu", "Ready", "198.51.100.1"});
  swarm.write("nodes/id400/engine_labels/pool", "gpu $x");
  swarm.add({"id401", "almost", "Ready", "198.51.100.1"});
  swarm.write("nodes/id401/engine_labels/pool", "gpu $");
  swarm.add({"id402", "spare-manager", "Ready", "10.1.16.9", "Reachable"});
  swarm.add({"id403", "dead", "Down", "10.1.16.8"});
  const std::string script = labels_of(cluster);
  CHECK(test::shellcheck(script) == "");
  const Run run = swarm.run(script);
  CHECK_MESSAGE(run.code == 0, run.output);
  count = 0;
  for (const auto& [address, match] : expected)
    CHECK_MESSAGE(swarm.read("nodes/id" + std::to_string(300 + count++) + "/labels/by") == match, address);
  CHECK(swarm.read("nodes/id400/labels/by") == "engine.labels.pool=gpu $x");
  CHECK(swarm.read("nodes/id401/labels/by").empty());
  CHECK(swarm.read("nodes/id402/labels/by").empty());
  CHECK(swarm.read("nodes/id403/labels/by").empty());
  CHECK(has(run.output, "the plan does not know spare-manager (id402)"));
  CHECK(has(run.output, "0 Ready nodes match 10.9.9.9/32, the spec says at least 1"));
}

TEST_CASE("a node that two pools match is refused") {
  Cluster cluster = test::layout({{"north.a", 1, 0, 1}});
  cluster.topology.pools.push_back(scaling_pool(cluster, "10.0.0.0/8"));
  cluster.topology.pools.push_back(scaling_pool(cluster, "10.1.0.0/16"));
  FakeSwarm swarm;
  add_members(swarm, cluster);
  swarm.add({"id300", "auto", "Ready", "10.1.2.3"});
  const auto before = swarm.state();
  const Run run = swarm.run(labels_of(cluster));
  CHECK(run.code == 1);
  CHECK(has(run.output, "auto: matches 2 pools"));
  CHECK(swarm.state() == before);
}

TEST_CASE("labels.sh leaves out what is outside the Swarm") {
  Cluster cluster = small();
  for (Pool& pool : cluster.topology.pools) pool.in_swarm = pool.role != Role::loadbalancer;
  const std::string script = labels_of(cluster);
  CHECK(!has(script, "north-b-loadbalancer-1"));
  CHECK(has(script, "north-b-worker-1"));
}

TEST_CASE("shellcheck has nothing to say, and the script grows by names alone") {
  const std::string documents = labels_of(test::documents_layout());
  CHECK(test::shellcheck(documents) == "");
  CHECK(test::shellcheck(labels_of(test::layout({{"a.b", 1, 0, 0}}))) == "");
  const std::string hundreds = labels_of(test::layout({{"a.b", 1, 0, 100}}));
  const std::string thousands = labels_of(test::layout({{"a.b", 1, 0, 1100}}));
  CHECK(thousands.size() - hundreds.size() < 1000 * 20);
}

TEST_CASE("unknown arguments are refused, help is there") {
  FakeSwarm swarm;
  CHECK(swarm.run(labels_of(small()), "--force").code == 2);
  const Run help = swarm.run(labels_of(small()), "--help");
  CHECK(help.code == 0);
  CHECK(has(help.output, "it never\nremoves one"));
  CHECK(swarm.read("calls").empty());
}

}  // namespace planner
