// What TOML forbids to declare again, each told with both lines; and what it allows, read without a word.
#include "planner/spec/redefinition.hpp"

#include <doctest/doctest.h>

#include <string>

#include "planner/spec/read_toml.hpp"

using namespace planner;

namespace {

std::string told(std::string_view text) {
  std::string result;
  for (const Finding& it : read_toml(text, "spec.toml").findings)
    result += (result.empty() ? "" : "\n") + std::to_string(it.where.line) + ":" + std::to_string(it.where.column) +
              " " + it.message;
  return result;
}

}  // namespace

TEST_CASE("coming back to a header names the first") {
  CHECK(told("[us.west]\nx = 1\n\n[us.east]\n[us.west]\n") == "5:2 us.west is declared twice: first on line 1");
  CHECK(told("[us.west.a]\n[us]\n[us]\n") == "3:2 us is declared twice: first on line 2");
  CHECK(told("[us.\"we st\"]\n[us.'we st']\n") == "2:2 us.\"we st\" is declared twice: first on line 1");
}

TEST_CASE("an inline table is closed") {
  CHECK(told("[us.west]\n\naz-1 = { managers = 1 }\n[us.west.az-1]\n") ==
        "4:2 us.west.az-1 was closed on line 3 by { \xE2\x80\xA6 }: add the keys there, or write it as [us.west.az-1] "
        "only");
  CHECK(told("[us.west]\naz-1 = { managers = 1 }\n[[us.west.az-1.nodes]]\n")
            .starts_with("3:3 us.west.az-1 was closed on line 2 by {"));
  CHECK(told("[us]\nwest = { az-1 = { managers = 1 } }\n[us.west.az-2]\n")
            .starts_with("3:2 us.west was closed on line 2 by {"));
  CHECK(told("[us]\nwest = { x = 1 }\nwest.az-2 = 1\n").starts_with("3:1 us.west was closed on line 2 by {"));
}

TEST_CASE("a one-line zone is closed, and nobody wrote its braces") {
  CHECK(
      told("[us.west]\n[az-1] managers = 1\n[us.west.az-1]\nworkers = 1\n") ==
      "3:2 us.west.az-1 was closed on line 2, a one-line zone: add the keys there, or write it as [us.west.az-1] only");
  CHECK(told("[us.west]\n[az-1] managers = 1\n[az-1] managers = 1\n") ==
        "3:1 us.west.az-1 is declared twice: first on line 2");
  CHECK(told("[us.west]\n[az-1] managers = 1\naz-1 = 3\n") == "3:1 us.west.az-1 is declared twice: first on line 2");
}

TEST_CASE("values, lists and tables do not become one another") {
  CHECK(told("[us]\nwest = 3\n[us.west]\n") ==
        "3:2 us.west is a plain value since line 2, so nothing can stand inside it");
  CHECK(told("[us]\nwest = 3\n[us.west.az-1]\n").starts_with("3:2 us.west is a plain value since line 2"));
  CHECK(told("[z]\nnodes = [ ]\n[[z.nodes]]\n") ==
        "3:3 z.nodes was closed on line 2 by [ \xE2\x80\xA6 ]: add the entries there, or write each as [[z.nodes]]");
  CHECK(told("[[links]]\n[links]\n") == "2:2 links is a list since line 1, where [[links]] began it");
  CHECK(told("[links]\n[[links]]\n") == "2:3 links is a table since line 1, not a list");
  CHECK(told("[a.b]\n[a]\nb.c = 1\n") == "3:1 a.b has a header of its own on line 1");
  CHECK(told("[a]\nb.c = 1\n[a.b]\n") == "3:2 a.b is declared twice: first on line 2, by a key with dots");
}

TEST_CASE("a key given twice") {
  CHECK(told("[us]\nx = 1\ny = 2\nx = 3\n") == "4:1 x is given twice in us: first on line 2");
  CHECK(told("x = 1\n\"\\u0078\" = 2\n") == "2:1 \"\\u0078\" is given twice: first on line 1");
  CHECK(told("a = [ { b = 1 }, { b = 1, b = 2 } ]\n") == "1:27 b is given twice on this line: at columns 20 and 27");
}

TEST_CASE("all of them are told, the rest is read, and what is read stays where it stood") {
  const std::string text = "[a]\nx = 1\nx = 2\n[b]\ny = 1\n[a]\nz = 9\n[c]\nw = 5\nw = '''\n'''\nv = 6\n";
  CHECK(told(text) ==
        "3:1 x is given twice in a: first on line 2\n"
        "6:2 a is declared twice: first on line 1\n"
        "10:1 w is given twice in c: first on line 9");
  const TomlReading reading = read_toml(text, "");
  CHECK(!reading.complete);
  CHECK(reading.table["a"].as_table()->size() == 1);
  CHECK(reading.table["a"]["x"].value<int>() == 1);
  CHECK(reading.table["c"]["w"].value<int>() == 5);
  REQUIRE(reading.table["c"]["v"].node() != nullptr);
  CHECK(reading.table["c"]["v"].node()->source().begin.line == 12);
}

TEST_CASE("the same name in another entry, another table or another list is another name") {
  CHECK(told("[[a]]\nx = 1\n[a.b]\n[[a]]\nx = 1\n[a.b]\n") == "");
  CHECK(told("[a]\nx = { y = 1 }\n[b]\nx = { y = 1 }\n") == "");
  CHECK(told("a = [ { x = 1 }, { x = 1, y = [ { x = 1 } ] } ]\n") == "");
  CHECK(told("[a.b]\n[a]\n[a.c]\n") == "");
}

TEST_CASE("ten thousand names are told apart, whatever came and went between them") {
  std::string text;
  for (int i = 0; i < 10000; ++i) text += "k" + std::to_string(i) + " = { x = 1, y = { x = 2 } }\n";
  CHECK(told(text) == "");
  CHECK(told(text + "k4321 = 1\n") == "10001:1 k4321 is declared twice: first on line 4322");
}
