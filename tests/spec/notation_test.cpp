#include "planner/spec/notation.hpp"

#include <doctest/doctest.h>

#include <fstream>
#include <iterator>
#include <string>
#include <utility>

using namespace planner;

namespace {

std::string rewritten(std::string_view text) {
  const Notation notation = rewrite_notation(text, "spec.toml");
  CHECK(notation.findings.empty());
  return notation.toml;
}

// The one finding of a text, as "line:column message".
std::string refused(std::string_view text) {
  const Notation notation = rewrite_notation(text, "spec.toml");
  REQUIRE(notation.findings.size() == 1);
  const Finding& it = notation.findings.front();
  CHECK(it.rule == "invalid-syntax");
  CHECK(it.severity == Severity::error);
  CHECK(it.file == "spec.toml");
  CHECK(notation.zone_lines.empty());
  return std::to_string(it.where.line) + ":" + std::to_string(it.where.column) + " " + it.message;
}

}  // namespace

TEST_CASE("a one-line zone becomes a key whose body keeps its columns") {
  const std::string text = "[us.west]\n[az-1] managers= 1, loadbalancer = 1   # c\n";
  const Notation notation = rewrite_notation(text, "");
  CHECK(notation.toml == "[us.west]\naz-1={ managers= 1, loadbalancer = 1}   # c\n");
  CHECK(notation.zone_lines == std::vector<int>{2});
  REQUIRE(notation.zone_ends.size() == 1);
  CHECK(notation.toml[notation.zone_ends[0]] == '}');
}

TEST_CASE("blanks, line ends and quoted names of one-line zones") {
  CHECK(rewritten("[az-1] x = 1  \t\n") == "az-1={ x = 1}  \t\n");
  CHECK(rewritten("[az-1] x = 1 \r\ny = 2\r\n") == "az-1={ x = 1} \r\ny = 2\r\n");
  CHECK(rewritten("[az-1] x = 1") == "az-1={ x = 1}");
  CHECK(rewritten("\t[ az-1 ]x = 1 # c") == "\t az-1 ={x = 1} # c");
  CHECK(rewritten("[\"az.1]#\"] x = 1\n") == "\"az.1]#\"={ x = 1}\n");
  CHECK(rewritten("['a'] x = ']#\\' # c\n") == "'a'={ x = ']#\\'} # c\n");
  CHECK(rewritten("[a] x = \"\\\"#\", y = [{ z = '''[''' }]#c\r\n") ==
        "a={ x = \"\\\"#\", y = [{ z = '''[''' }]}#c\r\n");
}

TEST_CASE("what looks like a one-line zone and is none stays as it is") {
  for (const std::string text :
       {"[us.west]\n", "[us.west] # c\n", "[us.west]  \r\n", "[az-1]", "[[links]] x = 1\n", "[ [links] ] x = 1\n",
        "x = [\n[az-1] managers = 1\n]\n", "x = \"\"\"\n[az-1] managers = 1\n\"\"\"\n", "[az 1] managers = 1\n",
        "x = '''\n[az-1] y = 1 '''\n", "x = { y = [\n[az-1] managers = 1\n]}\n", "# [az-1] managers = 1\n",
        "[] x = 1\n"})
    CHECK(rewritten(text) == text);
}

TEST_CASE("a byte order mark is dropped, and counts as no column") {
  CHECK(rewritten("\xEF\xBB\xBFx = 1\n") == "x = 1\n");
  CHECK(refused("\xEF\xBB\xBF[a.b] x = 1\n").starts_with("1:1 "));
}

TEST_CASE("a dotted name on one line is refused with the cure") {
  CHECK(refused("\n[us.west.az-1] managers = 1\n") ==
        "2:1 a one-line zone has one name: write [us.west] above it, or put the keys on lines of their own");
  CHECK(refused(" [us.\"we.st\"] managers = 1\n").starts_with("1:2 a one-line zone has one name: write [us] above it"));
}

TEST_CASE("a body that does not close on its line is refused at what is open") {
  CHECK(refused("[az-1] x = [ 1, { y = 2 }\n").starts_with("1:12 the [ that opens here is not closed on its line"));
  CHECK(refused("[az-1] x = { y = [ 1 }\n").starts_with("1:22 } closes nothing on this line"));
  CHECK(refused("[az-1] \xC3\xBC = \"x # c\n").starts_with("1:12 the \" that opens here"));
  CHECK(refused("[az-1] x = \"\"\"a\nb\"\"\"\n").starts_with("1:12 "));
  CHECK(refused("[az-1] x = 1 }, az-2 = { y = 1\n").starts_with("1:14 } closes nothing"));
}

TEST_CASE("a refused line is blank for the parser, with the lines that go on with its list") {
  CHECK(rewrite_notation("a = 1\n[b.c] x = 1 # c\r\nd = 2\n", "").toml == "a = 1\n\nd = 2\n");
  CHECK(rewrite_notation("[a] x = [\n  { y = 1 },\n] # c\nz = 1\n", "").toml == "\n\n\nz = 1\n");
}

TEST_CASE("only the first hundred refusals are kept") {
  std::string text;
  for (int i = 0; i < 150; ++i) text += "[a.b] x = 1\n";
  const Notation notation = rewrite_notation(text, "");
  CHECK(notation.findings.size() == 100);
  CHECK(notation.toml == std::string(150, '\n'));
}

TEST_CASE("pasted blanks are told once a line and read as blanks, but not in strings and comments") {
  const std::string nbsp = "\xC2\xA0";
  const Notation notation =
      rewrite_notation("[az-1]" + nbsp + "x = 1," + nbsp + "y = '" + nbsp + "' #" + nbsp + "\n", "");
  CHECK(notation.toml == "az-1={ x = 1, y = '" + nbsp + "'} #" + nbsp + "\n");
  REQUIRE(notation.findings.size() == 1);
  CHECK(notation.findings[0].where == SourceRange{1, 7, 1});
  CHECK(notation.findings[0].message == "no-break space U+00A0, pasted from a web page");
  CHECK(notation.findings[0].help == "replace it by an ordinary space");
  CHECK(rewrite_notation("[us.west]" + nbsp + "\n", "").toml == "[us.west] \n");
}

TEST_CASE("comments are found where they stand, as views into the text") {
  const std::string text =
      "# one\r\n[az-1] n = '#' # \xC3\xBC two\nx = [ # three\n 1 ]\ny = \"\"\"\n# no\n\xC3\xBC\"\"\" # four\n[a.b] x = "
      "1 # five";
  const Notation notation = rewrite_notation(text, "");
  REQUIRE(notation.comments.size() == 5);
  const std::pair<SourceRange, std::string_view> expected[] = {{{1, 1, 5}, "# one"},
                                                               {{2, 16, 7}, "# \xC3\xBC two"},
                                                               {{3, 7, 7}, "# three"},
                                                               {{7, 6, 6}, "# four"},
                                                               {{8, 13, 6}, "# five"}};
  for (std::size_t i = 0; i < 5; ++i) {
    CHECK(notation.comments[i].where == expected[i].first);
    CHECK(notation.comments[i].text == expected[i].second);
    CHECK(notation.comments[i].text.data() >= text.data());
    CHECK(notation.comments[i].text.data() + notation.comments[i].text.size() <= text.data() + text.size());
  }
}
