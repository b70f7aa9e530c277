#include "planner/stack/compose/env_file.hpp"

#include <doctest/doctest.h>

#include "planner/variables.hpp"

using namespace planner;

namespace {

/// As it reads, dollars of a template doubled.
std::string value_of(std::string_view line) {
  const EnvFile file = read_env_file(line);
  if (file.trouble || file.lines.size() != 1) return "(bad)";
  return file.lines[0].value.value_or("(none)");
}

std::string trouble_of(std::string_view text) {
  const EnvFile file = read_env_file(text);
  return file.trouble ? std::to_string(file.trouble->line) + " " + file.trouble->why : "";
}

}  // namespace

TEST_CASE("quotes come off, comments go, blanks around stay out") {
  CHECK(value_of("A=b c") == "b c");
  CHECK(value_of("  A = b # c") == "b");
  CHECK(value_of("A=b#c") == "b#c");
  CHECK(value_of("A=\"b # c\" # d") == "b # c");
  CHECK(value_of("A='b\"$c'") == "b\"$$c");
  CHECK(value_of("A='it\\'s \\n'") == "it's \\n");
  CHECK(value_of("A=\"b\\nc\\\"d\\\\ \\x \\0101\"") == "b\nc\"d\\ \\x A");
  CHECK(value_of("export A=b") == "b");
  CHECK(value_of("exported=b") == "b");
  CHECK(value_of("A=") == "");
  CHECK(value_of("A") == "(none)");
  CHECK(value_of("A=x=y\r\n") == "x=y");
  CHECK(value_of("\xEF\xBB\xBF"
                 "A=b") == "b");
}

TEST_CASE("a dollar that begins no variable is a dollar, and so is an escaped one between double quotes") {
  CHECK(value_of("A=p$word") == "p$word");
  CHECK(value_of("A=\"p\\$word\"") == "p$$word");
  CHECK(value_of("A=p\\$word") == "p\\$word");
  CHECK(value_of("A=5$ $1 a$") == "5$$ $$1 a$$");
  CHECK(value_of("A=$$B${C:-$}") == "$$B${C:-$$}");
}

TEST_CASE("a colon may stand for the equals sign, and quoted values run over lines") {
  CHECK(value_of("A: b") == "b");
  CHECK(value_of("A:b=c") == "b=c");
  CHECK(value_of("A=\"one\ntwo\"\n") == "one\ntwo");
  const EnvFile file = read_env_file("A='x\n\ny'\n# no\nB=c");
  REQUIRE(file.lines.size() == 2);
  CHECK(file.lines[1].line == 5);
}

TEST_CASE("format: raw keeps all that stands behind NAME=") {
  const EnvFile file = read_raw_env_file("  A= \"b\\$\" # c \r\n# no\n\nB=$x\nC\n");
  REQUIRE(file.lines.size() == 3);
  CHECK(*file.lines[0].value == " \"b\\$$\" # c ");
  CHECK(*file.lines[1].value == "$$x");
  CHECK(!file.lines[2].value);
  CHECK(read_raw_env_file("A=1\nB C=2\n").trouble->line == 2);
}

TEST_CASE("lines that are none are told by their number") {
  CHECK(trouble_of("A=b\n\n# c\n=d\n") == "4 is no NAME=value");
  CHECK(trouble_of("a b=c") == "1 is no NAME=value");
  CHECK(trouble_of("A=1\nB=\"x\ny\n") == "2 begins a text with \" that nothing ends");
  CHECK(trouble_of("A=\"b\"c") == "1 goes on behind the quote that ends its value");
}

TEST_CASE("variables of an env file may use those before them") {
  Variables variables;
  CHECK(add_variables("A=1\nB=${A}2\nC='${A}'\nD=\n", variables).empty());
  CHECK(variables == Variables{{"A", "1"}, {"B", "12"}, {"C", "${A}"}, {"D", ""}});
  CHECK(add_variables("a b", variables) == "line 1 is no NAME=value");
}

TEST_CASE("what is given already beats the lines of a file") {
  Variables variables;
  CHECK(add_variables("A=1\nB=$A\n", variables, {{"A", "given"}}).empty());
  CHECK(variables == Variables{{"A", "1"}, {"B", "given"}});
}

TEST_CASE("values that double with each line end in one message") {
  std::string text = "A0=xxxxxxxxxxxxxxxx\n";
  for (int i = 1; i < 64; ++i)
    text += "A" + std::to_string(i) + "=$A" + std::to_string(i - 1) + "$A" + std::to_string(i - 1) + "\n";
  Variables variables;
  CHECK(add_variables(text, variables) == "line 15 gives a value over 131072 bytes");
}
