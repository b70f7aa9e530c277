// Rules on the number of managers and on where they stand.
#include <doctest/doctest.h>

#include <algorithm>

#include "tests/layout.hpp"
#include "tests/rules/judge.hpp"

namespace planner::test {
namespace {

TEST_CASE("clean layouts have no finding") {
  CHECK(judge_spec("[fra]\na = { managers = 3, workers = 4 }\nb = { managers = 2, workers = 4 }\n"
                   "c = { managers = 2, workers = 4 }\n")
            .empty());
  CHECK(judge_spec("[home]\na = { managers = 3 }\n").empty());
  CHECK(judge(layout({{"eu.fra.a", 1}, {"eu.fra.b", 1}, {"eu.fra.c", 1}})).empty());
}

TEST_CASE("the documents' layouts: four warnings and a hint; nothing without managers") {
  CHECK(rules_of(judge(documents_layout())) == std::vector<std::string>{"manager-count-even", "manager-count-high",
                                                                        "two-sites-only", "quorum-lost-with-domain",
                                                                        "quorum-lost-with-domain"});
  CHECK(judge(layout({{"us.west.az-1", 0, 1, 0, 10}, {"eu.north.az-1", 0, 1, 0, 10}})).empty());
}

TEST_CASE("a centralized spec without a manager, and no other rule on managers beside it") {
  const std::vector<Finding> findings = judge_spec("[cluster]\nname = \"x\"\n[fra]\na = { workers = 4 }\n");
  REQUIRE(rules_of(findings) == std::vector<std::string>{"no-managers"});
  CHECK(findings[0].where.line == 1);
  CHECK(findings[0].severity == Severity::error);
  CHECK(judge_spec("# first line\n[fra]\na = { workers = 4 }\n").front().where.line == 1);
}

TEST_CASE("even, low and high counts") {
  const auto of = [](int managers) { return rules_of(judge(layout({{"fra.a", managers}}))); };
  CHECK(of(1) == std::vector<std::string>{"manager-count-low"});
  CHECK(of(3).empty());
  CHECK(of(4) == std::vector<std::string>{"manager-count-even"});
  CHECK(of(7).empty());
  CHECK(of(8) == std::vector<std::string>{"manager-count-even", "manager-count-high"});
  CHECK(of(9) == std::vector<std::string>{"manager-count-high"});
  const std::vector<std::string> two = of(2);
  CHECK(std::ranges::count(two, "manager-count-even") == 1);
  CHECK(std::ranges::count(two, "manager-count-low") == 1);
}

TEST_CASE("a stated max_managers is the limit, on its key and as an error") {
  const std::vector<Finding> over = judge_spec("[goals]\nmax_managers = 3\n[fra]\na = { managers = 5 }\n");
  REQUIRE(rules_of(over) == std::vector<std::string>{"manager-count-high"});
  CHECK(over[0].severity == Severity::error);
  CHECK(over[0].where.line == 2);
  CHECK(judge_spec("[goals]\nmax_managers = 9\n[fra]\na = { managers = 9 }\n").empty());
  CHECK(judge_spec("[fra]\na = { managers = 9 }\n").front().severity == Severity::warning);
}

TEST_CASE("all managers in one of several zones, on that zone") {
  const std::vector<Finding> findings =
      only(judge_spec("[fra]\na = { workers = 1 }\nb = { managers = 3, workers = 1 }\n"), "managers-in-one-zone");
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].place == "fra.b");
  CHECK(findings[0].where.line == 3);
  CHECK(findings[0].severity == Severity::error);
  CHECK(only(judge_spec("[fra]\na = { managers = 1, workers = 1 }\nb = { workers = 1 }\n"), "managers-in-one-zone")
            .empty());
}

constexpr std::string_view edge = R"(
[pop.ams]
kind = "edge"
home = ["fra"]
a = { loadbalancer = 1 }
)";

TEST_CASE("edges are no zones for managers, no site and no region") {
  CHECK(only(judge_spec("[fra]\na = { managers = 3, loadbalancer = 1, workers = 1 }\n" + std::string(edge)),
             "managers-in-one-zone")
            .empty());
  const std::string two = "[fra]\na = { managers = 2, loadbalancer = 1, workers = 1 }\nb = { managers = 1 }\n";
  CHECK(only(judge_spec(two + std::string(edge)), "two-sites-only").size() == 1);
  CHECK(only(judge_spec(two + std::string(edge)), "region-single-zone").empty());
}

TEST_CASE("two sites: the outermost level that has more than one member decides") {
  const auto told = [](const std::vector<ZoneLine>& zones) {
    return only(judge(layout(zones)), "two-sites-only").size();
  };
  CHECK(told({{"fra.a", 2}, {"fra.b", 1}}) == 1);
  CHECK(told({{"us.w.a", 2}, {"eu.n.a", 1}, {"eu.n.b", 1}, {"eu.s.a", 1}}) == 1);
  CHECK(told({{"us.w.a", 2}, {"us.e.a", 1}}) == 1);
  CHECK(told({{"fra.a", 1}, {"fra.b", 1}, {"fra.c", 1}}) == 0);
  CHECK(told({{"fra.a", 1}, {"fra.b", 1}, {"fra.c", 1}, {"ber.a", 0, 0, 1}}) == 0);
  CHECK(told({{"fra.a", 3}}) == 0);
  // A region in no group is a third site beside two groups.
  CHECK(told({{"us.w.a", 1}, {"eu.n.a", 1}, {"fra.a", 1}}) == 0);
}

TEST_CASE("goals: met is silent, missed names the worst loss, joint losses too") {
  const std::string zones = "[fra]\na = { managers = 3 }\nb = { managers = 2 }\nc = { managers = 2 }\n";
  CHECK(judge_spec("[goals]\nsurvive = { zone = 1, node = 3 }\n" + zones).empty());
  const std::vector<Finding> two = judge_spec("[goals]\nsurvive = { zone = 2 }\n" + zones);
  // Two of three zones always hold half or more, so that no layout can do it.
  REQUIRE(rules_of(two) == std::vector<std::string>{"impossible-goal", "survival-goal-missed"});
  CHECK(two[0].message.find("5 zones are needed, and there are 3") != std::string::npos);
  CHECK(two[1].where.line == 2);
  CHECK(two[1].message.find("losing fra.a and fra.b leaves 2 of 7 managers, 4 are needed") != std::string::npos);
  const std::vector<Finding> joint = judge_spec("[goals]\nsurvive_together = [ { zone = 1, node = 1 } ]\n" + zones);
  REQUIRE(rules_of(joint) == std::vector<std::string>{"survival-goal-missed"});
  CHECK(joint[0].message.find("leaves 3 of 7 managers, 4 are needed") != std::string::npos);
}

}  // namespace
}  // namespace planner::test
