// Rules on stack files beyond their examples: where they speak, and where they have to be silent.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "tests/cli/outcome.hpp"
#include "tests/rules/judge.hpp"

namespace planner::test {
namespace {

using Rules = std::vector<std::string>;

Rules told(const std::string& services, const std::string& objects = "") {
  return rules_of(judge_file({"s.yml", "version: \"3.8\"\nservices:\n" + services + objects}));
}

Rules with_constraints(const std::string& list) {
  return told("  s: {image: box:1, deploy: {placement: {constraints: " + list + "}}}\n");
}

TEST_CASE("constraints that exclude each other, and those that may both hold") {
  const Rules never{"constraint-never-met"};
  CHECK(with_constraints("[node.role == worker, node.role == manager]") == never);
  CHECK(with_constraints("[node.role != worker, NODE.ROLE != manager]") == never);
  CHECK(with_constraints("[node.labels.a == b, node.labels.a == c]") == never);
  CHECK(with_constraints("[node.labels.a == b, node.labels.a != B]") == never);
  CHECK(with_constraints("[node.platform.arch == amd64]") == never);
  CHECK(with_constraints("[node.region != eu]") == never);
  CHECK(with_constraints("[node.ip == foo]") == never);
  CHECK(with_constraints("[node.ip != 10.0.0.256]") == never);
  CHECK(with_constraints("[node.ip != fd00::1, node.ip == 10.0.0.1]").empty());
  CHECK(with_constraints("[node.labels.a == b, node.labels.a == B]").empty());
  CHECK(with_constraints("[node.labels.a == b, node.labels.A == c]").empty());
  CHECK(with_constraints("[node.labels.a != b, node.labels.a != c]").empty());
  CHECK(with_constraints("[node.role == worker, 'node.labels.a == ${ZONE}', engine.labels.x == y]").empty());
  CHECK(with_constraints("[node.ip == 10.0.0.0/8, node.ip == 10.1.0.0/16, node.platform.arch == x86_64]").empty());
}

TEST_CASE("ports clash in one protocol, through the mesh, over ranges; host ports of two services do not") {
  const auto ports = [](const std::string& a, const std::string& b) {
    return told("  s: {image: box:1, ports: [" + a + "]}\n  t: {image: box:1, ports: [" + b + "]}\n");
  };
  const std::string host = "{target: 1, published: 80, mode: host}";
  CHECK(ports("'80:80'", "'79-81:79-81'") == Rules{"port-clash"});
  CHECK(ports("'80:80'", host) == Rules{"port-clash"});
  CHECK(ports(host, host).empty());
  CHECK(ports("'80:80'", "'80:80/udp'").empty());
  CHECK(ports("80", "80").empty());
  CHECK(ports("'${P}:80'", "'${P}:80'").empty());
  CHECK(told("  s: {image: box:1, ports: [80], deploy: {endpoint_mode: dnsrr}}\n") == Rules{"port-clash"});
}

TEST_CASE("objects that a service names have to be there; default, variables and anonymous ones need no entry") {
  const Rules missing{"object-undefined"};
  CHECK(told("  s: {image: box:1, networks: [net]}\n") == missing);
  CHECK(told("  s: {image: box:1, volumes: ['data:/d']}\n") == missing);
  CHECK(told("  s: {image: box:1, secrets: [{source: k}]}\n") == missing);
  CHECK(told("  s: {image: box:1, configs: [c]}\n") == missing);
  CHECK(told("  s: {image: box:1, networks: [default], volumes: ['/d', './x:/x', '/srv:/srv', '${DIR:-x}:/y']}\n")
            .empty());
}

TEST_CASE(
    "a local volume of a service that may move; not of one that is pinned, global or shares a network's storage") {
  const auto with = [](const std::string& deploy, const std::string& volume) {
    return told("  s: {image: box:1, volumes: ['data:/d'], deploy: {" + deploy + "}}\n",
                "volumes: {data: " + volume + "}\n");
  };
  const Rules left{"volume-left-behind"};
  CHECK(with("", "") == left);
  CHECK(with("placement: {constraints: [node.role == manager]}", "") == left);
  CHECK(with("placement: {constraints: [node.labels.x == y]}", "").empty());
  CHECK(with("mode: global", "").empty());
  CHECK(with("", "{driver: rclone}").empty());
  CHECK(with("", "{driver_opts: {type: nfs, o: 'addr=192.0.2.1', device: ':/x'}}").empty());
  CHECK(with("", "{external: true}").empty());
}

TEST_CASE("networks that services cannot be on: by driver, by external name; unused ones and others are silent") {
  const Rules refused{"network-refused"};
  const std::string on_net = "  s: {image: box:1, networks: [net]}\n";
  for (const std::string driver : {"bridge", "host", "'null'"})
    CHECK(told(on_net, "networks: {net: {driver: " + driver + "}}\n") == refused);
  for (const std::string name : {"ingress", "none", "docker_gwbridge"})
    CHECK(told(on_net, "networks: {net: {external: true, name: " + name + "}}\n") == refused);
  for (const std::string name : {"host", "bridge", "proxy"})
    CHECK(told(on_net, "networks: {net: {external: true, name: " + name + "}}\n").empty());
  CHECK(told("  s: {image: box:1}\n", "networks: {default: {driver: bridge}}\n") == refused);
  CHECK(told("  s: {image: box:1}\n", "networks: {net: {driver: bridge}}\n").empty());
  CHECK(told(on_net, "networks: {net: {driver: overlay}}\n").empty());
  CHECK(told(on_net, "networks: {net: {driver: '${DRIVER}'}}\n").empty());
}

TEST_CASE("two of a kind at one target; of different kinds, of variables and of anonymous volumes nothing is told") {
  const Rules twice{"target-twice"};
  const std::string files = "secrets: {k: {external: true}, l: {external: true}}\n";
  CHECK(told("  s: {image: box:1, volumes: ['/a:/d', {type: tmpfs, target: /d}]}\n") == twice);
  CHECK(told("  s: {image: box:1, secrets: [k, k]}\n", files) == twice);
  CHECK(told("  s: {image: box:1, secrets: [k, {source: l, target: k}]}\n", files) == twice);
  CHECK(told("  s: {image: box:1, configs: [{source: c, target: /x}, {source: c, target: /x}]}\n",
             "configs: {c: {external: true}}\n") == twice);
  CHECK(
      told("  s: {image: box:1, secrets: [k, {source: k, target: l}], volumes: ['/a:/d', '/a:/e']}\n", files).empty());
  CHECK(told("  s: {image: box:1, volumes: [{type: bind, source: /a, target: '${T}'}, {type: bind, source: /b, target: "
             "'${T}'}]}\n")
            .empty());
}

TEST_CASE("attempts that are never forgotten leave a place empty in the end; within a window they are forgotten") {
  const auto policy = [](const std::string& keys) {
    return told("  s: {image: box:1, deploy: {restart_policy: {" + keys + "}}}\n");
  };
  const Rules empty{"replica-not-replaced"};
  CHECK(policy("max_attempts: 3") == empty);
  CHECK(policy("condition: on-failure, max_attempts: 1, window: 0s") == empty);
  CHECK(policy("max_attempts: 3, window: 10m").empty());
  CHECK(policy("max_attempts: 0").empty());
  CHECK(policy("max_attempts: '${N}'").empty());
  CHECK(policy("condition: none, max_attempts: 3").empty());  // once is what is meant
  const auto short_form = [](const std::string& keys) {
    const Rules rules = told("  s: {image: box:1, " + keys + "}\n");
    return std::ranges::count(rules, "replica-not-replaced");
  };
  CHECK(short_form("restart: 'on-failure:5'") == 1);
  CHECK(short_form("restart: on-failure") == 0);
  CHECK(short_form("restart: 'on-failure:5', deploy: {restart_policy: {condition: any}}") == 0);
}

TEST_CASE("dollar signs for the container: its own variables and hashes; not those of whoever deploys") {
  const Rules lost{"dollar-unescaped"};
  CHECK(told("  s: {image: box:1, environment: {A: '1'}, command: 'sh -c \"echo $A\"'}\n") == lost);
  CHECK(told("  s: {image: box:1, environment: ['A=1'], healthcheck: {test: [CMD, 'ls ${A}']}}\n") == lost);
  CHECK(told("  s: {image: box:1, environment: {A: '${A}'}, command: [a, $A]}\n").empty());
  CHECK(told("  s: {image: box:1, command: [a, '--host=${HOST}', $$A]}\n").empty());
  CHECK(told("  s: {image: box:1, environment: [A=1], command: '--keep=${A:-24h}'}\n").empty());
  CHECK(told("  s: {image: box:1, labels: {a: 'me:$$apr1$$salt$$hash'}}\n").empty());
}

/// "warning stack-unplaceable db", each rule and service once.
std::set<std::string> told_of_written(const std::string& spec) {
  const cli::test::Outcome written = cli::test::run({"stack", spec});
  REQUIRE(written.code == 0);
  const cli::test::TemporaryFolder folder;
  const std::string stack = folder.write("stack.yml", written.out);
  const cli::test::Outcome linted = cli::test::run({"lint", "--format", "json", spec, stack});
  std::set<std::string> told;
  const nlohmann::json printed = nlohmann::json::parse(linted.out);
  for (const auto& finding : printed["findings"])
    if (finding["file"] == stack)
      told.insert(fmt::format("{} {} {}", finding["severity"].get<std::string>(), finding["rule"].get<std::string>(),
                              finding.value("place", "")));
  return told;
}

TEST_CASE("what swarmplan writes itself: of every example all that is told on its own layout, each true of the spec") {
  using Told = std::set<std::string>;
  const std::map<std::string, Told> chosen{
      // one Redis on one machine; volumes of one node each, which S3 makes good for what matters
      {"appwrite/cluster.toml",
       {"warning stack-unplaceable redis", "warning volume-left-behind appwrite",
        "warning volume-left-behind appwrite-worker-builds", "warning volume-left-behind appwrite-worker-certificates",
        "warning volume-left-behind appwrite-worker-deletes", "warning volume-left-behind appwrite-worker-messaging",
        "warning volume-left-behind appwrite-worker-migrations", "warning volume-left-behind openruntimes-executor"}},
      // what lint says of the spec itself
      {"capacity.toml", {"warning start-first-deadlock proxy"}},
      // a goal without a reservation; all workers are of one image version, a declared domain
      {"aws.toml", {"warning capacity-goal-missed ", "warning stack-unplaceable api"}},
      // the database is pinned to a zone, and its volume to neither of the two nodes there; restart: on-failure:5
      {"compose/shop.toml",
       {"warning replica-not-replaced api", "warning stack-unplaceable db", "warning volume-left-behind db"}},
      // two levels, and no word of the engine
      {"onprem.toml", {"warning spread-nested-on-old-engine api"}},
      // two caches a zone with a volume, four nodes to choose from
      {"three-zones.toml",
       {"warning volume-left-behind cache-us-west-az-1", "warning volume-left-behind cache-us-west-az-2",
        "warning volume-left-behind cache-us-west-az-3"}},
  };
  const std::string examples = cli::test::repository("examples");
  int silent = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(examples)) {
    const std::string name = std::filesystem::relative(entry.path(), examples).string();
    if (entry.path().extension() != ".toml" || name == "documents/decentralized.toml") continue;  // has no stack
    CAPTURE(name);
    const auto expected = chosen.find(name);
    if (expected == chosen.end()) ++silent;
    CHECK(told_of_written(entry.path().string()) == (expected == chosen.end() ? Told{} : expected->second));
  }
  CHECK(silent >= 5);
}

}  // namespace
}  // namespace planner::test
