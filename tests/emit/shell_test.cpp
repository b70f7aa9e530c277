#include "planner/emit/shell.hpp"

#include <doctest/doctest.h>

#include <cstdio>

namespace planner {
namespace {

/// What a real shell makes of a word.
std::string read_by_sh(const std::string& word) {
  const std::string command = "printf %s " + word;
  std::string text;
  FILE* pipe = popen(command.c_str(), "r");
  REQUIRE(pipe != nullptr);
  for (int c = std::fgetc(pipe); c != EOF; c = std::fgetc(pipe)) text += static_cast<char>(c);
  pclose(pipe);
  return text;
}

}  // namespace

TEST_CASE("a quoted word reaches the command as it was") {
  for (const std::string word : {"us.west.az-1",
                                 "",
                                 " ",
                                 "it's",
                                 "'",
                                 "''",
                                 "'; touch /tmp/x; '",
                                 "$HOME",
                                 "$(id)",
                                 "`id`",
                                 "a\\",
                                 "\\'",
                                 "a\nb",
                                 "\t",
                                 "*",
                                 "?[a-z]",
                                 "~",
                                 "~root",
                                 "#x",
                                 "a#",
                                 "-n",
                                 "=ls",
                                 "a=b",
                                 "!!",
                                 "{a,b}",
                                 "a&b",
                                 "a|b;c>d<e",
                                 "\"",
                                 "\\n",
                                 "gr\xc3\xb6\xc3\x9f"
                                 "e",
                                 "%s",
                                 "\x01\x7f\xff"})
    CHECK(read_by_sh(shell_word(word)) == word);
  std::string every;
  for (int c = 1; c < 256; ++c) every += static_cast<char>(c);
  CHECK(read_by_sh(shell_word(every)) == every);
}

TEST_CASE("plain words stay readable") {
  CHECK(shell_word("zone=us.west.az-1") == "zone=us.west.az-1");
  CHECK(shell_word("a b") == "'a b'");
}

TEST_CASE("a comment stays on its line") {
  CHECK(shell_comment("shop") == "shop");
  CHECK(shell_comment("a\nrm -rf /\r\x1b[2J") == "a?rm -rf /??[2J");
  CHECK(shell_comment("\xe2\x80\xa9") == "???");
}

}  // namespace planner
