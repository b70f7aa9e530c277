// Reading node dumps: what `docker node inspect` prints in all its shapes, and anything else without a crash.
#include <doctest/doctest.h>

#include "planner/live/read_nodes.hpp"
#include "tests/fuzz/mutation.hpp"
#include "tests/fuzz/stack_text_properties.hpp"

using namespace planner;

namespace {

constexpr std::string_view whole = R"([
    {
        "ID": "n1",
        "Version": { "Index": 9 },
        "Spec": {
            "Labels": { "zone": "fra-1", "größe": "L" },
            "Role": "manager",
            "Availability": "drain"
        },
        "Description": {
            "Hostname": "m-1",
            "Platform": { "Architecture": "x86_64", "OS": "linux" },
            "Engine": { "EngineVersion": "28.5.1", "Labels": { "not": "these" }, "Plugins": [ { "Type": "Log", "Name": "awslogs" } ] }
        },
        "Status": { "State": "ready", "Addr": "10.0.0.1" },
        "ManagerStatus": { "Leader": true, "Reachability": "reachable", "Addr": "10.0.0.1:2377" }
    },
    { "ID": "n2", "Spec": { "Labels": {}, "Role": "worker" }, "Description": { "Hostname": "w-1" } }
]
)";

NodeDump read(std::string_view json) {
  DumpReading reading = read_node_dump(json, "nodes.json");
  REQUIRE_MESSAGE(reading.dump.has_value(), (reading.findings.empty() ? "" : reading.findings[0].message));
  return std::move(*reading.dump);
}

Finding refusal(std::string_view json) {
  const DumpReading reading = read_node_dump(json, "nodes.json");
  CHECK_FALSE(reading.dump.has_value());
  REQUIRE(reading.findings.size() == 1);
  CHECK(reading.findings[0].file == "nodes.json");
  CHECK(reading.findings[0].severity == Severity::error);
  return reading.findings[0];
}

std::string repeated(std::string_view text, std::size_t times) {
  std::string result;
  for (std::size_t i = 0; i < times; ++i) result += text;
  return result;
}

}  // namespace

TEST_CASE("node dump: what is taken of a node") {
  const NodeDump dump = read(whole);
  REQUIRE(dump.nodes.size() == 2);
  const DumpedNode& node = dump.nodes[0];
  CHECK(node.id == "n1");
  CHECK(node.hostname == "m-1");
  CHECK(node.role == "manager");
  CHECK(node.availability == "drain");
  CHECK(node.state == "ready");
  CHECK(node.address == "10.0.0.1");
  CHECK(node.engine == "28.5.1");
  REQUIRE(node.labels.size() == 2);
  CHECK(node.labels[0].key == "zone");
  CHECK(node.labels[0].value == "fra-1");
  CHECK(node.labels[0].where == SourceRange{6, 25, 6});
  CHECK(node.labels[1].key == "größe");
  CHECK(node.labels[1].where == SourceRange{6, 42, 7});
  CHECK(dump.nodes[1].role == "worker");
  CHECK(dump.nodes[1].state == "");
  CHECK(dump.nodes[1].labels.empty());
}

TEST_CASE("node dump: one node, one a line, several lists, a byte order mark") {
  CHECK(read(R"({"ID":"a"})").nodes.size() == 1);
  const NodeDump lines = read(
      "{\"ID\":\"a\",\"Spec\":{\"Labels\":{\"x\":\"1\"}}}\n{\"ID\":\"b\",\"Spec\":{\"Labels\":{\"y\":\"2\"}}}\n\n");
  REQUIRE(lines.nodes.size() == 2);
  CHECK(lines.nodes[1].id == "b");
  CHECK(lines.nodes[1].labels[0].where == SourceRange{2, 29, 3});
  CHECK(read(R"([{"ID":"a"}][{"ID":"b"},{"ID":"c"}])").nodes.size() == 3);
  CHECK(read("\xEF\xBB\xBF[{\"ID\":\"a\",\"Spec\":{\"Labels\":{\"x\":\"\"}}}]").nodes[0].labels[0].where ==
        SourceRange{1, 30, 3});
}

TEST_CASE("node dump: escapes in keys") {
  const NodeDump dump = read(R"([{"ID":"a","Spec":{"Labels":{"a\"b\\":"1","\u00e9":"2","\\\"":"3"}}}])");
  REQUIRE(dump.nodes[0].labels.size() == 3);
  CHECK(dump.nodes[0].labels[0].key == "a\"b\\");
  CHECK(dump.nodes[0].labels[0].where == SourceRange{1, 30, 8});
  CHECK(dump.nodes[0].labels[1].key == "é");
  CHECK(dump.nodes[0].labels[1].where == SourceRange{1, 43, 8});
  CHECK(dump.nodes[0].labels[2].where == SourceRange{1, 56, 6});
}

TEST_CASE("node dump: no JSON, at the place where it stops to be") {
  CHECK(refusal("[\n  {\"ID\" 3}\n]").where.line == 2);
  CHECK(refusal("[\n  {\"ID\" 3}\n]").where.column == 9);
  for (const std::string_view json :
       {"", " \n", "[", "{", "[{\"ID\":\"a\"}", "[{\"ID\":\"a\"}] x", "nul", "\"open", "[{\"ID\":\"\xff\"}]",
        "{\"ID\":1e999}", "[{\"ID\":\"a\"},]", "[{\"ID\":\"\\u12\"}]", "\x1b[31m", "{'ID':'a'}"}) {
    CAPTURE(json);
    CHECK(refusal(json).rule == "invalid-syntax");
  }
}

TEST_CASE("node dump: JSON of something else") {
  for (const std::string_view json :
       {"[]", "{}", "3", "\"a\"", "null", "[1,2]", "[[{\"ID\":\"a\"}]]", "[{\"ID\":\"a\"},{\"x\":1}]",
        "[{\"ID\":\"a\"},3]", "[{\"ID\":\"a\"}] 7", "[{\"ID\":\"s\",\"Spec\":{\"TaskTemplate\":{}}}]"}) {
    CAPTURE(json);
    CHECK(refusal(json).rule == "unknown-file");
  }
}

TEST_CASE("node dump: wrong types everywhere are no crash") {
  for (std::string_view value :
       {"1", "null", "true", "[]", "{}", "[\"x\"]", "[{\"x\":\"y\"}]", "{\"x\":{\"y\":\"z\"}}", "{\"x\":[\"y\"]}"})
    for (std::string_view key : {"ID", "Spec", "Description", "Status"}) {
      CHECK(test::broken_dump_property("[{\"ID\":\"a\",\"" + std::string(key) + "\":" + std::string(value) + "}]") ==
            "");
      CHECK(test::broken_dump_property("{\"Spec\":{\"Labels\":" + std::string(value) + "}}") == "");
    }
}

TEST_CASE("node dump: depth and size end in one finding") {
  CHECK(refusal(repeated("[", 1'000'000)).message.find("64 levels") != std::string::npos);
  CHECK(refusal(repeated("{\"a\":", 1'000'000)).message.find("64 levels") != std::string::npos);
  CHECK(refusal(std::string((std::size_t{32} << 20) + 1, ' ')).rule == "too-large");
  std::string labels = "[{\"ID\":\"a\",\"Spec\":{\"Labels\":{";
  for (int i = 0; i < 100'000; ++i) labels += "\"\\\\\\\"ä" + std::to_string(i) + "\":\"x\",";
  labels += "\"last\":\"x\"}}}]";
  CHECK(read(labels).nodes[0].labels.size() == 100'001);
}

TEST_CASE("node dump: thousands of near misses hold every property") {
  constexpr std::string_view pieces[] = {
      "{",   "}",           "[",          "]",       ",",    ":",  "\"", "\\",           "\\u0000", "null",
      "1e9", "\"Labels\":", "\"Spec\":{", "\"ID\":", "\xff", "日", "\n", "\xEF\xBB\xBF", "[{",      "}]"};
  std::mt19937 random(21);
  for (int round = 0; round < 6000; ++round) {
    const std::string text = test::mutated(whole, pieces, random);
    CAPTURE(text);
    REQUIRE(test::broken_dump_property(text) == "");
  }
}
