// The text report of every other kind of layout: decentralized, long names, large, random.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <random>

#include "planner/emit/emitter.hpp"
#include "tests/emit/report_fixture.hpp"

using namespace planner;
using test::contains;
using test::lines_of;
using test::report_of;
using test::says;
using test::widest;

namespace {

Report decentralized() {
  std::vector<test::ZoneLine> zones;
  for (const std::string region : {"us.west", "us.east", "eu.north", "eu.south"})
    for (const std::string zone : {".az-1", ".az-3"}) zones.push_back({region + zone, 0, 1, 0, 10});
  return report_of(test::layout(zones));
}

}  // namespace

TEST_CASE("decentralized: no quorum, and what each loss leaves") {
  const std::string text = emit_report_text(decentralized());
  CHECK(contains(text, "NO QUORUM TO LOSE: no control plane; every service host runs the whole stack."));
  CHECK(says(text, "Losing us or eu leaves 4 of 8 load balancers and 40 of 80 service hosts."));
  CHECK(says(text, "any 1 zone 7 of 8 70 of 80"));
  CHECK(says(text, "any 1 region 6 of 8 60 of 80"));
  CHECK(says(text, "us 4 of 8 40 of 80"));
  CHECK(says(text, "Each of the 8 zones with service hosts: a single load balancer. When it dies, 10 service hosts"));
  CHECK_FALSE(contains(text, "raft"));
  CHECK_FALSE(contains(text, "manager"));
  CHECK(widest(text) <= 80);
  CHECK(lines_of(text).size() <= 40);
}

TEST_CASE("decentralized: zones with one load balancer, with two, with a managed one, with none") {
  Cluster cluster = test::layout({{"r.a", 0, 1, 0, 3}, {"r.b", 0, 2, 0, 1}, {"r.c", 0, 0, 0, 2}, {"s.d", 0, 0, 0, 1}});
  for (Place& place : cluster.topology.places)
    if (place.id == "s") place.endpoint = "lb.example";
  const std::string text = emit_report_text(report_of(cluster));
  CHECK(
      says(text, "r.a: a single load balancer. When it dies, 3 service hosts there run on and nothing reaches them."));
  CHECK(says(text, "r.c: no load balancer."));
  CHECK_FALSE(says(text, "s.d: no load balancer"));
}

TEST_CASE("long names get lines of their own and nothing else grows wide") {
  const std::string name(32, 'n');
  Cluster cluster = test::layout({{name + "." + name + "." + name, 1, 0, 1}, {"b." + name + "." + name, 2, 0, 1}});
  const std::string text = emit_report_text(report_of(cluster,
                                                      "a-folder/with/a/path/that/is/longer/than/a/line/"
                                                      "of/the/page/could/ever/be/cluster.toml"));
  for (const std::string& line : lines_of(text))
    if (line.size() > 80) CHECK(line.find(' ', line.find_first_not_of(' ')) == std::string::npos);
}

TEST_CASE("two hundred zones fold, a hundred thousand nodes are told at once") {
  std::vector<test::ZoneLine> zones;
  for (int i = 0; i < 200; ++i) zones.push_back({fmt::format("r{}.z{}", i / 4, i), i < 4 ? 20 : 1, 1, 498});
  const std::string text = emit_report_text(report_of(test::layout(zones)));
  CHECK(widest(text) <= 80);
  CHECK(lines_of(text).size() <= 45);
  std::vector<test::ZoneLine> two = {{"us.a", 50, 0, 1}, {"eu.a", 50, 0, 1}};
  CHECK(says(emit_report_text(report_of(test::layout(two))), "and 4"));
}

TEST_CASE("whatever the layout: 80 columns, no trailing blank, the same bytes twice, the verdict true") {
  std::mt19937 random(11);
  const auto upto = [&](int most) { return static_cast<int>(random() % static_cast<unsigned>(most + 1)); };
  std::size_t longest = 0;
  for (int round = 0; round < 300; ++round) {
    std::vector<test::ZoneLine> zones;
    for (int g = 0; g <= upto(2); ++g)
      for (int r = 0; r <= upto(1); ++r)
        for (int z = 0; z <= upto(2); ++z)
          zones.push_back({fmt::format("g{}.r{}.z{}", g, r, z), upto(3), upto(1), 1 + upto(3)});
    const Report report = report_of(test::layout(zones));
    const std::string text = emit_report_text(report);
    CHECK(text == emit_report_text(report));
    CHECK(widest(text) <= 80);
    for (const std::string& line : lines_of(text)) CHECK((line.empty() || line.back() != ' '));
    longest = std::max(longest, lines_of(text).size());
    const std::vector<NodeIndex> managers = managers_of(report.facts.cluster.topology);
    const std::size_t all = report.facts.cluster.topology.nodes.size();
    bool stops = managers.size() == 1 || managers.size() == 2;
    for (const FailureDomain& domain : report.facts.cluster.topology.domains) {
      const std::vector<NodeIndex> dead = nodes_of(report.facts.cluster.topology, domain);
      const auto lost = std::count_if(managers.begin(), managers.end(), [&](NodeIndex node) {
        return std::binary_search(dead.begin(), dead.end(), node);
      });
      if (dead.size() < all && lost > 0 && managers.size() - static_cast<std::size_t>(lost) <= managers.size() / 2)
        stops = true;
    }
    CHECK(contains(lines_of(text)[2], "STOPS THIS SWARM") == stops);
    CHECK(contains(text, "MAY DIE.") == (!stops && !managers.empty()));
  }
  CHECK(longest <= 40);
}
