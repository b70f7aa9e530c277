#include "planner/stack/yaml_tree.hpp"

#include <doctest/doctest.h>

namespace planner::test {
namespace {

YamlValue read(std::string_view yaml) {
  YamlReading reading = read_yaml(yaml, "s.yml");
  REQUIRE_MESSAGE(reading.root.has_value(), (reading.findings.empty() ? "" : reading.findings[0].message));
  CHECK(reading.findings.empty());
  return std::move(*reading.root);
}

const YamlValue& at(const YamlValue& value, std::string_view key) {
  const YamlField* entry = value.find(key);
  REQUIRE_MESSAGE(entry != nullptr, key);
  return entry->value;
}

std::vector<Finding> refused(std::string_view yaml) { return read_yaml(yaml, "s.yml").refused; }

TEST_CASE("values, kinds and places") {
  const YamlValue root = read("a: [1, \"two\", ~]\nb:\n  c: |\n    5\nd:\n  - e: !!str 5\n");
  REQUIRE(root.is_mapping());
  REQUIRE(root.entries.size() == 3);
  const YamlValue& list = at(root, "a");
  REQUIRE(list.items.size() == 3);
  CHECK(list.where == SourceRange{1, 4, 1});
  CHECK(list.items[0].text == "1");
  CHECK_FALSE(list.items[0].is_text);
  CHECK(list.items[1].text == "two");
  CHECK(list.items[1].is_text);
  CHECK(list.items[1].where == SourceRange{1, 8, 5});
  CHECK(list.items[2].is_null());
  CHECK(at(at(root, "b"), "c").is_text);
  CHECK(at(at(root, "b"), "c").text == "5\n");
  CHECK(at(at(root, "d").items[0], "e").is_text);
  CHECK(root.entries[2].where == SourceRange{5, 1, 1});
  CHECK(root.find("z") == nullptr);
  CHECK(list.find("z") == nullptr);
}

TEST_CASE("an alias is a copy, a merge key brings entries behind the own ones") {
  const YamlValue root = read("x: &x { a: 1, b: 2 }\ny: *x\nz:\n  <<: [*x, { b: 3, c: 4 }]\n  a: 0\n");
  CHECK(at(at(root, "y"), "b").text == "2");
  CHECK(at(at(root, "y"), "b").where == SourceRange{1, 18, 1});
  const YamlValue& z = at(root, "z");
  REQUIRE(z.entries.size() == 3);
  CHECK(z.entries[0].key == "a");
  CHECK(z.entries[0].value.text == "0");
  CHECK(z.entries[1].key == "b");
  CHECK(z.entries[1].value.text == "2");
  CHECK(z.entries[2].key == "c");
}

TEST_CASE("only the first document is read, as Docker does") {
  CHECK(at(read("a: 1\n---\nb: 2\n"), "a").text == "1");
  CHECK(read("").is_null());
}

TEST_CASE("what Docker's reader takes amiss is told at its place") {
  const std::vector<Finding> twice = refused("a: 1\nb: 2\na: 3\n");
  REQUIRE(twice.size() == 1);
  CHECK(twice[0].where == SourceRange{3, 1, 1});
  CHECK(twice[0].message.find("a is written twice") != std::string::npos);
  for (const char* yaml : {"80: x\n", "1.5: x\n", "true: x\n", "2024-01-01: x\n", "[a]: x\n", "{a: b}: x\n", "~: x\n",
                           "a:\n  <<: 1\n", "a:\n  <<: [1]\n", "a:\n  <<:\n"})
    CHECK_MESSAGE(refused(yaml).size() == 1, yaml);
  for (const char* yaml : {"\"80\": x\n", "on: x\n", "y: x\n", "a.b: x\n", "\"<<\": 1\n"})
    CHECK_MESSAGE(refused(yaml).empty(), yaml);
}

TEST_CASE("what contains itself has no end") {
  for (const char* yaml : {"a: &a [*a]\n", "a: &a { b: *a }\n", "a: &a\n  <<: *a\n", "a: &a [{ b: [*a] }]\n"}) {
    const YamlReading reading = read_yaml(yaml, "s.yml");
    CHECK_FALSE(reading.root.has_value());
    REQUIRE(reading.findings.size() == 1);
    CHECK_MESSAGE(reading.findings[0].message.find("alias of itself") != std::string::npos, yaml);
  }
}

TEST_CASE("comments for swarmplan come along") {
  const YamlReading reading = read_yaml("a: 1  # swarmplan: allow x because y\n", "s.yml");
  REQUIRE(reading.allowances.size() == 1);
  CHECK(reading.allowances[0].rule == "x");
}

}  // namespace
}  // namespace planner::test
