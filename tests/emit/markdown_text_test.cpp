#include "planner/emit/markdown_text.hpp"

#include <doctest/doctest.h>

using namespace planner;

TEST_CASE("names render as they are") {
  CHECK(markdown_text("us.west.az-1") == "us.west.az-1");
  CHECK(markdown_text("a|b") == "a\\|b");
  CHECK(markdown_text("[x](http://y) <b> *z* _w_ `c` #1 ~~s~~ ![i]") ==
        "\\[x\\](http://y) \\<b\\> \\*z\\* \\_w\\_ \\`c\\` \\#1 \\~\\~s\\~\\~ \\!\\[i\\]");
  CHECK(markdown_text("&lt;") == "\\&lt;");
  CHECK(markdown_text("a\n# b") == "a\\<U+000A\\>\\# b");
}

TEST_CASE("code holds backticks by a longer fence") {
  CHECK(markdown_code("ip-10-0-1-5") == "`ip-10-0-1-5`");
  CHECK(markdown_code("a`b") == "`` a`b ``");
  CHECK(markdown_code("``") == "``` `` ```");
}

TEST_CASE("a cell cannot end its row") {
  const std::string text = markdown_block(Table{{"a", "b"}, {{"x|y\nz", "1"}}, {}});
  CHECK(text == "| a | b |\n| --- | --- |\n| x\\|y\\<U+000A\\>z | 1 |\n\n");
}

TEST_CASE("blocks of a step are indented below it") {
  CHECK(markdown_block(Paragraph{"Run `docker node ls`.", "", "1.", 0}) == "1. Run `docker node ls`.\n\n");
  CHECK(markdown_block(Command{"docker node ls", 1}) == "   ```sh\n   docker node ls\n   ```\n\n");
  CHECK(markdown_block(Names{"us", {"a", "b"}, 1}) == "   - us: `a` `b`\n\n");
  CHECK(markdown_block(Paragraph{"an odd ` tick", "LOUD:", "", 0}) == "**LOUD:** an odd \\` tick\n\n");
}
