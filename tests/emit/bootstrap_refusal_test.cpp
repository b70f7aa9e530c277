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

}  // namespace

TEST_CASE("managers without an address are all listed, and --hosts gives them one") {
  Cluster cluster = small();
  for (Node& node : cluster.topology.nodes) node.address.clear();
  const std::string script = bootstrap_of(cluster);
  FakeSwarm swarm;
  int count = 0;
  for (const Node& node : cluster.topology.nodes)
    swarm.add_engine(has(node.id, "manager") ? address_of(count++) : node.id, node.id);
  const auto before = swarm.state();
  for (const char* arguments : {"", "--dry-run"}) {
    const Run refused = swarm.run(script, arguments, kOn);
    CHECK(refused.code == 2);
    CHECK(has(refused.output, "3 managers have no address"));
    for (const char* name : {"  north-a-manager-1\n", "  north-b-manager-1\n", "  north-b-manager-2\n"})
      CHECK(has(refused.output, name));
  }
  CHECK(swarm.read("calls").empty());
  swarm.write("hosts",
              "# managers\nnorth-a-manager-1 192.0.2.1\r\n\nnorth-b-manager-1\t192.0.2.2 # b\nstranger 192.0.2.9\n"
              "north-b-manager-2 192.0.2.3 192.0.2.77");
  CHECK(swarm.run(script, "--hosts", kOn).code == 2);
  CHECK(swarm.run(script, "--hosts nowhere", kOn).code == 2);
  CHECK(swarm.state() == before);
  const Run run = swarm.run(script, "--hosts hosts", kOn);
  CHECK_MESSAGE(run.code == 0, run.output);
  CHECK(has(run.output, "1 names that the plan does not have"));
  CHECK(swarm.of_node("north-b-manager-1", "address") == "192.0.2.2");
  CHECK(swarm.calls("--listen-addr 192.0.2.77:2377") == 1);
  CHECK(swarm.calls("--advertise-addr") == 3);
}

TEST_CASE("a hosts file that cannot be right is refused whole") {
  FakeSwarm swarm;
  add_engines(swarm, small());
  swarm.write("hosts",
              "north-a-manager-1 -oProxyCommand=x\nnorth-b-manager-1\nnorth-b-manager-2 10.1.2.3\nnorth-a-worker-1 "
              "web.example\n");
  const Run run = swarm.run(bootstrap_of(small()), "--hosts=hosts", kOn);
  CHECK(run.code == 2);
  CHECK(has(run.output, "hosts: north-a-manager-1: wanted are"));
  CHECK(has(run.output, "hosts: north-b-manager-1: wanted are"));
  CHECK(has(run.output, "north-b-manager-2: its address 10.1.2.3 lies in the Swarm's address pool 10.0.0.0/8"));
  CHECK(has(run.output, "hosts: north-a-worker-1: wanted are"));
  CHECK(swarm.read("calls").empty());
}

TEST_CASE("a manager that was lost is neither counted twice nor made the start of a second Swarm") {
  FakeSwarm swarm;
  add_engines(swarm, small());
  REQUIRE(swarm.run(bootstrap_of(small()), "", kOn).code == 0);
  const std::string lost = swarm.id_of("north-a-manager-1");
  swarm.write("nodes/" + lost + "/status", "Down");
  swarm.write("engines/192.0.2.1/id", "");
  swarm.write("engines/192.0.2.4/joinable", "192.0.2.4\n");
  const auto before = swarm.state();
  const Run refused = swarm.run(bootstrap_of(small()), "", kOn);
  CHECK(refused.code == 1);
  CHECK(has(refused.output, "docker node demote " + lost + " && docker node rm " + lost));
  CHECK(swarm.state() == before);
  swarm.write("nodes/" + lost + "/manager", "");
  const Run run = swarm.run(bootstrap_of(small()), "", kOn);
  CHECK_MESSAGE(run.code == 0, run.output);
  CHECK(swarm.calls("swarm init") == 1);
  CHECK(has(swarm.read("calls"),
            "192.0.2.1 swarm join --token SWMTKN-manager-secret --availability drain --advertise-addr "
            "192.0.2.1 192.0.2.4:2377"));
  CHECK(has(run.output, "north-a-manager-1 is also the host name of a node that is gone"));
}

TEST_CASE("every machine that does not fit is listed before one is changed") {
  FakeSwarm swarm;
  swarm.add_engine("192.0.2.1", "north-a-manager-1");
  swarm.add_engine("192.0.2.2", "ip-192-0-2-2");
  swarm.add_engine("192.0.2.4", "north-b-manager-1");
  swarm.add_engine("192.0.2.5", "north-b-manager-2");
  swarm.write("engines/192.0.2.5/state", "locked");
  swarm.add_engine("192.0.2.6", "north-b-loadbalancer-1");
  swarm.write("engines/192.0.2.6/id", "elsewhere");
  const auto before = swarm.state();
  const Run run = swarm.run(bootstrap_of(small()), "", kOn);
  CHECK(run.code == 1);
  CHECK(has(run.output, "nothing was changed, because of 4 machines"));
  CHECK(has(run.output, "north-a-worker-1: the engine over there has the host name ip-192-0-2-2"));
  CHECK(has(
      run.output,
      "north-a-worker-2: no answer from docker over there: the docker client is there, its engine does not answer"));
  CHECK(has(run.output, "north-b-manager-2: its engine calls its part of a Swarm locked"));
  CHECK(has(run.output, "north-b-loadbalancer-1: belongs to a Swarm that is not the plan's"));
  CHECK(swarm.state() == before);
}

TEST_CASE("a member in another role than the plan's is refused") {
  FakeSwarm swarm;
  add_engines(swarm, small());
  REQUIRE(swarm.run(bootstrap_of(small()), "", kOn).code == 0);
  swarm.write("nodes/" + swarm.id_of("north-b-manager-2") + "/manager", "");
  const Run run = swarm.run(bootstrap_of(small()), "", kOn);
  CHECK(run.code == 1);
  CHECK(has(run.output, "north-b-manager-2: is a worker of the Swarm, the plan says manager"));
}

TEST_CASE("without a free address pool or a manager the script refuses and says what to do") {
  Cluster cluster = small();
  cluster.network.address_pools.clear();
  FakeSwarm swarm;
  const Run pool = swarm.run(bootstrap_of(cluster), "", kOn);
  CHECK(pool.code == 2);
  CHECK(has(pool.output, "set address_pool under [network]"));
  CHECK(test::shellcheck(bootstrap_of(cluster)) == "");
  const Run none = swarm.run(bootstrap_of(with_addresses(test::layout({{"north.a", 0, 0, 2}}))), "", kOn);
  CHECK(none.code == 2);
  CHECK(test::shellcheck(bootstrap_of({})) == "");
  CHECK(has(none.output, "no manager"));
}

}  // namespace planner
