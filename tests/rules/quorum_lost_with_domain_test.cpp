// Severity by level and goals, silence where a goal is told, and where the finding stands.
#include <doctest/doctest.h>

#include "tests/layout.hpp"
#include "tests/rules/judge.hpp"

namespace planner::test {
namespace {

constexpr std::string_view rule = "quorum-lost-with-domain";

std::vector<std::pair<std::string, Severity>> told(const std::vector<Finding>& findings) {
  std::vector<std::pair<std::string, Severity>> result;
  for (const Finding& finding : only(findings, rule)) result.emplace_back(finding.place, finding.severity);
  return result;
}

using Told = std::vector<std::pair<std::string, Severity>>;

// us holds 3 of 5 managers, all of them in one region, two of these in one rack.
constexpr std::string_view nested = R"(
[us.west.az-1.racks.r1]
managers = 3
[us.west.az-1.racks.r2]
workers = 1
[eu.north.a]
managers = 1
[eu.south.a]
managers = 1
)";

TEST_CASE("the documents' layout is lost with either continent, a warning each") {
  CHECK(told(judge(documents_layout())) == Told{{"us", Severity::warning}, {"eu", Severity::warning}});
}

TEST_CASE("a group and a region are a warning, a zone and a rack an error") {
  CHECK(told(judge_spec(nested)) == Told{{"us", Severity::warning},
                                         {"us.west", Severity::warning},
                                         {"us.west.az-1", Severity::error},
                                         {"us.west.az-1.r1", Severity::error}});
}

TEST_CASE("a stated survive makes every level that it leaves out a warning") {
  const std::string stated = "[goals]\nsurvive = { node = 1 }\n" + std::string(nested);
  for (const auto& [place, severity] : told(judge_spec(stated))) {
    CAPTURE(place);
    CHECK(severity == Severity::warning);
  }
  CHECK(told(judge_spec(stated)).size() == 4);
}

TEST_CASE("a level whose goal is told as missed is not told again, the others are") {
  const std::vector<Finding> findings = judge_spec("[goals]\nsurvive = { zone = 1 }\n" + std::string(nested));
  CHECK(told(findings) ==
        Told{{"us", Severity::warning}, {"us.west", Severity::warning}, {"us.west.az-1.r1", Severity::warning}});
  CHECK(only(findings, "survival-goal-missed").size() == 1);
}

TEST_CASE("a joint goal is no stated survive and silences nothing") {
  const std::vector<Finding> findings =
      judge_spec("[goals]\nsurvive_together = [ { zone = 1, node = 1 } ]\n" + std::string(nested));
  CHECK(told(findings) == Told{{"us", Severity::warning},
                               {"us.west", Severity::warning},
                               {"us.west.az-1", Severity::error},
                               {"us.west.az-1.r1", Severity::error}});
  CHECK(only(findings, "survival-goal-missed").size() == 1);
}

TEST_CASE("of two managers each node is an error") {
  CHECK(told(judge_spec("[fra]\na = { managers = 2 }\n")) ==
        Told{{"fra-a-manager-1", Severity::error}, {"fra-a-manager-2", Severity::error}});
  CHECK(told(judge_spec("[goals]\nsurvive = { zone = 1 }\n[fra]\na = { managers = 2 }\n")) ==
        Told{{"fra-a-manager-1", Severity::warning}, {"fra-a-manager-2", Severity::warning}});
  CHECK(told(judge_spec("[goals]\nsurvive = { node = 1 }\n[fra]\na = { managers = 2 }\n")).empty());
  CHECK(told(judge_spec("[fra]\na = { managers = 3 }\n")).empty());
  CHECK(told(judge_spec("[fra]\na = { managers = 1 }\n")).empty());
}

TEST_CASE("a node stands on its own line or on its pool's") {
  const std::vector<Finding> findings = only(judge_spec("[fra.a]\n"
                                                        "managers = 1\n"
                                                        "nodes = [\n"
                                                        "  { hostname = \"m\", role = \"manager\" },\n"
                                                        "]\n"),
                                             rule);
  REQUIRE(findings.size() == 2);
  CHECK(findings[0].where.line == 2);
  CHECK(findings[1].place == "m");
  CHECK(findings[1].where.line == 4);
}

TEST_CASE("a declared domain is a warning on its entry") {
  const std::vector<Finding> findings = judge_spec(
      "[fra]\na = { managers = 1 }\nb = { managers = 1 }\nc = { managers = 1 }\n"
      "[domains.provider]\n"
      "small = [\"fra.c\"]\n"
      "large = [\"fra.a\", \"fra.b\"]\n");
  CHECK(told(findings) == Told{{"provider.large", Severity::warning}});
  CHECK(only(findings, rule).front().where.line == 7);
  CHECK(only(findings, rule).front().message.find("leaves 1 of 3 managers, 2 are needed") != std::string::npos);
}

TEST_CASE("a domain that holds every manager or none is not told") {
  CHECK(judge_spec("[fra]\na = { managers = 3 }\n").empty());
  CHECK(told(judge_spec("[fra]\na = { managers = 3, workers = 1 }\nb = { workers = 1 }\n")).empty());
}

TEST_CASE("Docker's own table is safe in every zone") {
  const std::vector<std::vector<int>> table{{1, 1, 1}, {2, 2, 1}, {3, 2, 2}, {3, 3, 3}};
  for (const std::vector<int>& managers : table) {
    CAPTURE(managers[0]);
    const Cluster cluster =
        layout({{"fra.a", managers[0], 0, 1}, {"fra.b", managers[1], 0, 1}, {"fra.c", managers[2], 0, 1}});
    CHECK(told(judge(cluster)).empty());
  }
}

TEST_CASE("the help names what to do, with numbers") {
  const std::vector<Finding> two = only(judge(documents_layout()), rule);
  REQUIRE(two.size() == 2);
  CHECK(two[0].help.find("1 manager in a third group: 13 then, 7 needed") != std::string::npos);
  CHECK(two[0].help.find("us 3, eu 3 and one more group 1") != std::string::npos);
  const std::vector<Finding> three = only(judge(layout({{"fra.a", 3}, {"fra.b", 1}, {"fra.c", 1}})), rule);
  REQUIRE(three.size() == 1);
  CHECK(three[0].help.find("fra.a 2, fra.b 2 and fra.c 1") != std::string::npos);
}

}  // namespace
}  // namespace planner::test
