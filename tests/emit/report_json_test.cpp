#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "planner/emit/emitter.hpp"
#include "tests/emit/report_fixture.hpp"

using namespace planner;
using nlohmann::ordered_json;
using test::report_of;

namespace {

ordered_json json_of(const Report& report) { return ordered_json::parse(emit_report_json(report)); }

std::vector<std::string> keys_of(const ordered_json& json) {
  std::vector<std::string> keys;
  for (const auto& [key, value] : json.items()) keys.push_back(key);
  return keys;
}

}  // namespace

TEST_CASE("the documents' layout: the contract's example, value by value") {
  const ordered_json json = json_of(report_of(test::documents_layout()));
  CHECK(json["cluster"] == ordered_json::parse(R"({ "name": "test", "topology": "centralized",
          "nodes": { "manager": 12, "loadbalancer": 8, "worker": 80, "service": 0, "total": 100 },
          "groups": 2, "regions": 4, "zones": 8 })"));
  const ordered_json& quorum = json["quorum"];
  CHECK(quorum["managers"] == 12);
  CHECK(quorum["majority"] == 7);
  CHECK(quorum["tolerated"] == 5);
  CHECK(quorum["survives"] == ordered_json::parse(R"({ "group": 0, "region": 1, "zone": 2, "node": 5 })"));
  CHECK(quorum["spare"] == ordered_json::parse(R"({ "group": null, "region": 2, "zone": 3, "node": 4 })"));
  CHECK(quorum["domains"].size() == 14);
  CHECK(quorum["domains"][1] ==
        ordered_json::parse(R"({ "id": "us.west", "level": "region", "managers": 3, "left": 9, "quorum": true })"));
  CHECK(quorum["cut_sets"]["group"] ==
        ordered_json::parse(R"({ "smallest": 1, "count": 2, "sets": [["eu"],["us"]], "truncated": false })"));
  CHECK(quorum["cut_sets"]["region"]["count"] == 6);
  CHECK(quorum["cut_sets"]["zone"]["smallest"] == 3);
  CHECK(quorum["cut_sets"]["zone"]["count"] == 44);
  CHECK(quorum["cut_sets"]["zone"]["sets"].size() == 44);
  CHECK(quorum["cut_sets"]["node"]["count"] == 924);
  CHECK(quorum["cut_sets"]["node"]["sets"].size() == 100);
  CHECK(quorum["cut_sets"]["node"]["truncated"] == true);
  CHECK(quorum["mixed"]["count"] == 56);
  CHECK(quorum["mixed"]["smallest"] == 1);
}

TEST_CASE("keys stand in the contract's order, levels that the layout lacks are absent") {
  const ordered_json json = json_of(report_of(test::layout({{"r.a", 1, 0, 1}, {"r.b", 1, 0, 1}, {"r.c", 1, 0, 1}})));
  CHECK(keys_of(json) == std::vector<std::string>{"cluster", "quorum", "capacity", "findings", "not_judged"});
  CHECK(keys_of(json["cluster"]) == std::vector<std::string>{"name", "topology", "nodes", "regions", "zones"});
  CHECK(keys_of(json["quorum"]) == std::vector<std::string>{"managers", "majority", "tolerated", "survives", "spare",
                                                            "domains", "cut_sets", "mixed", "patterns", "one_away",
                                                            "failover", "goals"});
  CHECK(keys_of(json["quorum"]["survives"]) == std::vector<std::string>{"region", "zone", "node"});
  CHECK(keys_of(json["quorum"]["cut_sets"]) == std::vector<std::string>{"region", "zone", "node"});
  CHECK(keys_of(json["quorum"]["mixed"]) == std::vector<std::string>{"smallest", "count", "sets", "truncated"});
}

TEST_CASE("counts: numbers to 2^53, decimal strings beyond, null with a lower bound when not exact") {
  Report report = report_of(test::documents_layout());
  report.facts.quorum->mixed.count = {"9007199254740992", true};
  report.facts.quorum->levels[0].cut_sets.count = {"9007199254740993", true};
  report.facts.quorum->levels[1].cut_sets.count = {"123456789012345678901234567890", true};
  report.facts.quorum->levels[2].cut_sets.count = {"1000000", false};
  const ordered_json json = json_of(report)["quorum"];
  CHECK(json["mixed"]["count"].is_number());
  CHECK(json["mixed"]["count"] == 9007199254740992U);
  CHECK(json["cut_sets"]["group"]["count"] == "9007199254740993");
  CHECK(json["cut_sets"]["region"]["count"] == "123456789012345678901234567890");
  CHECK(json["cut_sets"]["zone"]["count"].is_null());
  CHECK(json["cut_sets"]["zone"]["at_least"] == 1000000);
  CHECK_FALSE(json["cut_sets"]["node"].contains("at_least"));
}

TEST_CASE("declared kinds are levels like any other") {
  Cluster cluster = test::layout({{"r.a", 1, 0, 1}, {"r.b", 1, 0, 1}, {"s.c", 1, 0, 1}});
  test::declare_domain(cluster, "provider", "provider.x", {"r.a", "s.c"});
  const ordered_json json = json_of(report_of(cluster))["quorum"];
  CHECK(json["survives"]["provider"] == 0);
  CHECK(json["domains"].back() ==
        ordered_json::parse(R"({"id":"provider.x","level":"provider","managers":2,"left":1,"quorum":false})"));
}

TEST_CASE("goals: each by its level, joint ones together, the limit on managers") {
  Cluster cluster = test::documents_layout();
  cluster.goals.survive = {
      {{{"zone", 2}}, false, {}}, {{{"group", 1}}, false, {}}, {{{"zone", 1}, {"node", 1}}, true, {}}};
  cluster.goals.max_managers = MaxManagers{7, {}};
  const ordered_json goals = json_of(report_of(cluster))["quorum"]["goals"];
  REQUIRE(goals.size() == 4);
  CHECK(goals[0]["goal"] == "survive.zone");
  CHECK(goals[0]["losses"] == ordered_json::parse(R"([{"level":"zone","count":2}])"));
  CHECK(goals[0]["met"] == true);
  CHECK(goals[0]["proved"] == true);
  CHECK(goals[1]["met"] == false);
  CHECK(goals[1]["left"] == 6);
  CHECK(goals[1]["witness"].size() == 1);
  CHECK(goals[2]["goal"] == "survive_together");
  CHECK(goals[3] == ordered_json::parse(R"({"goal":"max_managers","most":7,"met":false})"));
}

TEST_CASE("decentralized: quorum null, and what each loss leaves") {
  const ordered_json json = json_of(report_of(test::layout({{"us.a", 0, 1, 0, 10}, {"eu.a", 0, 2, 0, 5}})));
  CHECK(json["quorum"].is_null());
  CHECK(keys_of(json) == std::vector<std::string>{"cluster", "quorum", "capacity", "losses", "findings", "not_judged"});
  REQUIRE(json["losses"].size() == 4);
  CHECK(json["losses"][0] == ordered_json::parse(R"({"id":"us","level":"region",
    "left":{"manager":0,"loadbalancer":2,"worker":0,"service":5}})"));
}

TEST_CASE("no managers: quorum null; findings and what is not judged stand in full") {
  Report report = report_of(test::layout({{"r.a", 0, 1, 1}}));
  report.findings = {{"no-managers", Severity::error, "no \"manager\"\n\xff", "a.toml", {3, 4, 1}, "r", "add one"}};
  report.facts.cluster.unjudged = {"dns"};
  report.facts.cluster.absent = {"links"};
  const ordered_json json = json_of(report);
  CHECK(json["quorum"].is_null());
  CHECK(json["findings"][0] ==
        ordered_json::parse(
            "{\"rule\":\"no-managers\",\"severity\":\"error\",\"message\":\"no \\\"manager\\\"\\n\xef\xbf\xbd\","
            "\"file\":\"a.toml\",\"line\":3,\"column\":4,\"place\":\"r\",\"help\":\"add one\"}"));
  CHECK(json["not_judged"] == ordered_json::parse(R"([{"what":"dns","given":true},{"what":"links","given":false}])"));
}

TEST_CASE("two spaces of indent and one newline at the end") {
  const std::string text = emit_report_json(report_of(test::documents_layout()));
  CHECK(text.rfind("{\n  \"cluster\": {\n    \"name\": \"test\",\n", 0) == 0);
  CHECK(text.substr(text.size() - 3) == "\n}\n");
}
