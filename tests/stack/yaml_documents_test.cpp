// Where docker stops to read.
#include "planner/stack/yaml_documents.hpp"

#include <doctest/doctest.h>

#include <string>

#include "planner/stack/read_stack.hpp"

namespace planner::test {

TEST_CASE("a second document begins behind --- or ..., if there is more than comments in it") {
  const auto end = [](std::string_view text) { return end_of_first_document(text); };
  CHECK_FALSE(end(""));
  CHECK_FALSE(end("a: 1\n"));
  CHECK_FALSE(end("# stack\n---\na: 1\n"));
  CHECK_FALSE(end("%YAML 1.2\n---\na: 1\n"));
  CHECK_FALSE(end("a: 1\n---\n# nothing\n\n"));
  CHECK_FALSE(end("a: 1\n...\n---\n"));
  CHECK_FALSE(end("a: |\n  ---\n  b\n"));
  CHECK_FALSE(end("a: 1\n----\nb: 2\n"));
  CHECK(end("a: 1\n---\nb: 2\n") == 5);
  CHECK(end("---\na: 1\n--- # next\nb: 2\n") == 9);
  CHECK(end("a: 1\n--- {b: 2}\n") == 5);
  CHECK(end("a: 1\n...\nb: 2\n") == 5);
  CHECK(end("---\n---\na: 1\n") == 4);
  CHECK(end("a: 1\r\n---\r\nb: 2\r\n") == 6);
}

TEST_CASE("a stack file of two documents is read as docker reads it, and what is left out is told on its line") {
  const StackReading reading =
      read_stack_file("services:\n  a: {image: box}\n---\nservices:\n  b: {image: box}\n", "s.yml");
  REQUIRE(reading.stack);
  CHECK(reading.stack->services.size() == 1);
  REQUIRE(reading.stack->troubles.size() == 1);
  CHECK(reading.stack->troubles[0].kind == StackTrouble::Kind::ignored);
  CHECK(reading.stack->troubles[0].where.line == 3);
}

}  // namespace planner::test
