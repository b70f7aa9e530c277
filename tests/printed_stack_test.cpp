// What deploy would refuse of the stack that is printed is told before it is printed.
#include "planner/printed_stack.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <string>

#include "planner/assess.hpp"

namespace planner::test {
namespace {

const std::string layout =
    "[cluster]\nname = \"shop\"\nengine = \"28.5\"\n"
    "[fra]\na = { managers = 1, workers = 2 }\nb = { managers = 1, workers = 2 }\nc = { managers = 1, workers = 2 }\n";

Assessed with_compose(const std::map<std::string, std::string>& files, const std::string& names) {
  Beside beside;
  beside.read = [&](const std::string& path) -> FileReading {
    const auto found = files.find(path);
    return found == files.end() ? FileReading{{}, "there is no such file"} : FileReading{found->second, ""};
  };
  return assess(layout + "[stack]\ncompose = " + names + "\n", "cluster.toml", beside);
}

/// The one finding that stops the stack made of a service `web` with these lines, as FILE:LINE:COLUMN RULE.
std::string refused(const std::string& lines) {
  const Assessed assessed = with_compose({{"c.yml", "services:\n  web:\n    image: web:1\n" + lines}}, "\"c.yml\"");
  if (assessed.compose.size() != 1) return std::to_string(assessed.compose.size()) + " findings";
  const Finding& finding = assessed.compose.front();
  return finding.file + ":" + std::to_string(finding.where.line) + ":" + std::to_string(finding.where.column) + " " +
         finding.rule;
}

TEST_CASE("what deploy refuses of a stack made of compose files is told at the compose file's line") {
  CHECK(refused("    ports: [\"80:80\"]\n  api: { image: a, ports: [\"80:80\"] }\n") == "c.yml:5:28 port-clash");
  CHECK(refused("    ports: [\"80:80\"]\n    deploy: { endpoint_mode: dnsrr }\n") == "c.yml:4:13 port-clash");
  CHECK(refused("    deploy: { update_config: { parallelism: -1 } }\n") == "c.yml:4:32 stack-refused");
  CHECK(refused("    deploy: { update_config: { max_failure_ratio: 2 } }\n") == "c.yml:4:32 stack-value-refused");
  CHECK(refused("    deploy: { restart_policy: { condition: always } }\n") == "c.yml:4:33 stack-value-refused");
  CHECK(refused("    healthcheck: { test: [CMD, a], retries: -1 }\n") == "c.yml:4:36 stack-refused");
  CHECK(refused("    ulimits: { nofile: { soft: 5 } }\n") == "c.yml:4:16 stack-refused");
  CHECK(refused("    init: true\n") == "0 findings");
}

TEST_CASE("of several compose files the one that says it is named") {
  const Assessed assessed = with_compose(
      {{"a.yml", "services:\n  web: { image: web:1 }\n"}, {"b.yml", "services:\n  web:\n\n    cap_add: [X, X]\n"}},
      "[\"a.yml\", \"b.yml\"]");
  REQUIRE(assessed.compose.size() == 1);
  CHECK(assessed.compose[0].file == "b.yml");
  CHECK(assessed.compose[0].where.line == 4);
}

TEST_CASE("a service in parts is told once, by its own line") {
  const Assessed assessed = assess(
      layout + "[services.web]\nimage = \"Foo Bar\"\nper_zone = 1\n[services.api]\nimage = \"api:1\"\nreplicas = 1\n",
      "cluster.toml");
  REQUIRE(assessed.compose.size() == 1);
  CHECK(assessed.compose[0].rule == "stack-value-refused");
  CHECK(assessed.compose[0].file == "cluster.toml");
  CHECK(assessed.compose[0].where.line == 8);
}

TEST_CASE("what is deployed and can never run is a finding on the spec, and does not stop the stack") {
  const Assessed assessed = with_compose({{"c.yml",
                                           "services:\n  web:\n    image: web:1\n    deploy:\n      placement:\n"
                                           "        constraints: [node.region == eu]\n"}},
                                         "\"c.yml\"");
  CHECK(assessed.compose.empty());
  REQUIRE(assessed.report);
  const std::vector<Finding>& findings = assessed.report->findings;
  const auto never =
      std::find_if(findings.begin(), findings.end(), [](const Finding& f) { return f.rule == "constraint-never-met"; });
  REQUIRE(never != findings.end());
  CHECK(never->file == "c.yml");
  CHECK(never->where.line == 6);
}

TEST_CASE("stand-ins and plans without a Swarm are not judged so") {
  CHECK(assess(layout, "cluster.toml").compose.empty());
  CHECK(judge_printed(*assess(layout, "cluster.toml").report).refused.empty());
}

}  // namespace
}  // namespace planner::test
