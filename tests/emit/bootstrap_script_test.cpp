#include <doctest/doctest.h>

#include "planner/emit/emitter.hpp"
#include "tests/emit/fake_swarm.hpp"
#include "tests/layout.hpp"

namespace planner {
namespace {

using test::FakeSwarm;
using test::Run;

const std::string kOn = "SWARMPLAN_ON=" SOURCE_DIR "/tests/emit/fake_docker/on";

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

std::string bootstrap_of(const Cluster& cluster) {
  Report report;
  report.facts.cluster = cluster;
  return emit_bootstrap_script(report);
}

std::string address_of(int node) { return "192.0.2." + std::to_string(node + 1); }

Cluster with_addresses(Cluster cluster) {
  cluster.network.address_pools = {"10.0.0.0/8"};
  int count = 0;
  for (Node& node : cluster.topology.nodes) node.address = address_of(count++);
  return cluster;
}

Cluster small() { return with_addresses(test::layout({{"north.a", 1, 0, 2}, {"north.b", 2, 1, 0}})); }

void add_engines(FakeSwarm& swarm, const Cluster& cluster) {
  int count = 0;
  for (const Node& node : cluster.topology.nodes) swarm.add_engine(address_of(count++), node.id);
}

/// Line numbers of the calls that hold `part`.
std::vector<int> lines_with(const std::string& text, const std::string& part) {
  std::vector<int> found;
  int line = 0;
  std::size_t start = 0;
  for (std::size_t end = text.find('\n'); end != std::string::npos; end = text.find('\n', start)) {
    if (has(text.substr(start, end - start), part)) found.push_back(line);
    start = end + 1;
    ++line;
  }
  return found;
}

}  // namespace

TEST_CASE("bootstrap.sh makes the documents' layout, and a second run changes nothing") {
  const Cluster cluster = with_addresses(test::documents_layout());
  const std::string script = bootstrap_of(cluster);
  CHECK(test::shellcheck(script) == "");
  FakeSwarm swarm;
  add_engines(swarm, cluster);
  const Run first = swarm.run(script, "", kOn);
  REQUIRE_MESSAGE(first.code == 0, first.output);
  CHECK(has(first.output,
            "[1/202] look at 100 machines\n[2/202] init us-west-az-1-manager-1\n[3/202] join us-west-az-3-m"));
  CHECK(has(first.output, "[202/202] eu-south-az-3-worker-10: set availability to active\n"));
  for (const Node& node : cluster.topology.nodes) {
    const Pool& pool = cluster.topology.pools[static_cast<std::size_t>(node.pool)];
    CHECK(swarm.of_node(node.id, "availability") == (pool.role == Role::manager ? "Drain" : "Active"));
    CHECK(swarm.of_node(node.id, "manager").empty() == (pool.role != Role::manager));
    CHECK(swarm.of_node(node.id, "labels/zone") == cluster.topology.places[static_cast<std::size_t>(pool.place)].id);
    CHECK(swarm.of_node(node.id, "address") == node.address);
  }
  const std::string calls = swarm.read("calls");
  CHECK(lines_with(calls, "swarm init").size() == 1);
  CHECK(lines_with(calls, "swarm join --token").size() == 99);
  CHECK(lines_with(calls, "--availability drain").size() == 100);
  CHECK(lines_with(calls, "swarm join --token").back() < lines_with(calls, "--label-add").front());
  CHECK(lines_with(calls, "--label-add").back() < lines_with(calls, "--availability active").front());
  CHECK(lines_with(calls, "SWMTKN-manager").back() < lines_with(calls, "SWMTKN-worker").front());

  const auto before = swarm.state();
  swarm.write("calls", "");
  const Run second = swarm.run(script, "", kOn);
  CHECK(second.code == 0);
  CHECK(has(second.output, "[2/202] us-west-az-1-manager-1 is a member already"));
  CHECK(has(second.output, "nothing to do: all 100 nodes"));
  CHECK(swarm.state() == before);
  CHECK(swarm.calls("update") + swarm.calls("join") + swarm.calls("init") == 0);
  CHECK(!has(second.output, "note:"));
}

TEST_CASE("tokens travel on standard input alone") {
  FakeSwarm swarm;
  add_engines(swarm, small());
  const Run run = swarm.run(bootstrap_of(small()), "", kOn);
  REQUIRE(run.code == 0);
  CHECK(!has(run.output, "SWMTKN"));
  CHECK(!has(swarm.read("sent"), "SWMTKN"));
  CHECK(swarm.calls("SWMTKN") == 5);
  FakeSwarm traced;
  add_engines(traced, small());
  traced.write("traced", bootstrap_of(small()));
  const Run trace = traced.run("exec bash -x ./traced", "", kOn);
  CHECK(trace.code == 0);
  CHECK(!has(trace.output, "SWMTKN"));
}

TEST_CASE("over ssh, label values that try to break out of their quotes arrive byte for byte") {
  Cluster cluster = small();
  cluster.name = "x\ntouch broken";
  const Labels labels = {{"disk", "it's $HOME $(touch broken) `touch broken` \"x\""},
                         {"end", "a\\"},
                         {"grammar", "$ * ( ) ? [ ] \\ | ^ + & !x"},
                         {"lines", "a\nb\n"},
                         {"quote", "'; touch broken; '"}};
  for (Pool& pool : cluster.topology.pools) pool.labels = labels;
  const std::string script = bootstrap_of(cluster);
  CHECK(test::shellcheck(script) == "");
  FakeSwarm swarm;
  add_engines(swarm, cluster);
  const Run run = swarm.run(script);
  REQUIRE_MESSAGE(run.code == 0, run.output);
  for (const Node& node : cluster.topology.nodes)
    for (const auto& [key, value] : labels) CHECK(swarm.of_node(node.id, "labels/" + key) == value);
  CHECK(swarm.run("test ! -e broken").code == 0);
  CHECK(!has(swarm.read("sent"), "SWMTKN"));
}

TEST_CASE("a manager is waited for before the next one joins") {
  FakeSwarm swarm;
  add_engines(swarm, small());
  swarm.write("slow", "2");
  REQUIRE(swarm.run(bootstrap_of(small()), "", kOn).code == 0);
  const std::string calls = swarm.read("calls");
  const std::vector<int> joins = lines_with(calls, "SWMTKN-manager");
  REQUIRE(joins.size() == 2);
  int listings = 0;
  for (const int line : lines_with(calls, "node ls")) listings += line > joins[0] && line < joins[1] ? 1 : 0;
  CHECK(listings == 4);
}

TEST_CASE("a wait ends, and the script says for what it waited") {
  std::string script = bootstrap_of(small());
  const std::size_t limit = script.find("wait_until 120 \"$1 to be a reachable");
  REQUIRE(limit != std::string::npos);
  script.replace(limit, 14, "wait_until 1");
  FakeSwarm swarm;
  add_engines(swarm, small());
  swarm.write("slow", "1000000");
  const Run run = swarm.run(script, "", kOn);
  CHECK(run.code == 1);
  CHECK(has(run.output, "waited in vain for north-b-manager-1 to be a reachable manager"));
  CHECK(has(run.output, "stopped in step 3 of 14"));
}

TEST_CASE("bootstrap.sh --dry-run changes nothing, before and after") {
  FakeSwarm swarm;
  add_engines(swarm, small());
  auto before = swarm.state();
  const Run bare = swarm.run(bootstrap_of(small()), "--dry-run", kOn);
  CHECK_MESSAGE(bare.code == 0, bare.output);
  CHECK(has(bare.output, "[2/14] would init north-a-manager-1\n[3/14] would join north-b-manager-1\n"));
  CHECK(has(bare.output, "north-a-worker-1: would set availability to active"));
  CHECK(swarm.state() == before);
  REQUIRE(swarm.run(bootstrap_of(small()), "", kOn).code == 0);
  const std::string gone = "nodes/" + swarm.id_of("north-a-worker-2") + "/labels/zone";
  swarm.write(gone, "elsewhere");
  before = swarm.state();
  const Run made = swarm.run(bootstrap_of(small()), "--dry-run", kOn);
  CHECK(made.code == 0);
  CHECK(has(made.output, "zone=north.a"));
  CHECK(has(made.output, "1 of 6 nodes would be labelled"));
  CHECK(swarm.state() == before);
}

TEST_CASE("whatever step fails, running it again finishes the Swarm") {
  const std::string script = bootstrap_of(small());
  FakeSwarm whole;
  add_engines(whole, small());
  REQUIRE(whole.run(script, "", kOn).code == 0);
  for (const char* step : {"*swarm init*", "*swarm join-token*manager", "192.0.2.4 swarm join*",
                           "192.0.2.5 swarm join*", "*swarm join-token*worker", "192.0.2.3 swarm join*",
                           "*node inspect*", "*node update --label-add*id003", "*node update --availability*id004"}) {
    CAPTURE(step);
    FakeSwarm swarm;
    add_engines(swarm, small());
    swarm.write("fail", step);
    swarm.write("fail_times", "1");
    const Run broken = swarm.run(script, "", kOn);
    CHECK(broken.code == 1);
    CHECK(has(broken.output, "it failed"));
    CHECK(has(broken.output, "after the cure run it again"));
    const Run again = swarm.run(script, "", kOn);
    CHECK_MESSAGE(again.code == 0, again.output);
    CHECK(swarm.state() == whole.state());
    CHECK(swarm.calls("swarm init") <= 2);
  }
}

TEST_CASE("a heartbeat of the spec's is given at init") {
  Cluster cluster = small();
  cluster.network.dispatcher_heartbeat = StatedTime{7.5, {}};
  CHECK(has(bootstrap_of(cluster), "\ninit_options=(--dispatcher-heartbeat 7500ms)\n"));
}

TEST_CASE("what is given at init follows the spec") {
  Cluster cluster = small();
  CHECK(has(bootstrap_of(cluster), "\ninit_options=()\n"));
  cluster.network.data_path_port = 7789;
  CHECK(has(bootstrap_of(cluster), "\ninit_options=(--data-path-port 7789)\n"));
  cluster.network.mask = 26;
  CHECK(has(bootstrap_of(cluster),
            "\ninit_options=(--default-addr-pool 10.0.0.0/8 --default-addr-pool-mask-length 26 "
            "--data-path-port 7789)\n"));
  cluster.network = {};
  cluster.network.address_pools = {"172.16.0.0/12", "100.64.0.0/10"};
  cluster.network.address_pool_is_swarms_default = false;
  CHECK(has(bootstrap_of(cluster),
            "\ninit_options=(--default-addr-pool 172.16.0.0/12 --default-addr-pool 100.64.0.0/10)\n"));
  FakeSwarm swarm;
  add_engines(swarm, cluster);
  REQUIRE(swarm.run(bootstrap_of(cluster), "", kOn).code == 0);
  const Run again = swarm.run(bootstrap_of(cluster), "", kOn);
  CHECK(has(again.output,
            "mask and data path port [10.0.0.0/8] /24 4789; the plan says [172.16.0.0/12 100.64.0.0/10] /24 4789"));
}

TEST_CASE("IPv6 addresses are written and listened on as Docker wants them") {
  Cluster cluster = test::layout({{"north.a", 1, 0, 1}});
  cluster.network.address_pools = {"10.0.0.0/8"};
  cluster.topology.nodes[0].address = "2001:db8::1";
  FakeSwarm swarm;
  swarm.add_engine("2001:db8::1", "north-a-manager-1");
  swarm.add_engine("north-a-worker-1", "north-a-worker-1");
  const Run run = swarm.run(bootstrap_of(cluster), "", kOn);
  CHECK_FALSE(has(swarm.read("calls"), "2001:db8::1:2377"));
  CHECK(has(swarm.read("sent"), "--advertise-addr 2001:db8::1"));
  CHECK(has(swarm.read("sent"), "sh --availability drain \\[2001:db8::1\\]:2377"));
  CHECK(run.code == 0);
}

TEST_CASE("pools that scale and nodes outside the Swarm are not joined") {
  Cluster cluster = small();
  for (Pool& pool : cluster.topology.pools) pool.in_swarm = pool.role != Role::loadbalancer;
  Pool pool = cluster.topology.pools[1];
  pool.scaling = Scaling{0, 9};
  pool.match = "198.51.100.0/24";
  pool.labels = {{"burst", "yes"}};
  pool.node_count = pool.count = 0;
  cluster.topology.pools.push_back(pool);
  FakeSwarm swarm;
  add_engines(swarm, cluster);
  const Run run = swarm.run(bootstrap_of(cluster), "", kOn);
  CHECK_MESSAGE(run.code == 0, run.output);
  CHECK(swarm.id_of("north-b-loadbalancer-1").empty());
  CHECK(has(run.output, "north.a workers: these scale by themselves and were not joined"));
  CHECK(has(run.output, "then labels.sh, which knows them by 198.51.100.0/24; then"));
}

}  // namespace planner
