// Load balancers, and regions that consist of one zone.
#include <doctest/doctest.h>

#include "tests/layout.hpp"
#include "tests/rules/judge.hpp"

namespace planner::test {
namespace {

std::vector<std::string> places(const std::vector<Finding>& findings, std::string_view rule) {
  std::vector<std::string> result;
  for (const Finding& finding : only(findings, rule)) result.push_back(finding.place);
  return result;
}

constexpr std::string_view unserved = "zone-without-loadbalancer";
constexpr std::string_view single = "region-single-zone";

TEST_CASE("zones of a region without a load balancer are told where another region has one") {
  CHECK(places(judge(layout({{"fra.a", 3, 1, 1}, {"ber.a", 0, 0, 1}, {"ber.b", 0, 0, 1}})), unserved) ==
        std::vector<std::string>{"ber.a", "ber.b"});
  CHECK(places(judge(layout({{"fra.a", 3, 1, 1}, {"fra.b", 0, 0, 1}})), unserved).empty());
  CHECK(places(judge(layout({{"fra.a", 3, 0, 1}, {"ber.a", 0, 0, 1}})), unserved).empty());
}

TEST_CASE("an endpoint is a load balancer in every zone beneath it") {
  const std::string_view spec =
      "[fra]\na = { managers = 3, loadbalancer = 1 }\n[ber]\nendpoint = \"lb.example\"\n"
      "a = { workers = 1 }\nb = { workers = 1 }\n";
  CHECK(places(judge_spec(spec), unserved).empty());
  // The other way round: the endpoint alone makes the region without one stand out.
  CHECK(places(judge_spec("[fra]\na = { managers = 3 }\n[ber]\na = { endpoint = \"lb.example\", workers = 1 }\n"),
               unserved) == std::vector<std::string>{"fra.a"});
}

TEST_CASE("a load balancer in a rack serves its zone; a pool that scales from nothing too") {
  CHECK(places(judge_spec("[fra]\na = { managers = 3, loadbalancer = 1 }\n[ber.a.racks.r1]\nloadbalancer = 1\n"),
               unserved)
            .empty());
  CHECK(places(judge_spec("[fra]\na = { managers = 3, loadbalancer = 1 }\n[ber.a]\n"
                          "loadbalancer = { count = 0, min = 0, max = 2, match = \"10.0.0.0/24\" }\nworkers = 1\n"),
               unserved)
            .empty());
}

TEST_CASE("a single zone is told of several regions with workers or managers") {
  const std::vector<Finding> findings = judge(layout({{"fra.a", 3, 0, 1}, {"fra.b", 0, 0, 1}, {"ber.a", 0, 0, 1}}));
  CHECK(places(findings, single) == std::vector<std::string>{"ber"});
  CHECK(only(findings, single).front().severity == Severity::info);
  CHECK(only(findings, single).front().where.line == 4);
  CHECK(places(judge(layout({{"fra.a", 3, 0, 1}})), single).empty());
  CHECK(places(judge(layout({{"fra.a", 3, 0, 1}, {"ber.a", 0, 1, 0}})), single).empty());
}

}  // namespace
}  // namespace planner::test
