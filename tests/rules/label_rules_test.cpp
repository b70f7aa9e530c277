// Constraints and spreads of a spec's services, held against the labels of its nodes.
#include <doctest/doctest.h>

#include "tests/rules/judge.hpp"

namespace planner::test {
namespace {

constexpr std::string_view zones = R"(
[fra.a]
managers = 1
workers  = { count = 2, labels = { disk = "ssd" } }
[fra.b]
managers = 1
workers  = 2
[fra.c]
managers = 1
workers  = 2
)";

std::vector<Finding> with_service(const std::string& lines, const std::string& before = "") {
  return judge_spec(before + std::string(zones) + "[services.api]\nimage = \"x:1\"\nreplicas = 3\n" + lines + "\n");
}

TEST_CASE("a constraint == on a value that no node has stands on the service's header") {
  const std::vector<Finding> findings = with_service("where = [\"node.labels.disk == nvme\"]");
  REQUIRE(rules_of(findings) == std::vector<std::string>{"label-missing"});
  CHECK(findings[0].place == "api");
  CHECK(findings[0].where.line == 11);
  CHECK(findings[0].severity == Severity::error);
  CHECK(findings[0].help.find("values of disk here: ssd") != std::string::npos);
}

TEST_CASE("nobody is told to declare a label that swarmplan sets itself") {
  const std::vector<Finding> findings = with_service("where = [\"node.labels.zone == fra.d\"]");
  REQUIRE(rules_of(findings) == std::vector<std::string>{"label-missing"});
  CHECK(findings[0].help.find("labels = {") == std::string::npos);
  CHECK(findings[0].help.find("fra.a, fra.b and fra.c") != std::string::npos);
}

TEST_CASE("values are compared without regard to case, label keys with it, the prefix without") {
  CHECK(with_service("where = [\"node.labels.disk == SSD\"]").empty());
  CHECK(with_service("where = [\"Node.Labels.disk == ssd\"]").empty());
  CHECK(rules_of(with_service("where = [\"node.labels.Disk == ssd\"]")) == std::vector<std::string>{"label-missing"});
}

TEST_CASE("!=, labels that some nodes have, and what a spec cannot know are fine") {
  CHECK(with_service("where = [\"node.labels.pool != spot\"]").empty());
  CHECK(with_service("where = [\"node.labels.disk == ssd\"]").empty());
  CHECK(with_service("where = [\"engine.labels.os == linux\", \"node.platform.os == linux\"]").empty());
  CHECK(with_service("where = [\"node.labels.zone == fra.b\"]").empty());
}

TEST_CASE("a written spread over a label that some node lacks; the default is never told") {
  const std::vector<Finding> findings = with_service("spread = [\"disk\"]");
  REQUIRE(rules_of(findings) == std::vector<std::string>{"label-missing"});
  CHECK(findings[0].message.find("7 of 9 nodes") != std::string::npos);
  CHECK(rules_of(with_service("spread = [\"rack\"]")) == std::vector<std::string>{"label-missing"});
  CHECK(with_service("").empty());
  CHECK(with_service("spread = [\"zone\"]").empty());
}

TEST_CASE("stand-ins and decentralized plans are not judged") {
  CHECK(judge_spec(zones).empty());
  CHECK(judge_spec("[fra]\na = { loadbalancer = 1, services = 2 }\n[services.api]\nimage = \"x:1\"\nreplicas = 1\n"
                   "spread = [\"disk\"]\nwhere = [\"node.labels.disk == ssd\"]\n")
            .empty());
}

TEST_CASE("a spread has one value among the nodes that the service may use") {
  const auto single = [](const std::string& lines) {
    return rules_of(with_service(lines)) == std::vector<std::string>{"spread-single-value"};
  };
  CHECK(single("spread = [\"region\"]"));
  CHECK(single("spread = [\"zone\"]\nwhere = [\"node.labels.disk == ssd\"]"));
  CHECK(single("spread = [\"zone\"]\nwhere = [\"node.labels.zone != fra.a\", \"node.labels.zone != fra.b\"]"));
  CHECK(single("spread = [\"zone\"]\nwhere = [\"node.hostname == fra-a-worker-1\"]"));
  CHECK_FALSE(single("spread = [\"zone\"]"));
}

TEST_CASE("drained managers are no nodes that a service may use, active ones are") {
  const std::string service =
      "[services.api]\nimage = \"x:1\"\nreplicas = 3\non = [\"manager\", \"worker\"]\nspread = [\"zone\"]\n";
  const std::string layout =
      "[fra]\na = { managers = 1, workers = 2 }\nb = { managers = 1 }\nc = { managers = 1 }\n" + service;
  CHECK(rules_of(judge_spec(layout)) == std::vector<std::string>{"spread-single-value"});
  CHECK(judge_spec("[defaults]\nmanagers = { availability = \"active\" }\n" + layout).empty());
}

TEST_CASE("two levels of spread: an error below 28.3, a warning where the engine is not said") {
  // Regions differ in one value here, which another rule tells.
  const auto severity = [](const std::string& engine) -> std::optional<Severity> {
    const std::string cluster = engine.empty() ? "" : "[cluster]\nengine = \"" + engine + "\"\n";
    const std::vector<Finding> found =
        only(with_service("spread = [\"region\", \"zone\"]", cluster), "spread-nested-on-old-engine");
    return found.empty() ? std::nullopt : std::optional(found.front().severity);
  };
  CHECK(severity("28.2") == Severity::error);
  CHECK(severity("26.1.5") == Severity::error);
  CHECK(severity("") == Severity::warning);
  CHECK_FALSE(severity("28.3"));
  CHECK_FALSE(severity("29.0"));
}

}  // namespace
}  // namespace planner::test
