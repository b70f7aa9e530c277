// Reading stack files: what Docker would read, places to the column, and no input that takes the program down.
#include <doctest/doctest.h>

#include "planner/stack/read_stack.hpp"
#include "tests/fuzz/mutation.hpp"
#include "tests/fuzz/stack_text_properties.hpp"
#include "tests/rules/judge.hpp"

using namespace planner;

namespace {

constexpr std::string_view whole = R"(version: "3.8"
x-placed: &placed
  placement:
    max_replicas_per_node: 2
    constraints: ["node.role==worker", 'node.labels.Größe == "x"']
    preferences:
      - spread: node.labels.zone
      - { spread: node.labels.rack }
services:
  web:
    image: a
    deploy:
      <<: *placed
      replicas: 6
  api:
    image: b
    deploy: { mode: global, placement: { constraints: ["node.labels.$$x != ${Y}"] } }
  plain: { image: c }
)";

StackFile read(std::string_view yaml) {
  StackReading reading = read_stack_file(yaml, "s.yml");
  REQUIRE_MESSAGE(reading.stack.has_value(), (reading.findings.empty() ? "" : reading.findings[0].message));
  return std::move(*reading.stack);
}

Finding refusal(std::string_view yaml) {
  const StackReading reading = read_stack_file(yaml, "s.yml");
  CHECK_FALSE(reading.stack.has_value());
  REQUIRE(reading.findings.size() == 1);
  CHECK(reading.findings[0].file == "s.yml");
  return reading.findings[0];
}

std::string service_with(std::string_view deploy) {
  return "services:\n  web:\n    image: a\n    deploy:\n      " + std::string(deploy) + "\n";
}

std::string repeated(std::string_view text, std::size_t times) {
  std::string result;
  result.reserve(text.size() * times);
  for (std::size_t i = 0; i < times; ++i) result += text;
  return result;
}

}  // namespace

TEST_CASE("stack file: placement, with merge keys, and where each word stands") {
  const StackFile stack = read(whole);
  CHECK(stack.refused.empty());
  REQUIRE(stack.services.size() == 3);
  const StackFileService& web = stack.services[0];
  CHECK(web.name == "web");
  CHECK(web.where == SourceRange{10, 3, 3});
  CHECK(web.mode == "replicated");
  CHECK(web.replicas == 6);
  CHECK(web.max_replicas_per_node == 2);
  REQUIRE(web.constraints.size() == 2);
  CHECK(web.constraints[0].text == "node.role==worker");
  CHECK(web.constraints[0].where == SourceRange{5, 19, 19});
  CHECK(web.constraints[1].text == "node.labels.Größe == \"x\"");
  CHECK(web.constraints[1].where == SourceRange{5, 40, 26});
  REQUIRE(web.preferences.size() == 2);
  CHECK(web.preferences[0].where == SourceRange{7, 17, 16});
  CHECK(web.preferences[1].text == "node.labels.rack");
  const StackFileService& api = stack.services[1];
  CHECK(api.mode == "global");
  CHECK_FALSE(api.replicas.has_value());
  REQUIRE(api.constraints.size() == 1);
  CHECK(api.constraints[0].text == "node.labels.$$x != ${Y}");
  CHECK(stack.services[2].constraints.empty());
}

TEST_CASE("stack file: a byte order mark and CRLF move nothing") {
  const StackFile stack = read("\xEF\xBB\xBFservices: { web: { deploy: { placement: { constraints: [a==b] } } } }\r\n");
  REQUIRE(stack.services.size() == 1);
  CHECK(stack.services[0].where == SourceRange{1, 13, 3});
  CHECK(stack.services[0].constraints[0].where == SourceRange{1, 57, 4});
}

TEST_CASE("stack file: own keys go before merged ones, earlier merges before later, nested ones last") {
  const StackFile stack = read(R"(a: &a { replicas: 1, mode: global }
b: &b { replicas: 2, placement: { constraints: [b==b] } }
c: &c { <<: *b, mode: replicated-job }
services:
  one: { deploy: { <<: [*a, *b], mode: replicated } }
  two: { deploy: { <<: [*b, *a] } }
  three: { deploy: { <<: *c } }
)");
  REQUIRE(stack.services.size() == 3);
  CHECK(stack.services[0].replicas == 1);
  CHECK(stack.services[0].mode == "replicated");
  CHECK(stack.services[0].constraints.size() == 1);
  CHECK(stack.services[1].replicas == 2);
  CHECK(stack.services[1].mode == "global");
  CHECK(stack.services[2].replicas == 2);
  CHECK(stack.services[2].mode == "replicated-job");
}

std::vector<Finding> refusals(std::string_view yaml) {
  std::vector<Finding> findings = test::judge_file({"s.yml", yaml});
  std::erase_if(findings, [](const Finding& finding) {
    return finding.rule != "stack-refused" && finding.rule != "stack-value-refused";
  });
  return findings;
}

TEST_CASE("stack file: what deploy refuses is told at its place, and is no error of form") {
  struct Case {
    std::string yaml;
    SourceRange where;
    std::string_view word;
  };
  const Case cases[] = {
      {"", {1, 1, 1}, "the file has to be a mapping"},
      {"- a\n", {1, 1, 1}, "the file has to be a mapping"},
      {"just words", {1, 1, 10}, "the file has to be a mapping"},
      {"services:\n", {1, 1, 8}, "services has to be a mapping"},
      {"services: [a]", {1, 1, 8}, "services has to be a mapping"},
      {"services:\n  web:\n", {2, 3, 3}, "services.web has to be a mapping"},
      {"services:\n  web: 3\n", {2, 8, 1}, "services.web has to be a mapping"},
      {"services: { web: { deploy: 1 } }", {1, 28, 1}, "services.web.deploy has to be a mapping"},
      {service_with("replicas: three"), {5, 17, 5}, "deploy.replicas has to be a whole number"},
      {service_with("replicas: \"3\""), {5, 17, 3}, "deploy.replicas has to be a whole number"},
      {service_with("replicas: -1"), {5, 17, 2}, "deploy.replicas has to be 0 or more"},
      {service_with("replicas: 1.5"), {5, 17, 3}, "deploy.replicas has to be a whole number"},
      {service_with("replicas:"), {5, 7, 8}, "deploy.replicas has to be a whole number"},
      {service_with("replicas: [1]"), {5, 7, 8}, "deploy.replicas has to be a whole number"},
      {service_with("mode: everywhere"), {5, 13, 10}, "deploy.mode has to be one of replicated, global"},
      {service_with("placement: 7"), {5, 18, 1}, "deploy.placement has to be a mapping"},
      {service_with("placement: { constraints: a==b }"), {5, 33, 4}, "constraints has to be a list"},
      {service_with("placement: { constraints: [[a]] }"), {5, 34, 1}, "constraints.0 has to be a text"},
      {service_with("placement: { preferences: [a] }"), {5, 34, 1}, "preferences.0 has to be a mapping"},
      {service_with("placement: { preferences: [{spread: [a]}] }"),
       {5, 35, 6},
       "preferences.0.spread has to be a text"},
      {service_with("placement: { max_replicas_per_node: x }"), {5, 43, 1}, "max_replicas_per_node has to be a whole"},
      {"services:\n  a: { image: x }\n  a: { image: y }\n", {3, 3, 1}, "a is written twice"},
  };
  for (const Case& each : cases) {
    CAPTURE(each.yaml);
    const std::vector<Finding> refused = refusals(each.yaml);
    REQUIRE(refused.size() == 1);
    CHECK_MESSAGE(refused[0].message.find(each.word) != std::string::npos, refused[0].message);
    CHECK(refused[0].where.line == each.where.line);
    CHECK(refused[0].where.column == each.where.column);
    CHECK(refused[0].where.length == each.where.length);
    CHECK(refused[0].severity == Severity::error);
    CHECK(refused[0].message.find("refuse") != std::string::npos);
  }
}

TEST_CASE("stack file: what is nothing to deploy, or known at deploy time only, is no mistake") {
  for (const std::string_view yaml :
       {std::string("{}"), std::string("version: '3'\n"), std::string("services: {}\n"), service_with("{}"),
        service_with("replicas: ${N:-3}"), service_with("mode: ${MODE}"), service_with("placement: {}"),
        std::string("services: { web: { image: a, deploy: null } }"),
        service_with("placement: { max_replicas_per_node: 99999999999999999999 }"),
        std::string("services: { web: { image: a } }\n---\n[not, looked, at]\n")}) {
    CAPTURE(yaml);
    CHECK(refusals(yaml).empty());
  }
  CHECK_FALSE(read(service_with("replicas: ${N:-3}")).services[0].replicas.has_value());
}

TEST_CASE("stack file: no YAML") {
  for (const std::string_view yaml : {"services: [", "a: b: c", "\"open", "{a", "services:\n\tweb: {}\n", "*nobody",
                                      "a: *b\nb: &b 1", "%YAML 9\nx", "!<", "? [", "@a", "`a"}) {
    CAPTURE(yaml);
    const Finding finding = refusal(yaml);
    CHECK(finding.rule == "invalid-syntax");
    CHECK(finding.severity == Severity::error);
  }
}

TEST_CASE("stack file: bytes that YAML does not have") {
  const Finding eof = refusal("services:\n  web: {}\n# \x04\n  api: [\n");
  CHECK(eof.rule == "invalid-syntax");
  CHECK(eof.where == SourceRange{3, 3, 1});
  CHECK(eof.message.find("0x04") != std::string::npos);
  CHECK(refusal(std::string("a: \0b", 5)).rule == "invalid-syntax");
  CHECK(refusal("a: b\xff").where == SourceRange{1, 5, 1});
  CHECK(refusal("\xff\xfe"
                "a")
            .rule == "invalid-syntax");
}

TEST_CASE("stack file: size") {
  CHECK(refusal(std::string((std::size_t{4} << 20) + 1, '#')).rule == "too-large");
  CHECK(read("services: {}\n" + std::string((std::size_t{4} << 20) - 13, '#')).services.empty());
}

TEST_CASE("stack file: nesting of any depth and kind is refused or read, never a crash") {
  for (std::string_view piece : {"[", "{a: ", "- ", "? ", "{", "[{", "a: [", "!!map {", "&a [", "- - ", ": "}) {
    for (std::size_t times : {100u, 1000u, 100'000u}) {
      CAPTURE(piece);
      CAPTURE(times);
      CHECK(test::broken_stack_property(repeated(piece, times)) == "");
    }
  }
  std::string deep = "services: ";
  deep += repeated("[", 3000) + repeated("]", 3000);
  CHECK(refusal(deep).message.find("nested too deep") != std::string::npos);
  std::string indented;
  for (std::size_t i = 0; i < 1500; ++i) indented += std::string(i, ' ') + "a:\n";
  CHECK(refusal(indented).message.find("nested too deep") != std::string::npos);
}

TEST_CASE("stack file: aliases that stand for very much end in one finding, soon") {
  std::string laughs = "a0: &a0 [x]\n";
  std::string merges = "a0: &a0 { deploy: { placement: { constraints: [x==y] } } }\n";
  for (int i = 1; i < 30; ++i) {
    const std::string now = "a" + std::to_string(i), before = "*a" + std::to_string(i - 1);
    laughs += now + ": &" + now + " [" + before + ", " + before + ", " + before + "]\n";
    merges += now + ": &" + now + " { <<: [" + before + ", " + before + ", " + before + "] }\n";
  }
  laughs += "services: { web: { deploy: { placement: { constraints: *a29 } } } }\n";
  merges += "services: { web: { <<: *a29 } }\n";
  CHECK(refusal(laughs).rule == "too-large");
  CHECK(refusal(merges).rule == "too-large");

  std::string square = "l: &l [" + repeated("a==b,", 20'000) + "a]\nservices:\n";
  std::string big_text = "l: &l [" + std::string(1 << 20, 'x') + "]\nservices:\n";
  std::string big_key = "l: &l { ? " + std::string(1 << 20, 'k') + " : 1 }\nservices:\n";
  std::string no_maps = "l: &l [" + repeated("1,", 100'000) + "1]\nservices:\n";
  for (int i = 0; i < 20'000; ++i) {
    const std::string name = "  s" + std::to_string(i);
    square += name + ": { deploy: { placement: { constraints: *l } } }\n";
    big_text += name + ": { deploy: { placement: { constraints: *l } } }\n";
    big_key += name + ": { deploy: *l }\n";
    no_maps += name + ": { <<: *l }\n";
  }
  for (const std::string_view yaml : {square, big_text, big_key, no_maps}) CHECK(refusal(yaml).rule == "too-large");
}

TEST_CASE("stack file: a long name in many refusals takes no memory to speak of") {
  std::string yaml = "services:\n  ? " + std::string(100'000, 'n') + "\n  : deploy: { placement: { constraints: [";
  yaml += repeated("[],", 300'000) + "[]] } }\n";
  CHECK(refusal(yaml).rule == "too-large");
}

TEST_CASE("stack file: a mapping that merges itself ends") {
  CHECK(test::broken_stack_property("services: &s\n  <<: *s\n  web: {}\n") == "");
  CHECK(test::broken_stack_property("services: &s { <<: [*s, *s, *s], web: &w { <<: [*w, *s, *w] } }") == "");
  CHECK(test::broken_stack_property("services: { a: { deploy: &d { placement: *d, <<: *d } } }") == "");
  CHECK(test::broken_stack_property("l: &l [*l, *l]\nservices: { a: { <<: *l } }") == "");
}

TEST_CASE("stack file: a 4 MiB file on one line, or of many services, is read in seconds") {
  std::string one =
      "services: { web: { deploy: { placement: { constraints: [" + repeated("\"ä==b\", ", 90'000) + "a==b] } } } }";
  std::string many = "services:\n";
  for (int i = 0; i < 30'000; ++i)
    many += "  s" + std::to_string(i) + ": { deploy: { placement: { constraints: [a==b] } } }\n";
  CHECK(read(one).services[0].constraints.back().where == SourceRange{1, 720'057, 4});
  CHECK(read(many).services.size() == 30'000);
}

TEST_CASE("stack file: thousands of near misses hold every property") {
  constexpr std::string_view pieces[] = {
      "<<: *placed", "&a ",      "*a",   "*placed", "!!int ",   "!!binary ", "? ", ": ",   "- ",  "\t",  "\r",
      "|\n",         ">-\n",     "'",    "\"",      "[",        "{",         "}",  "]",    "---", "...", "~",
      "null",        "%TAG ! x", "\x04", "日",      "\xE2\x80", "#",         "0x", ".inf", "${",  "\\u", "@"};
  std::mt19937 random(20);
  for (int round = 0; round < 4000; ++round) {
    const std::string text = test::mutated(whole, pieces, random);
    CAPTURE(text);
    REQUIRE(test::broken_stack_property(text) == "");
  }
}
