#include "planner/emit/lint_json.hpp"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

namespace planner::test {
namespace {

TEST_CASE("the contract's shape, key by key") {
  const std::vector<Finding> findings{
      {"manager-count-even", Severity::warning, "12 managers", "a.toml", {2, 1, 3}, "us.west", "one more"},
      {"two-sites-only", Severity::info, "two", "a.toml", {3, 4, 1}, "", ""}};
  CHECK(nlohmann::ordered_json::parse(emit_lint_json(findings)).dump() ==
        R"({"findings":[{"rule":"manager-count-even","severity":"warning","message":"12 managers","file":"a.toml",)"
        R"("line":2,"column":1,"place":"us.west","help":"one more"},{"rule":"two-sites-only","severity":"info",)"
        R"("message":"two","file":"a.toml","line":3,"column":4,"place":"","help":""}],)"
        R"("summary":{"error":0,"warning":1,"info":1}})");
}

TEST_CASE("no findings are an empty list, and bytes that are no UTF-8 do not stop it") {
  CHECK(nlohmann::json::parse(emit_lint_json({})) ==
        nlohmann::json::parse(R"({"findings":[],"summary":{"error":0,"warning":0,"info":0}})"));
  const std::vector<Finding> hostile{{"x", Severity::error, "a\xFF\"\n", "\xC3", {1, 1, 1}, "", ""}};
  const nlohmann::json read = nlohmann::json::parse(emit_lint_json(hostile));
  CHECK(read["findings"][0]["message"] == "a\xEF\xBF\xBD\"\n");
  CHECK(read["summary"]["error"] == 1);
}

}  // namespace
}  // namespace planner::test
