#include "planner/file_kind.hpp"

#include <doctest/doctest.h>

#include "planner/lint.hpp"

namespace planner::test {
namespace {

TEST_CASE("the name's ending decides, whatever the text") {
  CHECK((kind_of("a.toml", "services:\n") == FileKind::spec));
  CHECK((kind_of("a.yml", "[fra]\n") == FileKind::stack));
  CHECK((kind_of("a.yaml", "{}") == FileKind::stack));
  CHECK((kind_of("a.json", "x = 1") == FileKind::dump));
}

TEST_CASE("without a known ending the beginning of the text does") {
  const auto of = [](std::string_view text) { return kind_of("file", text); };
  for (const char* text : {"[fra]\na = 1", "# c: d\nx = 1", "[[links]]\n", "[az-1] managers = 1", "x = \"a: b\"", "",
                           "# only a comment", "\xEF\xBB\xBF[fra]\n", "[\"us\"]\n"})
    CHECK_MESSAGE((of(text) == FileKind::spec), text);
  for (const char* text :
       {"services:\n  a: {}\n", "version: \"3.8\"\n", "# x = 1\n\n---\nservices: {}\n", "x-a: &a\n",
        "{services: {a: {image: \"x\"}}}", "{\"services\":{}}", "%YAML 1.1\n---\nservices: {}\n",
        "--- # c\nservices: {}\n", "--- {services: {}}", "services :\n  a: {}\n", "? services\n: {}\n"})
    CHECK_MESSAGE((of(text) == FileKind::stack), text);
  for (const char* text : {"[\n  {\"ID\": \"a\"}]", "{\"ID\": \"a\"}", " [{", "[]"})
    CHECK_MESSAGE((of(text) == FileKind::dump), text);
  for (const char* text : {"hello world", "http://example.org",
                           "\x7f"
                           "ELF"})
    CHECK_MESSAGE((of(text) == FileKind::unknown), text);
  CHECK((kind_of("<stdin>", "hello world") == FileKind::spec));
  CHECK((kind_of("<stdin>", "services: {}\n") == FileKind::stack));
}

TEST_CASE("lint reads each file as what it is and goes on after one that is nothing") {
  const Sources sources{{"notes", "hello world\n"},
                        {"stack", "services:\n  a: {image: b, deploy: {placement: {constraints: [node.labels.a/b == c]}}}\n"},
                        {"nodes", "[{\"ID\":\"n\",\"Spec\":{\"Labels\":{\"a\":\"b@c\"}}}]"},
                        {"spec", "[fra]\na = { managers = 4 }\n"}};
  const Linted linted = lint(sources, {"notes", "stack", "nodes", "spec"});
  CHECK(linted.invalid);
  REQUIRE(linted.findings.size() == 4);
  CHECK(linted.findings[0].rule == "unknown-file");
  CHECK(linted.findings[1].rule == "label-unusable");
  CHECK(linted.findings[1].file == "stack");
  CHECK(linted.findings[2].rule == "label-unusable");
  CHECK(linted.findings[2].file == "nodes");
  CHECK(linted.findings[3].rule == "manager-count-even");
}

}  // namespace
}  // namespace planner::test
