// Rules on stack files beyond their examples: where they speak, and where they have to be silent.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <set>

#include "planner/lint.hpp"
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

TEST_CASE("dollar signs for the container: its own variables and hashes; not those of whoever deploys") {
  const Rules lost{"dollar-unescaped"};
  CHECK(told("  s: {image: box:1, environment: {A: '1'}, command: 'sh -c \"echo $A\"'}\n") == lost);
  CHECK(told("  s: {image: box:1, environment: ['A=1'], healthcheck: {test: [CMD, 'ls ${A}']}}\n") == lost);
  CHECK(told("  s: {image: box:1, environment: {A: '${A}'}, command: [a, $A]}\n").empty());
  CHECK(told("  s: {image: box:1, command: [a, '--host=${HOST}', $$A]}\n").empty());
  CHECK(told("  s: {image: box:1, environment: [A=1], command: '--keep=${A:-24h}'}\n").empty());
  CHECK(told("  s: {image: box:1, labels: {a: 'me:$$apr1$$salt$$hash'}}\n").empty());
}

TEST_CASE("a stack on a layout: none, too few, all in one zone; silent without a spec or with two") {
  const std::string spec =
      "[fra]\na = { managers = 1, workers = { count = 2, labels = { disk = \"ssd\" } } }\n"
      "b = { managers = 1, workers = 2 }\nc = { managers = 1, workers = 1 }\n";
  const auto judged = [&](const std::string& lines, int specs = 1) {
    Sources sources{{"stack.yml", "version: \"3.8\"\nservices: {s: {image: box:1, " + lines + "}}\n"}};
    std::vector<std::string> order{"stack.yml"};
    for (int i = 0; i < specs; ++i) {
      order.push_back("s" + std::to_string(i) + ".toml");
      sources.emplace(order.back(), spec);
    }
    std::string said;
    for (const Finding& finding : only(lint(sources, order).findings, "stack-unplaceable"))
      said += fmt::format("{}: {}\n", name_of(finding.severity), finding.message);
    return said;
  };
  const std::string one = "deploy: {replicas: 6, placement: {max_replicas_per_node: 1}}";
  CHECK(judged("deploy: {placement: {constraints: [node.role == manager]}}").find("no active node") !=
        std::string::npos);  // drained
  CHECK(judged(one).find("error: services.s wants 6 replicas, and its 5 nodes take 5") != std::string::npos);
  CHECK(judged("deploy: {replicas: 4}, ports: [{target: 1, published: 1, mode: host}]")
            .find("warning: services.s wants 4 replicas; without fra.a its nodes take 3") != std::string::npos);
  CHECK(judged("deploy: {placement: {constraints: [node.labels.disk == ssd]}}")
            .find("2 nodes of the layout, all in fra.a") != std::string::npos);
  CHECK(judged("deploy: {placement: {constraints: [node.labels.zone != fra.a]}}").empty());
  CHECK(judged("deploy: {placement: {constraints: [node.labels.disk == $DISK]}}").empty());
  CHECK(judged(one, 0).empty());
  CHECK(judged(one, 2).empty());
}

TEST_CASE("what swarmplan writes itself has no error on its layout, and no warning but on what the spec itself chose") {
  using Told = std::set<std::string>;
  // A service of one zone or one node, a volume of one node, two levels of spread without a word of the engine.
  const Told chosen{"stack-unplaceable", "volume-left-behind", "spread-nested-on-old-engine"};
  int seen = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(cli::test::repository("examples"))) {
    if (entry.path().extension() != ".toml") continue;
    const std::string spec = entry.path().string();
    CAPTURE(spec);
    const cli::test::Outcome written = cli::test::run({"stack", spec});
    if (written.code != 0) continue;
    ++seen;
    const cli::test::TemporaryFolder folder;
    const std::string stack = folder.write("stack.yml", written.out);
    const cli::test::Outcome linted = cli::test::run({"lint", "--format", "json", spec, stack});
    const nlohmann::json printed = nlohmann::json::parse(linted.out);
    for (const auto& finding : printed["findings"]) {
      if (finding["file"] != stack || finding["severity"] == "info") continue;
      CAPTURE(finding["message"].get<std::string>());
      CHECK(finding["severity"] == "warning");
      CHECK(chosen.contains(finding["rule"].get<std::string>()));
    }
  }
  CHECK(seen >= 5);
}

}  // namespace
}  // namespace planner::test
