// A stack file held against the layout of a spec: what is found, on which line, and what is told once only.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>

#include "planner/lint.hpp"
#include "tests/rules/judge.hpp"

namespace planner::test {
namespace {

using Lines = std::vector<std::string>;

/// Three zones of two workers with 4 CPUs, 8 GiB and, in a, an SSD; managers are drained.
std::string three_zones(const std::string& before = "", const std::string& size = ", cpus = 4, memory = \"8GiB\"") {
  std::string text = before;
  for (const char zone : {'a', 'b', 'c'})
    text += fmt::format("[fra.{}]\nmanagers = 1\nworkers = {{ count = 2{}{} }}\n", zone, size,
                        zone == 'a' ? ", labels = { disk = \"ssd\" }" : "");
  return text;
}

std::vector<Finding> findings_of(const std::string& spec, const std::string& stack) {
  std::vector<Finding> findings =
      lint({{"cluster.toml", spec}, {"stack.yml", stack}}, {"cluster.toml", "stack.yml"}).findings;
  std::erase_if(findings, [](const Finding& finding) { return finding.file != "stack.yml"; });
  return findings;
}

/// "9 error replicas-do-not-fit: …" of the stack file.
Lines told(const std::string& spec, const std::string& stack) {
  Lines lines;
  for (const Finding& finding : findings_of(spec, stack))
    lines.push_back(
        fmt::format("{} {} {}: {}", finding.where.line, name_of(finding.severity), finding.rule, finding.message));
  return lines;
}

/// One service, api, whose `deploy` stands on line 5 and its keys from line 6 on.
std::string api(const std::string& deploy, const std::string& more = "") {
  return fmt::format("version: \"3.8\"\nservices:\n  api:\n    image: box:1\n    deploy:\n{}{}", deploy, more);
}

std::string reserving(const std::string& replicas, const std::string& reservations) {
  return api(fmt::format("      replicas: {}\n      resources: {{reservations: {{{}}}}}\n", replicas, reservations));
}

std::string constrained(const std::string& list, const std::string& more = "") {
  return api("      placement:\n        constraints:\n" + list + more);
}

TEST_CASE("more replicas than fit, by processors, memory and pieces: on the line of replicas") {
  CHECK(told(three_zones(), reserving("13", "cpus: '2'")) ==
        Lines{"6 error replicas-do-not-fit: 13 replicas of api want nodes with 2 CPUs free: fra.a, fra.b and fra.c "
              "hold 12, the rest stays pending"});
  CHECK(told(three_zones(), reserving("13", "cpus: 4/2"))[0].find("with 2 CPUs free") != std::string::npos);
  CHECK(told(three_zones(), reserving("7", "memory: 5G"))[0].find("with 5 GiB free: fra.a, fra.b and fra.c hold 6") !=
        std::string::npos);
  const std::string pieces = "generic_resources: [{discrete_resource_spec: {kind: gpu, value: 1}}]";
  CHECK(told(three_zones(), reserving("1", pieces))[0].find("with 1 gpu free: there is none") != std::string::npos);
  CHECK(told(three_zones("", ", generic = { gpu = 1 }"), reserving("4", pieces)).empty());
}

TEST_CASE("variables count with their defaults, limits never, jobs wait for each other, sizes may be unknown") {
  CHECK(told(three_zones(), reserving("${N:-13}", "cpus: '${C:-2}'")).size() == 1);
  CHECK(told(three_zones(), reserving("${N}", "cpus: '2'")).empty());
  CHECK(told(three_zones(), reserving("100", "cpus: '${C}'")).empty());
  CHECK(told(three_zones(), api("      replicas: 100\n      resources: {limits: {cpus: '2'}}\n")).empty());
  CHECK(told(three_zones(), api("      mode: replicated-job\n      replicas: 100\n      resources: {reservations: "
                                "{cpus: '2'}}\n"))
            .empty());
  CHECK(told(three_zones("", ""), reserving("100", "cpus: '2'")).empty());
}

TEST_CASE("replicas that fit now, and not after the loss of a zone: a warning, or the goal that is missed") {
  const std::string stack = reserving("12", "cpus: '2'");
  CHECK(
      told(three_zones(), stack) ==
      Lines{"6 warning replicas-do-not-fit-after-loss: after the loss of fra.a (and of 2 more of 3 zones) 12 replicas "
            "of api want nodes with 2 CPUs free: fra.b and fra.c hold 8"});
  CHECK(told(three_zones("[goals]\ncapacity = { zone = 1 }\n"), stack) ==
        Lines{"6 error capacity-goal-missed: the goal that all fits after the loss of 1 zone is missed: without fra.a "
              "12 replicas of api want nodes with 2 CPUs free: fra.b and fra.c hold 8"});
  CHECK(told(three_zones("[goals]\ncapacity = { zone = 1 }\n"), reserving("8", "cpus: '2'")).empty());
}

TEST_CASE("max_replicas_per_node and ports of the host limit too, and two services that want the same room") {
  CHECK(told(three_zones(), api("      replicas: 7\n      placement: {max_replicas_per_node: 1}\n")) ==
        Lines{"6 error replicas-do-not-fit: 7 replicas of api want nodes, at most 1 on each: fra.a, fra.b and fra.c "
              "hold 6, the rest stays pending"});
  const std::string port = "    ports: [{target: 80, published: 80, mode: host}]\n";
  CHECK(told(three_zones(), api("      replicas: 7\n", port))[0].find("port 80/tcp free") != std::string::npos);
  const std::string other =
      "  web:\n    image: box:1\n    deploy: {replicas: 6, resources: {reservations: {cpus: '3'}}}\n";
  const Lines both =
      told(three_zones(), api("      replicas: 6\n      resources: {reservations: {cpus: '3'}}\n", other));
  REQUIRE(both.size() == 1);
  CHECK(both[0].find("error replicas-do-not-fit: ") != std::string::npos);
}

TEST_CASE("start-first: whether there is room is known with a layout, and told by one rule") {
  const std::string port = "    ports: [{target: 80, published: 80, mode: host}]\n";
  const auto about = [&](const std::string& spec, int replicas) {
    Lines lines = told(
        spec, api(fmt::format("      replicas: {}\n      update_config: {{order: start-first}}\n", replicas), port));
    std::erase_if(lines, [](const std::string& line) { return line.find("start-first") == std::string::npos; });
    return lines;
  };
  REQUIRE(about(three_zones(), 6).size() == 1);
  CHECK(about(three_zones(), 6)[0].find("6 error start-first-deadlock: an update of api never ends") == 0);
  REQUIRE(about(three_zones(), 4).size() == 1);
  CHECK(about(three_zones(), 4)[0].find("6 warning start-first-deadlock: after the loss of fra.a") == 0);
  CHECK(about(three_zones(), 3).empty());
  REQUIRE(about("no spec", 3).size() == 1);  // nothing is judged on it
  CHECK(about("no spec", 3)[0].find("7 warning start-first-blocked") == 0);
  const std::string unknown =
      constrained("          - node.labels.a == $A\n", "      update_config: {order: start-first}\n" + port);
  CHECK(told(three_zones(), unknown)[0].find("start-first-blocked") != std::string::npos);
}

TEST_CASE("constraints that no node meets, each told by one rule, on the line of the constraint") {
  CHECK(
      told(three_zones(), constrained("          - node.role == worker\n          - node.labels.disk == nvme\n")) ==
      Lines{"9 error label-missing: services.api asks for node.labels.disk == nvme, a label that no node of the Swarm "
            "has: its tasks stay pending for ever"});
  CHECK(
      told(three_zones(), constrained("          - node.platform.os == linux\n          - node.hostname == fra-9\n"))[0]
          .find("9 error stack-unplaceable: services.api: no node of the layout meets node.hostname == fra-9") == 0);
  CHECK(told(three_zones("", ", arch = \"amd64\""), constrained("          - node.platform.arch == aarch64\n"))[0].find(
            "error stack-unplaceable") != std::string::npos);
  CHECK(told(three_zones(), constrained("          - node.role == manager\n"))[0].find(
            "error stack-unplaceable: services.api: only drained nodes meet its constraints") != std::string::npos);
  CHECK(
      told(three_zones(),
           constrained("          - node.labels.disk == ssd\n          - node.labels.zone == fra.b\n")) ==
      Lines{"8 error stack-unplaceable: services.api: no node of the layout meets all of its constraints, though each "
            "is met by some: its tasks stay pending for ever"});
  CHECK(told(three_zones(), constrained("          - node.region == eu\n"))[0].find("constraint-never-met") !=
        std::string::npos);
  CHECK(told(three_zones(), constrained("          - node.region == eu\n")).size() == 1);
  CHECK(
      told(three_zones(), constrained("          - node.labels.zone == fra.a\n          - node.labels.zone == fra.b\n"))
          .size() == 1);
  CHECK(told(three_zones(), constrained("          - node.labels.disk == $DISK\n")).empty());
}

TEST_CASE("constraints that no node meets after one loss: of a node, a zone, a region, a declared domain") {
  const std::string ssd = constrained("          - node.labels.disk == ssd\n");
  CHECK(told(three_zones(), ssd) ==
        Lines{"8 warning stack-unplaceable: services.api may run on 2 nodes of the layout, all in fra.a: losing fra.a "
              "leaves it nowhere"});
  const std::string one =
      "[fra.a]\nmanagers = 3\nworkers = 2\nnodes = [ { hostname = \"big\", role = \"worker\", labels = { disk = "
      "\"ssd\" } } ]\n";
  CHECK(told(one, ssd) == Lines{"8 warning stack-unplaceable: services.api may run on big alone: losing that node "
                                "leaves it nowhere"});
  const std::string region = three_zones() + "[ber.a]\nworkers = 2\n";
  CHECK(told(region, constrained("          - node.labels.region == fra\n"))[0].find("all in fra: losing fra leaves") !=
        std::string::npos);
  const std::string provider =
      "[domains.provider]\nacme = [\"fra.a\", \"fra.b\"]\n" + three_zones() + "[ber.a]\nworkers = 2\n";
  CHECK(told(provider, constrained("          - node.labels.region == fra\n          - node.labels.zone != fra.c\n"))[0]
            .find("all in fra: losing fra") != std::string::npos);  // the region holds them too, and is told
  const std::string across = "[domains.provider]\nacme = [\"fra.a\", \"ber.a\"]\n" + three_zones() +
                             "[ber.a]\nworkers = { count = 1, labels = { disk = \"ssd\" } }\n";
  CHECK(told(across, ssd)[0].find("on 3 nodes of the layout, all in provider.acme: losing provider.acme leaves") !=
        std::string::npos);
  CHECK(told(three_zones(), constrained("          - node.labels.zone != fra.a\n")).empty());
  CHECK(told(three_zones(), constrained("          - node.labels.disk == ssd\n", "      mode: global\n")).empty());
}

TEST_CASE("a host name is told once, with a layout too") {
  CHECK(told(three_zones(), constrained("          - node.hostname == fra-a-worker-1\n")) ==
        Lines{"8 warning hostname-pinned: services.api runs on fra-a-worker-1 alone: with that node it is gone, and a "
              "machine in its place needs the same name"});
}

TEST_CASE("services in one place each that answer to one name survive together") {
  const auto piece = [](char zone, const std::string& alias) {
    return fmt::format(
        "  api-{0}:\n    image: box:1\n    networks: {{default: {{aliases: [{1}]}}}}\n    deploy: "
        "{{replicas: 3, resources: {{reservations: {{cpus: '2'}}}}, placement: {{constraints: "
        "[node.labels.zone == fra.{0}]}}}}\n",
        zone, alias);
  };
  const std::string head = "version: \"3.8\"\nservices:\n";
  const std::string goal = "[goals]\ncapacity = { zone = 1 }\n";
  CHECK(told(three_zones(goal), head + piece('a', "api") + piece('b', "api")).empty());
  CHECK(told(three_zones(), head + piece('a', "api") + piece('b', "other")).size() == 2);
  CHECK(told(three_zones(), head + piece('a', "api")).size() == 1);
  std::string apart = piece('a', "api") + piece('b', "api");
  apart.replace(apart.rfind("default"), 7, "other");  // network
  CHECK(told(three_zones(), head + apart + "networks: {other: }\n").size() == 2);
}

TEST_CASE("a spread over a label that some nodes lack, on its line") {
  const std::string stack = api("      placement:\n        preferences:\n          - spread: node.labels.disk\n");
  const Lines lines = told(three_zones(), stack);
  REQUIRE(lines.size() == 1);
  CHECK(lines[0].find("8 error label-missing: services.api spreads over node.labels.disk, which 7 of 9 nodes of the "
                      "Swarm lack") == 0);
  CHECK(told(three_zones(), api("      placement:\n        preferences:\n          - spread: node.labels.zone\n"))
            .empty());
}

TEST_CASE("a local volume of a service that may move on this layout; not of one that one node holds") {
  const std::string volume = "    volumes: ['data:/d']\nvolumes:\n  data:\n";
  const Lines moves = told(three_zones(), constrained("          - node.labels.disk == ssd\n", volume));
  REQUIRE(moves.size() == 2);  // and all in one zone
  CHECK(moves[1].find("9 warning volume-left-behind: services.api keeps data in a volume of one node") == 0);
  const Lines stays = told(three_zones(), constrained("          - node.hostname == fra-a-worker-1\n", volume));
  REQUIRE(stays.size() == 1);
  CHECK(stays[0].find("hostname-pinned") != std::string::npos);
}

TEST_CASE("several specs: none of them is the stack's") {
  const Sources sources{{"a.toml", three_zones()}, {"b.toml", three_zones()}, {"s.yml", reserving("100", "cpus: '2'")}};
  for (const Finding& finding : lint(sources, {"a.toml", "b.toml", "s.yml"}).findings) CHECK(finding.file != "s.yml");
}

}  // namespace
}  // namespace planner::test
