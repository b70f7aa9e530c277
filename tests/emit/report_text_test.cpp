#include <doctest/doctest.h>
#include <fmt/format.h>

#include "planner/emit/emitter.hpp"
#include "tests/emit/report_fixture.hpp"

using namespace planner;
using test::contains;
using test::lines_of;
using test::report_of;
using test::says;
using test::widest;

namespace {

Finding finding(Severity severity, const std::string& rule, const std::string& message) {
  return {rule, severity, message, "cluster.toml", {}, "", ""};
}

Report documents() {
  Cluster cluster = test::documents_layout();
  cluster.name = "centralized";
  cluster.absent = {"links", "latency", "failure rates", "where services run"};
  Report report = report_of(std::move(cluster), "examples/documents/centralized.toml");
  report.findings = {finding(Severity::warning, "manager-count-even", "12"),
                     finding(Severity::warning, "manager-count-high",
                             "12 managers, Docker recommends at most 7: every write waits for a majority of them"),
                     finding(Severity::warning, "quorum-lost-with-domain", "us"),
                     finding(Severity::warning, "quorum-lost-with-domain", "eu"),
                     finding(Severity::info, "two-sites-only", "us, eu")};
  return report;
}

}  // namespace

TEST_CASE("the documents' layout fits a screen, with findings and what was not judged") {
  const std::string text = emit_report_text(documents());
  CHECK(widest(text) <= 80);
  CHECK(lines_of(text).size() <= 40);
  CHECK(text.back() == '\n');
}

TEST_CASE("the documents' layout: verdict first, then figures, then what to do") {
  const std::string text = emit_report_text(documents());
  const std::vector<std::string> lines = lines_of(text);
  CHECK(lines[0] == "centralized: 4 warnings, 1 hint              examples/documents/centralized.toml");
  CHECK(lines[2] == "LOSING us OR eu STOPS THIS SWARM: 6 of 12 managers are left, 7 are needed.");
  CHECK(lines[3] == "It keeps its quorum through any one region or any two zones.");
  CHECK(lines[5] == "12 managers: 7 needed, 5 may be down. 2 groups, 4 regions, 8 zones, 100 nodes.");
  CHECK(says(text, "any 1 zone 10 or 11 kept 3"));
  CHECK(says(text, "any 2 zones 8 to 10 kept 1"));
  CHECK(says(text, "any 3 zones 6 to 9 LOST in 4 of 56 -"));
  CHECK(says(text, "any 1 region 9 kept 2"));
  CHECK(says(text, "any 2 regions 6 LOST in 6 of 6 -"));
  CHECK(says(text, "us or eu (6 each) 6 LOST -"));
  CHECK(says(text, "us and eu cut apart 6 | 6 LOST, both sides -"));
  CHECK(says(text, "any 5 / any 6 managers 7 / 6 kept / LOST 0 / -"));
  CHECK(says(text, "LOST by any three of eu.north.az-3, eu.south.az-1, us.east.az-1, us.west.az-3."));
  CHECK(text.find("IF IT HAPPENS") < text.find("CURE"));
  CHECK(says(text,
             "Not judged: links, latency, failure rates, where services run (not in the spec). "
             "This is the plan, not the live swarm."));
}

TEST_CASE("the documents' layout: what to do, with host names") {
  const std::string text = emit_report_text(documents());
  CHECK(contains(text, "`docker node ls` on a manager says: The swarm does not have a leader."));
  CHECK(says(text,
             "ONE manager more is enough. Link cut: mend it. Else start any one of "
             "us: us-west-az-1-manager-1 us-west-az-3-manager-1 us-west-az-3-manager-2 us-east-az-1-manager-1 "
             "us-east-az-1-manager-2 us-east-az-3-manager-1 eu: eu-north-az-1-manager-1"));
  CHECK(says(text,
             "2. Only if all six are gone for good, on ONE manager of the living side: "
             "docker swarm init --force-new-cluster --advertise-addr ITS-IP:2377 "
             "us gone: eu-north-az-1-manager-1. eu gone: us-west-az-1-manager-1. Never on both sides."));
  CHECK(says(text, "the other five come back by themselves"));
  CHECK(says(text, "One manager in a third group, outside us and eu: 13, then 7 left, 7 needed."));
  CHECK(says(text, "Fewer do the same: us 3, eu 3, a new group 1."));
  CHECK(says(text, "Two groups never can: one of them holds half or more."));
  CHECK(says(text, "Till then the 12th buys nothing: 11 also tolerate 5."));
}

TEST_CASE("findings that the verdict has not told are listed, others only counted") {
  const std::string text = emit_report_text(documents());
  CHECK(contains(text, "\nwarning manager-count-high: 12 managers, Docker recommends at most 7"));
  CHECK_FALSE(contains(text, "manager-count-even:"));
  Report report = documents();
  for (int i = 0; i < 30; ++i) report.findings.push_back(finding(Severity::info, "region-single-zone", "r"));
  report.findings.push_back(finding(Severity::error, "label-missing", "no node carries zone"));
  const std::string full = emit_report_text(report);
  CHECK(contains(full, "\nerror label-missing: no node carries zone\nwarning manager-count-high"));
  CHECK(contains(full, "\nand 30 more: swarmplan lint examples/documents/centralized.toml\n"));
  CHECK(contains(full, "centralized: 1 error, 4 warnings, 31 hints"));
}

TEST_CASE("addresses of the spec stand in the command, each with its host") {
  Report report = documents();
  for (std::size_t i = 0; i < report.facts.cluster.topology.nodes.size(); ++i)
    report.facts.cluster.topology.nodes[i].address = fmt::format("10.0.0.{}", i);
  const std::string text = emit_report_text(report);
  CHECK_FALSE(contains(text, "ITS-IP"));
  CHECK(says(text,
             "us gone, on eu-north-az-1-manager-1: docker swarm init --force-new-cluster --advertise-addr "
             "10.0.0.50:2377"));
  CHECK(says(text,
             "eu gone, on us-west-az-1-manager-1: docker swarm init --force-new-cluster --advertise-addr "
             "10.0.0.0:2377"));
  CHECK(widest(text) <= 80);
}

TEST_CASE("a zone-safe layout says what may die, the spare, and what a second loss does") {
  const std::string text = emit_report_text(
      report_of(test::layout({{"west.az-1", 3, 1, 4}, {"west.az-2", 2, 1, 4}, {"west.az-3", 2, 1, 4}})));
  CHECK(says(text,
             "ANY ONE ZONE MAY DIE. Two zones, or west as a whole, stop this swarm. "
             "After west.az-1 nothing more may fail: 4 managers are left, 4 are needed."));
  CHECK(says(text, "west.az-1 (3 managers) 4 kept 0"));
  CHECK(says(text, "west.az-2 (2 managers) 5 kept 1"));
  CHECK(says(text, "any 2 zones 2 or 3 LOST in 3 of 3 -"));
  CHECK(says(text, "west.az-1 + 1 manager 3 LOST -"));
  CHECK(says(text, "west, all there is 0 LOST -"));
  CHECK(says(text, "IF A ZONE IS DOWN Restart, drain or upgrade no manager until it is back."));
  CHECK(says(text, "until there are 7 managers again"));
  CHECK(says(text, "IF A SECOND ZONE FOLLOWS, AND THE QUORUM WITH IT"));
  CHECK(says(text, "Start managers until 4 are up."));
  CHECK_FALSE(contains(text, "CURE"));
  CHECK(lines_of(text).size() <= 40);
}

TEST_CASE("Docker's own table is zone-safe, with its spare") {
  struct Example {
    std::vector<int> managers;
    std::string after;
  };
  for (const Example& example : {Example{{1, 1, 1}, "nothing more may fail: 2 managers are left, 2 are needed"},
                                 Example{{2, 2, 1}, "nothing more may fail: 3 managers are left, 3 are needed"},
                                 Example{{3, 2, 2}, "nothing more may fail: 4 managers are left, 4 are needed"},
                                 Example{{3, 3, 3}, "1 manager more may fail: 6 managers are left, 5 are needed"}}) {
    const std::string text = emit_report_text(report_of(test::layout(
        {{"r.a", example.managers[0], 0, 1}, {"r.b", example.managers[1], 0, 1}, {"r.c", example.managers[2], 0, 1}})));
    CHECK(contains(text, "ANY ONE ZONE MAY DIE."));
    CHECK(says(text, example.after));
  }
}

TEST_CASE("an even number that is safe is told to be no better than one less") {
  const Report report =
      report_of(test::layout({{"r.a", 2, 0, 1}, {"r.b", 1, 0, 1}, {"r.c", 1, 0, 1}, {"r.d", 2, 0, 1}}));
  CHECK(says(emit_report_text(report), "6 managers: 4 needed, 2 may be down. 5 would tolerate as many."));
}

TEST_CASE("of two places one may still lead: never force while it may run") {
  const std::string text = emit_report_text(report_of(test::layout({{"home.pve1", 2, 0, 1}, {"home.pve2", 1, 0, 1}})));
  CHECK(says(text, "LOSING home.pve1 STOPS THIS SWARM: 1 of 3 managers is left, 2 are needed."));
  CHECK(says(text, "home.pve1 and home.pve2 cut apart 2 | 1 kept in home.pve1 0"));
  CHECK(says(text, "Never while home.pve1 may still run"));
  CHECK(says(text, "2 managers in a third zone, outside home.pve1 and home.pve2: 5, then 3 left, 3 needed."));
}

TEST_CASE("one manager, two managers, none") {
  const std::string one = emit_report_text(report_of(test::layout({{"r.a", 1, 0, 1}, {"r.b", 0, 0, 2}})));
  CHECK(contains(one, "LOSING THE ONLY MANAGER STOPS THIS SWARM: r-a-manager-1\n"));
  CHECK(says(one, "If r-a-manager-1 is gone for good no manager is left: only a backup"));
  CHECK_FALSE(contains(one, "--force-new-cluster"));
  CHECK_FALSE(says(one, "survives"));
  const std::string two = emit_report_text(report_of(test::layout({{"r.a", 1, 0, 1}, {"r.b", 1, 0, 1}})));
  CHECK(says(two, "LOSING EITHER MANAGER STOPS THIS SWARM: 1 of 2 managers is left, 2 are needed."));
  CHECK(says(two, "Till then the 2nd buys nothing: 1 also tolerates 0."));
  CHECK(says(two, "Only if it is gone for good, on the other: docker swarm init"));
  const std::string none =
      emit_report_text(report_of(test::layout({{"r.a", 0, 1, 1}, {"r.b", 0, 0, 1}, {"r.c", 0, 0, 1}})));
  CHECK(contains(none, "NO MANAGERS, SO NO SWARM"));
  CHECK(says(none, "One manager in each of r.a, r.b and r.c"));
}

TEST_CASE("a place that holds all managers leaves nobody to recover with") {
  const std::string text =
      emit_report_text(report_of(test::layout({{"eu.a", 5, 0, 2}, {"us.a", 0, 0, 2}, {"ap.a", 0, 0, 2}})));
  CHECK(
      says(text, "LOSING eu STOPS THIS SWARM: 0 of 5 managers are left, 3 are needed. So does losing the zone eu.a."));
  CHECK(says(text, "3 managers more are enough. Link cut: mend it. Else start them, any of eu: eu-a-manager-1"));
  CHECK(says(text, "If eu is gone for good no manager is left"));
  CHECK(says(text, "The same 5 managers as eu 2, us 2, ap 1: any one region may die, then nothing more."));
  CHECK(says(text, "Promote one node in us, then demote eu-a-manager-5;"));
}

TEST_CASE("declared domains: told by name, goals missed at the top, goals met at the end") {
  Cluster cluster = test::layout({{"eu.fsn", 1, 0, 2}, {"eu.nbg", 1, 0, 2}, {"eu.gra", 1, 0, 2}});
  test::declare_domain(cluster, "provider", "provider.hetzner", {"eu.fsn", "eu.nbg"});
  test::declare_domain(cluster, "provider", "provider.ovh", {"eu.gra"});
  cluster.goals.survive = {
      {{{"zone", 1}}, false, {}}, {{{"provider", 1}}, false, {}}, {{{"zone", 1}, {"node", 1}}, true, {}}};
  cluster.goals.max_managers = MaxManagers{3, {}};
  const std::string text = emit_report_text(report_of(cluster));
  CHECK(says(text, "LOSING provider.hetzner STOPS THIS SWARM: 1 of 3 managers is left, 2 are needed."));
  CHECK(says(text, "GOAL MISSED: survive provider 1. GOAL MISSED"));
  CHECK(says(text, "GOAL MISSED: survive zone 1 and node 1: losing eu."));
  CHECK(says(text, "Goals met: survive zone 1, max_managers 3."));
  CHECK(says(text, "provider.hetzner 1 LOST -"));
  CHECK(says(text, "provider.ovh (1 manager) 2 kept 0"));
  // A manager moved to ovh would make ovh the one that stops the swarm.
  CHECK(says(text,
             "2 managers in a third provider, outside provider.hetzner and provider.ovh: 5, then 3 left, 3 needed."));
  CHECK(says(text, "Two providers never can: one of them holds half or more."));
  CHECK(says(text, "1 region, 3 zones, 2 declared domains, 9 nodes."));
  CHECK(text.find("GOAL MISSED") < text.find("dies"));
}

TEST_CASE("a goal that could not be tried to the end is neither met nor missed") {
  Report report = documents();
  report.facts.cluster.goals.survive = {{{{"zone", 2}}, false, {}}};
  report.facts.quorum->goals = {GoalQuorum{true, {}, 8, false}};
  const std::string text = emit_report_text(report);
  CHECK(says(text, "Neither met nor missed for certain, too many losses to try: survive zone 2."));
  CHECK_FALSE(says(text, "Goals met"));
}

TEST_CASE("names that would steer a terminal are shown, not obeyed") {
  Report report = documents();
  report.facts.cluster.name = "x\x1b]0;owned\x07";
  report.facts.file = "a\nb\x1b[2J.toml";
  report.findings.push_back(finding(Severity::error, "label-missing", "bad \x1b[31m\n label"));
  report.facts.cluster.unjudged = {"dns\x1b[0m"};
  const std::string text = emit_report_text(report);
  for (const char c : text) CHECK((c == '\n' || (c >= ' ' && c <= '~')));
  CHECK(contains(text, "x<U+001B>]0;owned<U+0007>"));
  CHECK(contains(text, "a<U+000A>b<U+001B>[2J.toml"));
}
