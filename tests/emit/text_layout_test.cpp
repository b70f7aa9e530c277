#include "planner/emit/text_layout.hpp"

#include <doctest/doctest.h>

using namespace planner;

TEST_CASE("lines end at the width, at blanks only") {
  CHECK(wrap("one two three", 7) == std::vector<std::string>{"one two", "three"});
  CHECK(wrap("one two three", 80) == std::vector<std::string>{"one two three"});
  CHECK(wrap("a-name-that-is-longer x", 5) == std::vector<std::string>{"a-name-that-is-longer", "x"});
  CHECK(wrap("", 5) == std::vector<std::string>{""});
  CHECK(wrap("\xc3\xa9\xc3\xa9\xc3\xa9 \xc3\xa9", 5) == std::vector<std::string>{"\xc3\xa9\xc3\xa9\xc3\xa9 \xc3\xa9"});
}

TEST_CASE("a clipped text says so and never cuts a code point") {
  CHECK(clipped("short", 5) == "short");
  CHECK(clipped("too long", 7) == "too ...");
  CHECK(clipped("\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9", 4) == "\xc3\xa9...");
}

TEST_CASE("wide characters take two columns") {
  CHECK(width_of("\xe6\x9d\xb1\xe4\xba\xac") == 4);
  CHECK(wrap("\xe6\x9d\xb1 \xe4\xba\xac", 4) == std::vector<std::string>{"\xe6\x9d\xb1", "\xe4\xba\xac"});
  CHECK(clipped("\xe6\x9d\xb1\xe4\xba\xac\xe6\x9d\xb1", 5) == "\xe6\x9d\xb1...");
}
