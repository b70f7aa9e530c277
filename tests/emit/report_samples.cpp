// Prints reports of layouts of every kind as one JSON array: input of report_schema_test.py.
#include <iostream>

#include "planner/emit/emitter.hpp"
#include "tests/emit/report_fixture.hpp"

using namespace planner;

namespace {

Report with_everything() {
  Cluster cluster = test::documents_layout();
  test::declare_domain(cluster, "provider", "provider.x", {"us.west.az-1", "eu.north"});
  cluster.goals.survive = {
      {{{"zone", 2}}, false, {}}, {{{"group", 1}}, false, {}}, {{{"zone", 1}, {"node", 1}}, true, {}}};
  cluster.goals.max_managers = MaxManagers{7, {}};
  cluster.unjudged = {"dns"};
  cluster.absent = {"links", "latency"};
  Report report = test::report_of(std::move(cluster));
  report.findings = {{"manager-count-even", Severity::warning, "12 managers", "a.toml", {3, 4, 1}, "us", "drop one"}};
  report.facts.quorum->levels[1].cut_sets.count = {"123456789012345678901234567890", true};
  report.facts.quorum->levels[2].cut_sets.count = {"1000000", false};
  return report;
}

/// Everything for which the spec has to give figures.
Report with_figures() {
  return *assess(R"([goals]
survive = { region = 1 }
commit_latency = "50ms"
downtime = "5m"
[availability]
region = { mtbf = "5y", mttr = "6h" }
zone = { p = 1e-4 }
node = { mtbf = "180d", mttr = "2h" }
[hub]
a = { managers = 1 }
[ams]
a = { managers = 2, workers = 2 }
[lon]
a = { managers = 2, workers = 2 }
[[links]]
from = "hub"
to = ["ams", "lon"]
rtt_ms = [7, 84]
p = 1e-3
)",
                 "figures.toml", {}, {2})
              .report;
}

Report decentralized() {
  return test::report_of(
      test::layout({{"us.west.a", 0, 1, 0, 10}, {"eu.north.a", 0, 2, 0, 5}, {"eu.north.b", 0, 0, 0, 5}}));
}

}  // namespace

int main() {
  const std::vector<Report> reports = {
      with_everything(),
      decentralized(),
      test::report_of(test::documents_layout()),
      test::report_of(test::layout({{"r.a", 0, 1, 1}})),
      test::report_of(test::layout({{"r.a", 1, 0, 0}})),
      test::report_of(test::layout({{"r.a", 2, 0, 1}, {"r.b", 1, 0, 1}})),
      with_figures(),
  };
  for (std::size_t i = 0; i < reports.size(); ++i) std::cout << (i == 0 ? "[" : ",") << emit_report_json(reports[i]);
  std::cout << "]\n";
}
