#include "planner/live/read_nodes.hpp"

#include <doctest/doctest.h>

#include "tests/rules/judge.hpp"

namespace planner::test {
namespace {

std::vector<Finding> lint(std::string_view text) { return judge_file({"nodes.json", text}); }

constexpr std::string_view two_nodes = R"([
    {
        "ID": "n1",
        "Spec": { "Labels": { "zone": "a", "ü/x": "b" }, "Role": "manager" },
        "Description": { "Hostname": "mgr1", "Engine": { "Labels": { "os/x": "y@z" } } }
    },
    {
        "ID": "n2",
        "Spec": { "Labels": {}, "Role": "worker" },
        "Description": { "Hostname": "wrk1" },
        "Status": { "State": "ready" }
    }
])";

TEST_CASE("ids, host names and the labels of the node, each with its line and column") {
  const DumpReading reading = read_node_dump(two_nodes, "nodes.json");
  REQUIRE(reading.dump);
  REQUIRE(reading.dump->nodes.size() == 2);
  const DumpedNode& first = reading.dump->nodes[0];
  CHECK(first.id == "n1");
  CHECK(first.hostname == "mgr1");
  REQUIRE(first.labels.size() == 2);
  CHECK(first.labels[0].key == "zone");
  CHECK(first.labels[0].value == "a");
  CHECK(first.labels[0].where == SourceRange{4, 31, 6});
  CHECK(first.labels[1].where == SourceRange{4, 44, 5});
  CHECK(reading.dump->nodes[1].labels.empty());
  CHECK(reading.dump->nodes[1].hostname == "wrk1");
}

TEST_CASE("a key or value outside the grammar is told at its key; engine labels are not the node's") {
  const std::vector<Finding> findings = lint(two_nodes);
  REQUIRE(rules_of(findings) == std::vector<std::string>{"label-unusable"});
  CHECK(findings[0].where == SourceRange{4, 44, 5});
  CHECK(findings[0].place == "mgr1");
  const auto told = [](const std::string& label) {
    return lint("[{\"ID\":\"a\",\"Spec\":{\"Labels\":{" + label + "}}}]").size();
  };
  CHECK(told(R"("a": "b")") == 0);
  CHECK(told(R"("a": "b c")") == 0);
  CHECK(told(R"("com.example.x": "a/b:c")") == 0);
  CHECK(told(R"("a": "b,c")") == 1);
  CHECK(told(R"("a": "")") == 1);
  CHECK(told(R"("a b": "c")") == 1);
  CHECK(told(R"("a\"b": "c", "d": "é")") == 2);
}

TEST_CASE("one node without a list is read too") {
  const DumpReading reading = read_node_dump(R"({ "ID": "x", "Spec": { "Labels": { "a": "b" } } })", "n.json");
  REQUIRE(reading.dump);
  CHECK(reading.dump->nodes[0].labels[0].value == "b");
}

TEST_CASE("what is no JSON, or no node dump, is an error of form that says so") {
  const std::vector<Finding> cut = lint("[\n  { \"ID\": \"a\",\n");
  REQUIRE(rules_of(cut) == std::vector<std::string>{"invalid-syntax"});
  CHECK(cut[0].where.line >= 2);
  CHECK(rules_of(lint("")) == std::vector<std::string>{"invalid-syntax"});
  for (const char* text : {"[]", "{}", "[1]", "\"x\"", R"([{"ID":"a"},{"x":1}])", R"({"services":{}})",
                           R"([{"ID":"s","Spec":{"Labels":{"a":"b@c"},"TaskTemplate":{}}}])"})
    CHECK_MESSAGE(rules_of(lint(text)) == std::vector<std::string>{"unknown-file"}, text);
}

TEST_CASE("deep nesting is refused, and one long line stays fast") {
  CHECK(rules_of(lint(std::string(1'000'000, '['))) == std::vector<std::string>{"invalid-syntax"});
  std::string line = R"([{"ID":"a","Spec":{"Labels":{"first":"1")";
  for (int i = 0; i < 20'000; ++i) line += ",\"k/" + std::to_string(i) + "\":\"v\"";
  CHECK(lint(line + "}}}]").size() == 20'000);
}

}  // namespace
}  // namespace planner::test
