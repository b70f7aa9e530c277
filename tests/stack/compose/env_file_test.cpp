#include "planner/stack/compose/env_file.hpp"

#include <doctest/doctest.h>

#include "planner/variables.hpp"

using namespace planner;

namespace {

std::string value_of(std::string_view line) {
  const EnvFile file = read_env_file(line);
  if (file.bad_line || file.lines.size() != 1) return "(bad)";
  return file.lines[0].value.value_or("(none)");
}

}  // namespace

TEST_CASE("quotes come off, comments go, blanks around stay out") {
  CHECK(value_of("A=b c") == "b c");
  CHECK(value_of("  A = b # c") == "b");
  CHECK(value_of("A=b#c") == "b#c");
  CHECK(value_of("A=\"b # c\" # d") == "b # c");
  CHECK(value_of("A='b\"$c'") == "b\"$c");
  CHECK(value_of("A=\"b\\nc\\\"d\"") == "b\nc\"d");
  CHECK(value_of("export A=b") == "b");
  CHECK(value_of("A=") == "");
  CHECK(value_of("A") == "(none)");
  CHECK(value_of("A=\"b\"c") == "\"b\"c");
  CHECK(value_of("A=x=y\r\n") == "x=y");
}

TEST_CASE("lines that are none are told by their number") {
  CHECK(*read_env_file("A=b\n\n# c\n=d\n").bad_line == 4);
  CHECK(*read_env_file("a b=c").bad_line == 1);
}

TEST_CASE("variables of an env file may use those before them") {
  Variables variables;
  CHECK(add_variables("A=1\nB=${A}2\nC='${A}'\nD=\n", variables).empty());
  CHECK(variables == Variables{{"A", "1"}, {"B", "12"}, {"C", "${A}"}, {"D", ""}});
  CHECK(add_variables("a b", variables) == "line 1 is no NAME=value");
}
