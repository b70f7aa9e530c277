#include "planner/stack/compose/template.hpp"

#include <doctest/doctest.h>

using namespace planner;

namespace {

std::string deployed(std::string_view text) {
  const std::optional<Template> parts = parse_template(text);
  if (!parts) return "(no template)";
  const DeployTemplate deploy = for_deploy(*parts);
  return deploy.why.empty() ? deploy.text : "(cannot)";
}

std::string valued(std::string_view text) {
  const Variables variables{{"A", "a"}, {"E", ""}};
  const Evaluated evaluated = evaluate(*parse_template(text), variables);
  return evaluated.missing.empty() ? evaluated.text : evaluated.missing + "!" + evaluated.message;
}

}  // namespace

TEST_CASE("the forms of the Compose Specification have their values") {
  CHECK(valued("x$A-${A}y$$z") == "xa-ay$z");
  CHECK(valued("${E:-d}|${E-d}|${U:-d}|${U-d}") == "d||d|d");
  CHECK(valued("${A:+r}|${E:+r}|${E+r}|${U+r}") == "r||r|");
  CHECK(valued("${U:?set it}") == "U!set it");
  CHECK(valued("${E:?}") == "E!");
  CHECK(valued("${E?}") == "");
  CHECK(valued("${U:-${A}/${U:-deep}}") == "a/deep");
  CHECK(valued("${U}") == "");
}

TEST_CASE("what is no template is none") {
  for (const char* text : {"$", "a$", "$1", "${", "${}", "${A", "${A:-", "${1}", "$ {A}", "${A b}"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_template(text));
    CHECK(has_variable(std::string_view(text)));
  }
  std::string deep = "x";
  for (int i = 0; i < 50; ++i) deep = "${A:-" + deep + "}";
  CHECK_FALSE(parse_template(deep));
}

TEST_CASE("for deploy a variable never runs into what follows it, and no message becomes a default") {
  CHECK(deployed("$A-b") == "${A}-b");  // deploy reads $A-b as A with the default "b"
  CHECK(deployed("${A:?set-it}") == "${A:?set it}");
  CHECK(deployed("a$$b ${A:-c}") == "a$$b ${A:-c}");
  CHECK(deployed("${A:+b}") == "(cannot)");
  CHECK(deployed("${A:-${B}}") == "(cannot)");
  CHECK(deployed("${A-x:-y}") == "(cannot)");
}

TEST_CASE("dollars of a literal are doubled and read back") {
  CHECK(escape_dollars("a$b$$") == "a$$b$$$$");
  CHECK(literal_of(escape_dollars("a$b$$")) == "a$b$$");
}
