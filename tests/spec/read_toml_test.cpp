#include "planner/spec/read_toml.hpp"

#include <doctest/doctest.h>

#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "tests/fuzz/spec_text_properties.hpp"
#include "tests/spec/spec_corpus.hpp"

using namespace planner;

namespace {

// Every finding of a text, a line each: "line:column message".
std::string told(std::string_view text) {
  std::string result;
  for (const Finding& it : read_toml(text, "spec.toml").findings)
    result += (result.empty() ? "" : "\n") + std::to_string(it.where.line) + ":" + std::to_string(it.where.column) +
              " " + it.message;
  CHECK(test::broken_property(text) == "");
  return result;
}

std::string content_of(const std::string& path) {
  std::ifstream file(SOURCE_DIR + ("/" + path), std::ios::binary);
  REQUIRE_MESSAGE(file, path);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

TEST_CASE("the documents' layouts read as four regions of two zones") {
  for (const std::string name : {"centralized", "decentralized"}) {
    const TomlReading reading = read_toml(content_of("examples/documents/" + name + ".toml"), name);
    CHECK(reading.findings.empty());
    CHECK(reading.complete);
    for (const char* region : {"us.west", "us.east", "eu.north", "eu.south"}) {
      const toml::table* zones = reading.table.at_path(region).as_table();
      REQUIRE(zones != nullptr);
      CHECK(zones->size() == 2);
      for (const char* zone : {"az-1", "az-3"}) CHECK(zones->at_path(zone)["loadbalancer"].value<int>() == 1);
    }
  }
  const TomlReading reading = read_toml(content_of("examples/documents/centralized.toml"), "");
  const toml::node* managers = reading.table.at_path("eu.south.az-1.managers").node();
  REQUIRE(managers != nullptr);
  CHECK(managers->value<int>() == 2);
  CHECK(managers->source().begin.line == 14);
  CHECK(managers->source().begin.column == 18);
}

TEST_CASE("every spec of the corpus reads without a word") {
  const std::vector<test::CorpusText> specs = test::corpus_specs();
  CHECK(specs.size() == 6);
  for (const test::CorpusText& spec : specs) CHECK_MESSAGE(told(spec.text) == "", spec.title);
}

TEST_CASE("messages on one-line zones speak of what the user wrote") {
  CHECK(told("[az-1] managers = 1 workers = 2\n") == "1:21 a comma is missing between two keys");
  CHECK(told("[az-1] managers = 1,\n") == "1:20 a comma stands behind the last key");
  CHECK(told("[az-1] managers = , workers = 2\n") == "1:19 managers has no value");
  CHECK(told("[az-1] managers = 1, workers =\n") == "1:31 workers has no value");
  CHECK(told("[az-1] managers # c\n") == "1:8 managers has no value");
  CHECK(told("[az-1] managers = 1; workers = 2\n") == "1:20 ; stands where a comma or the end of the line should");
  CHECK(told("[az-1] managers: 1\n") == "1:16 = is missing after managers");
  CHECK(told("[us.west]\n[az-1] managers = 1, managers = 2\n") ==
        "2:22 managers is given twice on this line: at columns 8 and 22");
  CHECK(told("[az-1]\xC2\xA0managers = 1\n") == "1:7 no-break space U+00A0, pasted from a web page");
  CHECK(told("[az-1] hostname = \xE2\x80\x9Cx\xE2\x80\x9D\n") ==
        "1:19 curly quote \xE2\x80\x9C U+201C, pasted from a web page");
  CHECK(told("[az-1] hostname = \"x\xE2\x80\x9D\n").starts_with("1:19 the \" that opens here is not closed"));
}

TEST_CASE("mistakes on one-line zones are all told, and the rest is read") {
  const std::string text = "[us.west]\n[az-1] managers 1\n[a.b] x = 1\n[az-2] workers = 1,\n[az-3] workers = 7\n";
  CHECK(told(text) ==
        "2:17 = is missing after managers\n"
        "3:1 a one-line zone has one name: write [a] above it, or put the keys on lines of their own\n"
        "4:19 a comma stands behind the last key");
  const TomlReading reading = read_toml(text, "");
  CHECK(!reading.complete);
  CHECK(reading.table.at_path("us.west.az-3.workers").value<int>() == 7);
  CHECK(reading.table.at_path("us.west").as_table()->size() == 1);
}

TEST_CASE("of TOML's own syntax errors the first is told, and what stands before it is read") {
  const std::string text = "[us.west]\nx = 1\nname = shop\ny = = 2\n[us.east]\nz = 1\n";
  CHECK(told(text) == "3:8 shop stands without quotes");
  const TomlReading reading = read_toml(text, "");
  CHECK(!reading.complete);
  CHECK(reading.table.at_path("us.west.x").value<int>() == 1);
  CHECK(reading.table.at_path("us").as_table()->size() == 1);
}

TEST_CASE("places are exact, in code points, where the mistake is") {
  CHECK(told("# \xC3\xBC\na = \"\xC3\xBC\" b\n") == "2:9 b stands behind the value of a key");
  CHECK(told("a = \"\xC3\xBC\xF0\x9F\x98\x80\" \xE2\x80\x9C\n") ==
        "1:10 curly quote \xE2\x80\x9C U+201C, pasted from a web page");
  CHECK(told("a = \"x\n") == "1:5 the \" that begins here is not closed on its line");
  CHECK(told("a = 1\r\nb =\r\n") == "2:4 b has no value");
  CHECK(told("nodes = [\n  { a = 1 },\n  { b = 2 }\n\n[us.west]\nx = 1\n") ==
        "1:9 the [ that opens here is never closed");
  CHECK(told("nodes = [\n  { a = 1 }\n  { b = 2 }\n]\n") == "3:3 a comma is missing between two values");
  CHECK(told("a = {\n  b = 1\n}\n") == "1:5 the { that opens here is not closed on its line");
}

TEST_CASE("what people write instead of TOML") {
  CHECK(told("a = 1, b = 2\n") == "1:6 a comma stands behind the value");
  CHECK(told("a = 1 b = 2\n") == "1:7 a second key on one line");
  CHECK(told("a = yes\n") == "1:5 yes stands without quotes");
  CHECK(told("memory = 32GiB\n") == "1:10 32GiB is no number, and text stands in quotes");
  CHECK(told("a = 9223372036854775808\n") == "1:5 9223372036854775808 does not fit in 64 bits");
  CHECK(told("// note\n") == "1:1 / cannot begin a line");
  CHECK(told("[us west]\n") == "1:5 a blank inside a name");
  CHECK(told("[[links]] rtt_ms = 1\n") == "1:11 a key stands behind a header");
  CHECK(told("[us.west\nx = 1\n") == "1:1 ] is missing at the end of this header");
  CHECK(told("a = \"C:\\path\"\n") == "1:8 a backslash before p means nothing");
  CHECK(told("z\xC3\xBCrich = 1\n") == "1:2 = is missing after z");
  CHECK(told("a = 1\rb = 2\n") == "1:6 a carriage return (U+000D) that ends no line");
}

TEST_CASE("a text that is not UTF-8 is refused with line and byte") {
  CHECK(told("a = 1\nb = \"Z\xFCrich\"\n") == "2:7 this file is not UTF-8: byte 7 of line 2 is 0xFC");
  CHECK(told("\xFF\xFE[\0") == "1:1 this file is UTF-16; a spec is UTF-8");
  CHECK(told("a = '\xED\xA0\x80'\n").starts_with("1:6 this file is not UTF-8"));
  CHECK(told("a = '\xC0\x80'\n").starts_with("1:6 "));
  CHECK(!read_toml("\xFF", "").complete);
}

// Not held against the other properties: toml++ itself runs out of stack on the second and third.
TEST_CASE("what stands too deep is refused, not recursed into") {
  const auto first = [](const std::string& text) {
    const TomlReading reading = read_toml(text, "");
    REQUIRE(reading.findings.size() == 1);
    return reading.findings.front().message;
  };
  std::string dots = "a";
  for (int i = 0; i < 100000; ++i) dots += ".a";
  CHECK(first("a = " + std::string(200000, '[')) == "tables and lists stand more than 100 deep here");
  CHECK(first(dots + " = 1\n") == "a name of more than 100 parts");
  CHECK(first("[" + dots + "]\n") == "a name of more than 100 parts");
  std::string tables = "a = ";
  for (int i = 0; i < 90; ++i) tables += "{ b = ";
  CHECK(first(tables + "1" + std::string(90, '}') + "\n") == "tables and lists stand more than 100 deep here");
}

TEST_CASE("reading stops after a hundred mistakes of its own") {
  std::string text = "[t]\n";
  for (int i = 0; i < 300; ++i) text += "a = 1\n";
  CHECK(read_toml(text, "").findings.size() == 100);
}
