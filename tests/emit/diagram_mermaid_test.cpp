#include <doctest/doctest.h>
#include <fmt/format.h>

#include <sstream>

#include "planner/emit/emitter.hpp"
#include "planner/emit/mermaid_text.hpp"
#include "tests/emit/report_fixture.hpp"

using namespace planner;
using test::contains;
using test::report_of;

namespace {

std::size_t count_of(const std::string& text, const std::string& part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
  return count;
}

}  // namespace

TEST_CASE("places in places, counts for nodes, and what stops the swarm in words") {
  const std::string text = emit_diagram_mermaid(report_of(test::documents_layout()));
  CHECK(text.rfind("flowchart TB\n  subgraph p0[\"us: losing it stops the swarm\"]\n    subgraph p1[\"us.west\"]\n"
                   "      subgraph p2[\"us.west.az-1\"]\n        p2l([\"1 load balancer\"])\n"
                   "        p2m{{\"1 manager\"}}\n        p2w[\"10 workers\"]\n      end\n",
                   0) == 0);
  CHECK(count_of(text, "subgraph ") == 14);
  CHECK(count_of(text, "end\n") == 14);
  CHECK(count_of(text, "losing it stops the swarm") == 2);
  CHECK(count_of(text, "\"10 workers\"") == 8);
}

TEST_CASE("edges point to their homes in order, declared domains stand beside the tree") {
  Cluster cluster = test::layout({{"eu.a", 1, 0, 1}, {"us.a", 1, 0, 1}, {"ap.a", 1, 0, 1}, {"pop.x", 0, 1, 0}});
  Place& pop = cluster.topology.places[6];
  pop.edge = true;
  pop.home = {2, 0};
  test::declare_domain(cluster, "provider", "provider.h", {"eu", "us"});
  const std::string text = emit_diagram_mermaid(report_of(cluster));
  CHECK(contains(text, "subgraph p6[\"pop (edge)\"]"));
  CHECK(contains(text, "  p6 -. \"home\" .-> p2\n  p6 -. \"home 2\" .-> p0\n"));
  CHECK(contains(text, "[/\"provider.h: losing it stops the swarm<br/>2 managers, 2 workers\"/]"));
}

TEST_CASE("racks stand in their zone, beside what has none") {
  Cluster cluster = test::layout({{"g.r.z.k1", 1, 0, 2}, {"g.r.z.k2", 2, 0, 0}});
  const std::string text = emit_diagram_mermaid(report_of(cluster));
  CHECK(contains(text, "        subgraph p3[\"g.r.z.k1\"]\n          p3m{{\"1 manager\"}}\n"));
  CHECK(count_of(text, "end\n") == 5);
}

TEST_CASE("large layouts are drawn down to what can be read") {
  std::vector<test::ZoneLine> zones;
  for (int i = 0; i < 200; ++i) zones.push_back({fmt::format("r{}.z{}", i / 4, i), 1, 1, 10});
  const std::string text = emit_diagram_mermaid(report_of(test::layout(zones)));
  CHECK(contains(text, "p0[\"r0<br/>4 managers, 4 load balancers, 40 workers\"]\n"));
  CHECK_FALSE(contains(text, "z0"));
  CHECK(count_of(text, "\n") == 51);
  zones.clear();
  for (int i = 0; i < 200; ++i) zones.push_back({fmt::format("r{}.z", i), 1, 0, 0});
  const std::string regions = emit_diagram_mermaid(report_of(test::layout(zones)));
  CHECK(contains(regions, "more[\"and 120 places more, not drawn\"]"));
  CHECK(count_of(regions, "\n") == 82);
}

TEST_CASE("nothing in a name ends a label or reads as code") {
  CHECK(mermaid_label("us.west.az-1") == "\"us.west.az-1\"");
  CHECK(mermaid_label("a\"]; click p0 \"x") == "\"a#34;#93;#59; click p0 #34;x\"");
  CHECK(mermaid_label("#quot; <b> `md` %% {} |") == "\"#35;quot#59; #60;b#62; #96;md#96; #37;#37; #123;#125; #124;\"");
  CHECK(mermaid_label("a\nend") == "\"a#60;U+000A#62;end\"");
  Report report = report_of(test::layout({{"r.a", 1, 0, 1}}));
  report.facts.cluster.topology.places[1].id = "x\"]\nend\nclick p0 \"javascript:alert(1)\"";
  const std::string text = emit_diagram_mermaid(report);
  CHECK_FALSE(contains(text, "\nclick"));
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) CHECK(count_of(line, "\"") % 2 == 0);
}

TEST_CASE("an empty layout is still a diagram") {
  CHECK(emit_diagram_mermaid(report_of(Cluster{})) == "flowchart TB\n  none[\"no place\"]\n");
}
