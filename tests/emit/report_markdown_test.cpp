#include <doctest/doctest.h>

#include "planner/emit/emitter.hpp"
#include "tests/emit/report_fixture.hpp"

using namespace planner;
using test::contains;
using test::report_of;

TEST_CASE("the Markdown report says what the text says, with tables and fenced commands") {
  Report report = report_of(test::documents_layout(), "centralized.toml");
  report.findings = {
      {"manager-count-high", Severity::warning, "12 managers | at most 7", "centralized.toml", {}, "", ""}};
  const std::string text = emit_report_markdown(report);
  CHECK(contains(text, "# test\n\n1 warning in `centralized.toml`\n\n"));
  CHECK(contains(text, "**LOSING us OR eu STOPS THIS SWARM:** 6 of 12 managers are left, 7 are needed.\n\n"));
  CHECK(contains(text, "| dies | managers left | quorum | more may fail then |\n| --- | --- | --- | --- |\n"));
  CHECK(contains(text, "| any 3 zones | 6 to 9 | LOST in 4 of 56 | - |\n"));
  CHECK(contains(text, "| us and eu cut apart | 6 \\| 6 | LOST, both sides | - |\n"));
  CHECK(contains(text, "## If it happens\n\n"));
  CHECK(contains(text, "\n1. ONE manager more is enough."));
  CHECK(contains(text, "   - us: `us-west-az-1-manager-1`"));
  CHECK(contains(text, "   ```sh\n   docker swarm init --force-new-cluster --advertise-addr ITS-IP:2377\n   ```\n"));
  CHECK(contains(text, "- warning `manager-count-high`: 12 managers \\| at most 7\n"));
  CHECK(text.back() == '\n');
  CHECK(text[text.size() - 2] != '\n');
}

TEST_CASE("hostile names render as text in Markdown") {
  Report report =
      report_of(test::layout({{"r.a", 1, 0, 1}, {"r.b", 1, 0, 1}, {"r.c", 1, 0, 1}}), "a`b|<img src=x>.toml");
  report.facts.cluster.name = "<script>alert(1)</script>[x](y)";
  report.facts.cluster.topology.domains[1].id = "a|b\n# c";
  const std::string text = emit_report_markdown(report);
  CHECK(contains(text, "# \\<script\\>alert(1)\\</script\\>\\[x\\](y)\n"));
  CHECK(contains(text, "`` a`b|<img src=x>.toml ``"));
  CHECK(contains(text, "a\\|b\\<U+000A\\>\\# c (1 manager) |"));
  CHECK_FALSE(contains(text, "<script>"));
}

TEST_CASE("decentralized and without managers: still a report") {
  CHECK(contains(emit_report_markdown(report_of(test::layout({{"r.a", 0, 1, 0, 2}}))), "**NO QUORUM TO LOSE:**"));
  CHECK(contains(emit_report_markdown(report_of(test::layout({{"r.a", 0, 1, 2}}))), "**NO MANAGERS, SO NO SWARM:**"));
}
