#include "planner/stack/read_stack.hpp"

#include <doctest/doctest.h>

#include "tests/rules/judge.hpp"

namespace planner::test {
namespace {

std::string stack(const std::string& placement) {
  return "version: \"3.8\"\nservices:\n  api:\n    image: x:1\n    deploy:\n      placement:\n" + placement;
}

std::vector<Finding> lint(const std::string& text) { return judge_file({"stack.yml", text}); }

TEST_CASE("constraints and preferences with their positions") {
  const StackReading reading = read_stack_file(stack("        constraints:\n"
                                                     "          - \"node.labels.zone == a\"\n"
                                                     "          - node.role != manager\n"
                                                     "        preferences:\n"
                                                     "          - spread: node.labels.zone\n"),
                                               "stack.yml");
  REQUIRE(reading.stack);
  REQUIRE(reading.stack->services.size() == 1);
  const StackFileService& api = reading.stack->services[0];
  CHECK(api.name == "api");
  CHECK(api.where == SourceRange{3, 3, 3});
  REQUIRE(api.constraints.size() == 2);
  CHECK(api.constraints[0].text == "node.labels.zone == a");
  CHECK(api.constraints[0].where == SourceRange{8, 13, 23});
  CHECK(api.constraints[1].where == SourceRange{9, 13, 20});
  REQUIRE(api.preferences.size() == 1);
  CHECK(api.preferences[0].text == "node.labels.zone");
  CHECK(api.preferences[0].where == SourceRange{11, 21, 16});
}

TEST_CASE("columns count characters, not bytes") {
  const std::vector<Finding> findings = lint(
      "x-note: { \"ü€\": 1 }\nservices: { a: { image: x, hostname: \"ü€\", deploy: { placement: { constraints: "
      "[node.labels.a/b==c] } } } }\n");
  REQUIRE(rules_of(findings) == std::vector<std::string>{"label-unusable"});
  CHECK(findings[0].where == SourceRange{2, 81, 18});
}

TEST_CASE("anchors, aliases and merge keys mean what they mean to Docker") {
  const StackReading reading = read_stack_file(
      "x-place: &place\n  deploy:\n    placement:\n      constraints: [node.role == worker]\n"
      "services:\n  a:\n    <<: *place\n    image: x\n"
      "  b:\n    <<: [*place]\n    deploy: {}\n"
      "  c: *place\n",
      "stack.yml");
  REQUIRE(reading.stack);
  REQUIRE(reading.stack->services.size() == 3);
  CHECK(reading.stack->services[0].constraints.size() == 1);
  CHECK(reading.stack->services[1].constraints.empty());
  CHECK(reading.stack->services[2].constraints.size() == 1);
}

TEST_CASE("keys and values outside the grammar are told, what a variable holds is not judged") {
  const auto told = [](const std::string& constraint) {
    return rules_of(lint(stack("        constraints:\n          - '" + constraint + "'\n")));
  };
  using Rules = std::vector<std::string>;
  const Rules bad{"label-unusable"};
  for (const char* text : {"node.labels.a/b == c", "node.labels.a == b,c", "node.labels.a = b",
                           "node.labels.a == ", "node.labels.a == b@c", "node.labels.a", "node labels == x"})
    CHECK_MESSAGE(told(text) == bad, text);
  for (const char* text : {"node.labels.a == b", "node.labels.1 == b/c", "node.labels.a==b c", "node.id != x",
                           "node.labels.a == ${ZONE}", "node.labels.a == $ZONE", "node.labels.a == x$$"})
    CHECK_MESSAGE(told(text).empty(), text);
  CHECK(rules_of(lint(stack("        preferences:\n          - spread: node.labels.a/b\n"))) == bad);
  CHECK(lint(stack("        preferences:\n          - spread: node.labels.a\n")).empty());
}

TEST_CASE("shapes that deploy refuses are findings, never errors of form") {
  for (const std::string& text :
       {std::string(""), std::string("[]"), std::string("text"), std::string("services:\n"),
        std::string("services: [a]\n"), std::string("services:\n  a:\n"),
        std::string("services:\n  a: {image: x, deploy: [1]}\n"), stack("        constraints: {a: b}\n"),
        stack("        constraints:\n"), stack("        constraints:\n          - node.labels.zone: a\n"),
        stack("        preferences: [a]\n"), stack("        preferences:\n          - {spread: [a]}\n")}) {
    CAPTURE(text);
    const StackReading reading = read_stack_file(text, "stack.yml");
    CHECK(reading.stack);
    CHECK(rules_of(lint(text)) == std::vector<std::string>{"stack-refused"});
  }
  CHECK(lint("version: \"3.8\"\n").empty());
  CHECK(lint("services:\n  a: {image: x, deploy: }\n").empty());
}

TEST_CASE("what is no YAML is an error of form at its line") {
  const std::vector<Finding> findings = lint("services:\n  a: {image: x\n  b: ]\n");
  REQUIRE(rules_of(findings) == std::vector<std::string>{"invalid-syntax"});
  CHECK(findings[0].where.line >= 2);
  CHECK(findings[0].file == "stack.yml");
  CHECK(rules_of(lint("a:\n\t- b\n")) == std::vector<std::string>{"invalid-syntax"});
}

TEST_CASE("allow comments work in stack files") {
  const std::string bad = "          - node.labels.a/b == c";
  CHECK(lint(stack("        constraints:\n" + bad + "  # swarmplan: allow label-unusable because it is a test\n"))
            .empty());
  CHECK(rules_of(lint(stack("        constraints:\n" + bad + "  # swarmplan: allow label-unusable\n"))) ==
        std::vector<std::string>{"label-unusable", "allow-without-reason"});
  CHECK(rules_of(lint("# swarmplan: nonsense\nservices: {}\n")) == std::vector<std::string>{"allow-malformed"});
}

TEST_CASE("too much is refused before it is parsed, nesting and aliases do not exhaust the machine") {
  CHECK(rules_of(lint(std::string((4U << 20U) + 1, ' '))) == std::vector<std::string>{"too-large"});
  for (const char* open : {"[", "{a: ", "- ", "? "}) {
    CAPTURE(open);
    std::string deep;
    while (deep.size() < 200'000) deep += open;
    CHECK(rules_of(lint(deep)) == std::vector<std::string>{"invalid-syntax"});
  }
  CHECK_FALSE(lint("services: &s\n  <<: [*s, *s, *s, *s, *s, *s]\n  a: {image: x}\n").empty());
  std::string bomb = "x-a: &a [x]\n";
  for (char c = 'b'; c <= 'p'; ++c)
    bomb +=
        std::string("x-") + c + ": &" + c + " [*" + static_cast<char>(c - 1) + ", *" + static_cast<char>(c - 1) + "]\n";
  CHECK(lint(bomb).empty());
}

}  // namespace
}  // namespace planner::test
