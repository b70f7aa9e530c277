// %YAML and %TAG as Docker's reader takes them.
#include "planner/stack/yaml_directives.hpp"

#include <doctest/doctest.h>

#include <string>

#include "planner/stack/read_stack.hpp"

namespace planner::test {
namespace {

std::vector<int> lines_told(std::string_view yaml) {
  std::vector<Finding> refused;
  tell_directives(yaml, refused);
  std::vector<int> lines;
  for (const Finding& finding : refused) lines.push_back(finding.where.line);
  return lines;
}

}  // namespace

TEST_CASE("%YAML 1.1 once and %TAG are taken, whatever else is not, before the first document alone") {
  using Lines = std::vector<int>;
  for (const char* yaml : {"", "a: 1\n", "%YAML 1.1\n---\na: 1\n", "# c\n\n%YAML 1.1 # c\r\n---\na: 1\n",
                           "%TAG !e! tag:example.org,2000:\n---\na: 1\n", "a: 1\n---\n%YAML 1.2\n",
                           "a: |\n  b\n%YAML 1.2\n", "%YAML\t1.1\n--- {a: 1}\n"})
    CHECK_MESSAGE(lines_told(yaml).empty(), yaml);
  CHECK(lines_told("%YAML 1.2\n---\na: 1\n") == Lines{1});
  CHECK(lines_told("# c\n%YAML 1.0\n---\na: 1\n") == Lines{2});
  CHECK(lines_told("%YAML 1.1\n%YAML 1.1\n---\na: 1\n") == Lines{2});
  CHECK(lines_told("%FOO bar\n---\na: 1\n") == Lines{1});
  CHECK(lines_told("%YAML 1.1\n\na: 1\n") == Lines{3});
}

TEST_CASE("a stack file with %YAML 1.2 is refused, and read all the same") {
  const StackReading reading = read_stack_file("%YAML 1.2\n---\nservices:\n  a: {image: box}\n", "s.yml");
  REQUIRE(reading.stack);
  CHECK(reading.stack->services.size() == 1);
  REQUIRE(reading.stack->refused.size() == 1);
  CHECK(reading.stack->refused[0].where.line == 1);
  CHECK(reading.stack->refused[0].message.find("%YAML 1.1 alone") != std::string::npos);
}

TEST_CASE("two merge keys in one mapping are refused, a list of two is not") {
  const std::string head = "x-a: &a {init: true}\nx-b: &b {hostname: h}\nservices:\n  s:\n    image: box:1\n";
  const StackReading two = read_stack_file(head + "    <<: *a\n    <<: *b\n", "s.yml");
  REQUIRE(two.stack);
  REQUIRE(two.stack->refused.size() == 1);
  CHECK(two.stack->refused[0].where.line == 7);
  CHECK(read_stack_file(head + "    <<: [*a, *b]\n", "s.yml").stack->refused.empty());
}

}  // namespace planner::test
