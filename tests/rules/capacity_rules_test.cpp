// When the rules on capacity speak, how gravely, and when they are silent.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include "tests/rules/judge.hpp"

namespace planner::test {
namespace {

/// Three zones of two workers; `sizes` of each, goals before, and what the service says.
std::vector<Finding> told(const std::string& sizes, const std::string& service, const std::string& goals = "") {
  std::string text = goals;
  for (const char zone : {'a', 'b', 'c'})
    text += fmt::format("[fra.{}]\nmanagers = 1\nworkers = {{ count = 2{} }}\n", zone, sizes);
  return judge_spec(text + "[services.api]\nimage = \"x:1\"\n" + service + "\n");
}

constexpr const char* sized = ", cpus = 4, memory = \"8GiB\"";
constexpr const char* goal = "[goals]\ncapacity = { zone = 1 }\n";
using Rules = std::vector<std::string>;

}  // namespace

TEST_CASE("what does not fit now is told on the service, and not once more for each loss") {
  const std::vector<Finding> findings = told(sized, "replicas = 13\nreserve = { cpus = 2 }");
  REQUIRE(rules_of(findings) == Rules{"replicas-do-not-fit"});
  CHECK(findings[0].severity == Severity::error);
  CHECK(findings[0].place == "api");
  CHECK(findings[0].where.line == 10);
  CHECK(findings[0].message ==
        "13 replicas of api want nodes with 2 CPUs free: fra.a, fra.b and fra.c hold 12, the rest stays pending");
  CHECK(findings[0].help == "1 more node like fra-a-worker-1 would do, or reserve less or run fewer replicas");
}

TEST_CASE("two services that do not fit: neither cure denies what would help the other") {
  const std::vector<Finding> findings =
      told(sized,
           "replicas = 13\nreserve = { cpus = 2 }\n[services.ai]\nimage = \"x:1\"\nreplicas = 1\n"
           "reserve = { generic = { gpu = 1 } }");
  REQUIRE(rules_of(findings) == Rules{"replicas-do-not-fit", "replicas-do-not-fit"});
  for (const Finding& finding : findings)
    CHECK(
        finding.help ==
        "more nodes that may run it, or larger ones, or reserve less or run fewer replicas; no one kind of node mends "
        "all 2 shortages");
}

TEST_CASE("a port that two services take is no matter of size, and a global one none of replicas") {
  const std::string port = "global = true\nports = [ { target = 443, published = 443, mode = \"host\" } ]\n";
  const std::vector<Finding> both = told(sized, port + "[services.web]\nimage = \"x:1\"\n" + port);
  REQUIRE(rules_of(both) == Rules{"replicas-do-not-fit"});
  CHECK(both[0].message ==
        "api and web together want port 443/tcp on 12 nodes: fra.a, fra.b and fra.c hold 6, the rest stays pending");
  CHECK(both[0].help == "give one of them another port, or hold them to different nodes by constraints");
  const std::vector<Finding> large = told(sized, "global = true\nreserve = { cpus = 5 }");
  REQUIRE(rules_of(large) == Rules{"replicas-do-not-fit"});
  CHECK(large[0].help ==
        "larger nodes, or reserve less or run it on fewer nodes; more nodes like those there are do not help");
}

TEST_CASE("what does not fit after a loss is a warning, and an error where the spec promises it") {
  const std::string service = "replicas = 12\nreserve = { cpus = 2 }";
  const std::vector<Finding> risk = told(sized, service);
  REQUIRE(rules_of(risk) == Rules{"replicas-do-not-fit-after-loss"});
  CHECK(risk[0].severity == Severity::warning);
  CHECK(risk[0].message ==
        "after the loss of fra.a (and of 2 more of 3 zones) 12 replicas of api want nodes with 2 CPUs free: fra.b and "
        "fra.c hold 8");
  const std::vector<Finding> promised = told(sized, service, goal);
  REQUIRE(rules_of(promised) == Rules{"capacity-goal-missed"});
  CHECK(promised[0].severity == Severity::error);
  CHECK(promised[0].where.line == 2);
  CHECK(promised[0].place == "fra.a");
  CHECK(told(sized, "replicas = 8\nreserve = { cpus = 2 }", goal).empty());
}

TEST_CASE("a service that constraints tie to a zone is told by the goal alone") {
  const std::string tied = "replicas = 1\nreserve = { cpus = 2 }\nwhere = [\"node.labels.zone == fra.b\"]";
  CHECK(told(sized, tied).empty());
  const std::vector<Finding> findings = told(sized, tied, goal);
  REQUIRE(rules_of(findings) == Rules{"capacity-goal-missed"});
  CHECK(findings[0].message.find("1 replica of api finds no node that may run it") != std::string::npos);
}

TEST_CASE("a service that a zone takes with it hides no other that finds no room after the loss of another zone") {
  const std::vector<Finding> findings = judge_spec(
      "[fra]\na = { managers = 1, workers = { count = 2, cpus = 4 } }\nb = { managers = 1, workers = { count = 3, cpus "
      "= "
      "4 } }\nc = { managers = 1, workers = { count = 1, cpus = 4 } }\n[services.db]\nimage = \"x:1\"\nreplicas = "
      "9\nwhere = [\"node.labels.zone == fra.a\"]\nreserve = { cpus = 0.1 }\n[services.api]\nimage = "
      "\"x:1\"\nreplicas = 8\nreserve = { cpus = 2 }\n");
  REQUIRE(rules_of(findings) == Rules{"replicas-do-not-fit-after-loss"});
  CHECK(findings[0].place == "api");
  CHECK(findings[0].message.find("after the loss of fra.b 8 replicas of api") == 0);
}

TEST_CASE("a goal of which nothing can be said is a warning") {
  const std::vector<Finding> nothing = told(sized, "replicas = 100", goal);
  REQUIRE(rules_of(nothing) == Rules{"capacity-goal-missed"});
  CHECK(nothing[0].severity == Severity::warning);
  CHECK(nothing[0].message.find("no service reserves cpus or memory") != std::string::npos);
  const std::vector<Finding> port =
      told(sized, "replicas = 2\nports = [ { target = 80, published = 80, mode = \"host\" } ]", goal);
  REQUIRE(rules_of(port) == Rules{"capacity-goal-missed"});
  CHECK(port[0].message.find("was judged by ports and max_per_node alone: no service reserves") != std::string::npos);
  const std::vector<Finding> unsized = told("", "replicas = 100\nreserve = { memory = \"1GiB\" }", goal);
  REQUIRE(rules_of(unsized) == Rules{"capacity-goal-missed"});
  CHECK(unsized[0].severity == Severity::warning);
  CHECK(unsized[0].message.find("memory is reserved") != std::string::npos);
}

TEST_CASE("reservations that are variables are not told as if nothing were reserved") {
  const std::string spec = std::string(goal) +
                           "[fra]\na = { managers = 1, workers = 2 }\nb = { managers = 1, workers = 2 }\n"
                           "c = { managers = 1, workers = 2 }\n[stack]\ncompose = \"c.yml\"\n";
  const SourceFile files[] = {
      {"cluster.toml", spec},
      {"c.yml", "services:\n  api:\n    image: x\n    deploy: {resources: {reservations: {cpus: \"${C}\"}}}\n"}};
  const std::vector<Finding> findings = only(judge_spec(files[0], files), "capacity-goal-missed");
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].message.find("what api reserves is a variable without a default") != std::string::npos);
}

TEST_CASE("nothing that limits, nothing told; stand-ins never") {
  CHECK(told("", "replicas = 1000").empty());
  CHECK(told("", "replicas = 1000\nreserve = { cpus = 100 }").empty());  // the report says that it was not judged
  CHECK(only(judge_spec("[fra]\na = { managers = 3, workers = 1 }\n"), "replicas-do-not-fit").empty());
}

TEST_CASE("an update that cannot end is an error now and a warning after a loss") {
  const std::string port =
      "ports = [ { target = 443, published = 443, mode = \"host\" } ]\nupdate = { order = \"start-first\" }\n";
  const std::vector<Finding> now = told("", "replicas = 6\n" + port);
  const std::vector<Finding> stuck = only(now, "start-first-deadlock");
  REQUIRE(stuck.size() == 1);
  CHECK(stuck[0].severity == Severity::error);
  CHECK(stuck[0].message ==
        "an update of api never ends: with the one that an update starts first 7 replicas of api want nodes with port "
        "443/tcp free: fra.a, fra.b and fra.c hold 6");
  const std::vector<Finding> later = told("", "replicas = 4\n" + port);
  REQUIRE(rules_of(later) == Rules{"start-first-deadlock"});
  CHECK(later[0].severity == Severity::warning);
  CHECK(later[0].message.find("after the loss of fra.a an update of api never ends") == 0);
  CHECK(told("", "replicas = 3\n" + port).empty());
  const std::vector<Finding> global = told("", "global = true\n" + port);
  REQUIRE(rules_of(global) == Rules{"start-first-deadlock"});
  CHECK(global[0].message ==
        "an update of api never ends: no node that runs it has room for the new task beside the old one");
}

TEST_CASE("a service that only drained nodes may run fits nowhere, and no goal hides it") {
  const std::string service = "on = \"manager\"\nreplicas = 3\nreserve = { cpus = 1 }";
  const std::vector<Finding> now = told(sized, service);
  REQUIRE(rules_of(now) == Rules{"service-unplaceable"});
  CHECK(now[0].message ==
        "services.api: only drained nodes meet its constraints, and drained nodes take no task: its tasks stay pending "
        "for ever");
  CHECK(rules_of(told(sized, service, goal)) == Rules{"capacity-goal-missed", "service-unplaceable"});
  const std::vector<Finding> apart = told(
      sized,
      "where = [\"node.labels.zone == fra.a\", \"node.labels.zone == fra.b\"]\nreplicas = 1\nreserve = { cpus = 1 }");
  REQUIRE(rules_of(apart) == Rules{"service-unplaceable"});
  CHECK(apart[0].message.find("meets all of its constraints, though each is met by some") != std::string::npos);
}

TEST_CASE("a goal of several zones counts those that no service uses, and looks at fewer where that is worse") {
  const std::string spec =
      "[goals]\ncapacity = { zone = 2 }\n[fra]\na = { managers = 1, workers = { count = 1, cpus = 2 } }\n"
      "b = { managers = 1, workers = { count = 2, cpus = 3 } }\nc = { managers = 1, workers = { count = 1, cpus = 2 } "
      "}\n"
      "[services.s]\nimage = \"x:1\"\nglobal = true\nreserve = { cpus = 3 }\nwhere = [\"node.labels.zone != fra.b\"]\n";
  const std::vector<Finding> findings = judge_spec(spec);
  CHECK(only(findings, "capacity-goal-missed").size() == 1);
  CHECK(only(findings, "replicas-do-not-fit").size() == 1);
}

TEST_CASE("an update that cannot end once a node is gone is told where the layout is one zone") {
  const std::string layout = "[fra]\na = { managers = 3, workers = 4 }\n";
  const std::string port = "ports = [ { target = 443, published = 443, mode = \"host\" } ]\n";
  const auto judged = [&](const std::string& replicas) {
    return only(judge_spec(layout + "[services.api]\nimage = \"x:1\"\nreplicas = " + replicas + "\n" + port +
                           "update = { order = \"start-first\" }\n"),
                "start-first-deadlock");
  };
  REQUIRE(judged("3").size() == 1);
  CHECK(judged("3")[0].message.find("after the loss of fra-a-worker-1 an update of api never ends") == 0);
  CHECK(judged("2").empty());
}

}  // namespace planner::test
