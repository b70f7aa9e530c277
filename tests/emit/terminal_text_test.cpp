#include "planner/emit/terminal_text.hpp"

#include <doctest/doctest.h>

using namespace planner;

TEST_CASE("nothing that moves the cursor reaches a terminal") {
  CHECK(terminal_text("us.west") == "us.west");
  CHECK(terminal_text("\x1b[31mred\x1b[0m") == "?[31mred?[0m");
  CHECK(terminal_text("a\nb\tc\rd\x7f") == "a?b?c?d?");
  CHECK(terminal_text("\xc2\x9b"
                      "31m") == "?31m");  // CSI as one C1 code point
  CHECK(terminal_text("a\xe2\x80\xae"
                      "b\xe2\x81\xa6"
                      "c") == "a?b?c");  // overrides of direction
  CHECK(terminal_text("\xc3\xa9t\xc3\xa9 \xe6\x9d\xb1\xe4\xba\xac") == "\xc3\xa9t\xc3\xa9 \xe6\x9d\xb1\xe4\xba\xac");
}

TEST_CASE("bytes that are no UTF-8 become question marks") {
  CHECK(terminal_text("a\xff"
                      "b") == "a?b");
  CHECK(terminal_text("\xc0\xaf") == "??");            // overlong
  CHECK(terminal_text("\xe0\x80\xaf") == "???");       // overlong
  CHECK(terminal_text("\xed\xa0\x80") == "???");       // surrogate
  CHECK(terminal_text("\xf4\x90\x80\x80") == "????");  // above U+10FFFF
  CHECK(terminal_text("\xe6\x9d") == "??");            // cut short
  CHECK(terminal_text("\xf0\x9f\x98\x80") == "\xf0\x9f\x98\x80");
}

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
