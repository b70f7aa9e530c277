#include "planner/spec/format_spec.hpp"

#include <doctest/doctest.h>

#include <string>

#include "planner/spec/read_toml.hpp"
#include "tests/fuzz/spec_text_properties.hpp"
#include "tests/spec/spec_corpus.hpp"

using namespace planner;

namespace {

std::string formatted(const std::string& text) {
  CHECK(read_toml(text, "").findings.empty());
  CHECK(test::broken_property(text) == "");
  return format_spec(text);
}

}  // namespace

TEST_CASE("fmt writes one-line zones as TOML and keeps their comments") {
  CHECK(formatted("[us.west]\r\n[az-1] managers= 1,loadbalancer =1   # c  \r\n") ==
        "[us.west]\naz-1 = { managers = 1, loadbalancer = 1 }  # c\n");
}

TEST_CASE("fmt puts one space where one belongs and none where none does") {
  CHECK(formatted("a=1\n  b   =\t[1,2 ,3,]\nc={}\nd={x=1,y = { }}\ne=[ ]\n") ==
        "a = 1\nb = [1, 2, 3]\nc = {}\nd = { x = 1, y = {} }\ne = []\n");
  CHECK(formatted("[ a . 'b c' ]#x \n[[ d ]]\nx . \"y.z\" = 1") == "[a.'b c']  #x\n[[d]]\nx.\"y.z\" = 1\n");
}

TEST_CASE("fmt keeps strings, numbers and dates letter for letter") {
  const std::string text =
      "a = 1_000\nb = +0.50e-07\nc = \"\\u00e9  x\"\nd = ' # '\ne = \"\"\"\n  x  \n\"\"\"\nf = 1979-05-27 07:32:00Z\n";
  CHECK(formatted(text) == text);
}

TEST_CASE("fmt keeps at most one blank line, none at either end") {
  CHECK(formatted("\n\n# a\n\n\n[b]\nx = 1\n[c]\n\ny = 1\n\n\n") == "# a\n\n[b]\nx = 1\n[c]\n\ny = 1\n");
  CHECK(formatted("") == "");
  CHECK(formatted("  \n\n") == "");
}

TEST_CASE("fmt keeps lists of several lines that way, with a comma behind the last value") {
  CHECK(formatted("nodes = [ {a=1},\n\n\n  {b=2} # two\n, # three\n  3,4 ]\n") ==
        "nodes = [\n  { a = 1 },\n\n  { b = 2 },  # two\n  # three\n  3, 4,\n]\n");
  CHECK(formatted("a = [\n]\nb = [ # x\n\n]\nc = [[\n1],[2]]\n") == "a = []\nb = [  # x\n]\nc = [[\n  1,\n], [2]]\n");
  CHECK(formatted("a = { b = [\n1 ] }\n") == "a = { b = [\n  1,\n] }\n");
}

TEST_CASE("fmt leaves nothing to do behind it on every spec of the corpus") {
  for (const test::CorpusText& spec : test::corpus_specs()) {
    CAPTURE(spec.title);
    CHECK(formatted(formatted(spec.text)) == formatted(spec.text));
  }
}
