#include "planner/emit/yaml.hpp"

#include <doctest/doctest.h>
#include <yaml-cpp/yaml.h>

#include "tests/emit/hostile_strings.hpp"

using namespace planner;

TEST_CASE("a string reads back as itself, as a value, an item and a key") {
  for (const std::string& text : test::hostile_strings()) {
    INFO(text);
    Yaml document = yaml_map();
    add(document, "value", yaml_text(text), {text});
    Yaml& list = add(document, "list", yaml_list(), {text, "second"});
    add_item(list, yaml_text(text));
    add(add(document, "map", yaml_map()), text, yaml_text(text));
    add(document, "last", yaml_text("here"));
    const YAML::Node read = YAML::Load(print_yaml(document));
    CHECK(read.size() == 4);
    CHECK(read["value"].Scalar() == text);
    CHECK(read["value"].IsScalar());
    CHECK(read["list"][0].Scalar() == text);
    REQUIRE(read["map"].size() == 1);
    CHECK(read["map"].begin()->first.Scalar() == text);
    CHECK(read["map"].begin()->second.Scalar() == text);
    CHECK(read["last"].Scalar() == "here");
  }
}

TEST_CASE("only harmless words are plain") {
  for (const char* text : {"app", "traefik:3.6", "/var/lib", "us.west.az-1", "start-first", "ghcr.io/a/b:c"})
    CHECK(yaml_quote(text) == text);
  for (const char* text : {"3.8", "10s", "-a", "yes", "a b", "a:", ".a", "_a", "\xC3\xA9"})
    CHECK(yaml_quote(text).front() == '"');
}

TEST_CASE("what is no UTF-8 becomes a replacement character, byte by byte") {
  CHECK(yaml_quote("a\xFF"
                   "b") ==
        "\"a\xEF\xBF\xBD"
        "b\"");
  CHECK(yaml_quote("\xC3") == "\"\xEF\xBF\xBD\"");
  CHECK(yaml_quote("\xED\xA0\x80").find("\xEF\xBF\xBD") == 1);
  CHECK(yaml_quote("\xC0\xAF") == "\"\xEF\xBF\xBD\xEF\xBF\xBD\"");
  CHECK(yaml_quote("\xF0\x9F\x90\xB3") == "\"\xF0\x9F\x90\xB3\"");
}

TEST_CASE("a comment stays one line") {
  CHECK(yaml_comment("a\nservices: {}") == "a\\nservices: {}");
  CHECK(yaml_comment("a\xE2\x80\xA8"
                     "b") == "a\\u2028b");
  CHECK(yaml_comment("\x1B[31m") == "\\x1b[31m");
}

TEST_CASE("collections nest, empty ones stay visible") {
  Yaml document = yaml_map();
  Yaml& list = add(document, "a", yaml_list());
  Yaml item = yaml_map();
  add(item, "b", yaml_integer(1));
  add(item, "c", yaml_list());
  add(add(item, "d", yaml_map()), "e", yaml_number(0.5));
  add_item(list, std::move(item));
  Yaml inner = yaml_list();
  add_item(inner, yaml_flag(true));
  add_item(list, std::move(inner));
  add(document, "f", yaml_map());
  CHECK(print_yaml(document) == "a:\n  - b: 1\n    c: []\n    d:\n      e: 0.5\n  - - true\nf: {}\n");
}
