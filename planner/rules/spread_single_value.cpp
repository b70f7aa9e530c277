// A spread that the user wrote and that has nothing to spread over.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "planner/rules/all.hpp"
#include "planner/rules/swarm_labels.hpp"
#include "planner/stack/placement_constraints.hpp"

namespace planner {
namespace {

constexpr SourceFile bad[] = {{"cluster.toml", R"([fra]
a = { managers = 3 }

[services.api]
image    = "registry.example/api:1"
replicas = 2
spread   = ["zone"]
)"}};

constexpr SourceFile good[] = {{"cluster.toml", R"([fra]
a = { managers = 1 }
b = { managers = 1 }
c = { managers = 1 }

[services.api]
image    = "registry.example/api:1"
replicas = 2
spread   = ["zone"]
)"}};

void check_key(const std::string& key, const Service& service, const std::vector<const LabelledPool*>& usable,
               std::vector<Finding>& findings) {
  std::set<std::string_view> values;  // a spread compares with regard to case; "" is the branch of those without
  for (const LabelledPool* pool : usable) values.insert(label_of(pool->labels, key));
  if (values.size() != 1 || values.begin()->empty()) return;
  findings.push_back(
      {.severity = Severity::warning,
       .message = fmt::format("services.{} spreads over node.labels.{}, which is {} on every node that it may use: "
                              "nothing is spread, and losing {} loses every task",
                              service.name, key, *values.begin(), *values.begin()),
       .where = service.where,
       .place = service.name,
       .help = fmt::format("let it run where {} has another value too (on, where), spread over another label, or leave "
                           "spread out",
                           key)});
}

std::vector<Finding> check(const Facts& facts) {
  std::vector<Finding> findings;
  const Cluster& cluster = facts.cluster;
  const auto written = [](const Service& service) { return !service.stand_in && service.spread_written; };
  if (cluster.control != Control::centralized || std::ranges::none_of(cluster.services, written)) return findings;
  const std::vector<LabelledPool> pools = labelled_pools(cluster.topology);
  const SwarmNodes nodes = swarm_nodes(cluster.topology);
  for (const Service& service : cluster.services) {
    if (!written(service)) continue;
    std::vector<const LabelledPool*> usable;
    for (const LabelledPool& pool : pools)
      if (is_eligible(cluster.topology, pool.pool, service, nodes)) usable.push_back(&pool);
    for (const std::string& key : service.spread) check_key(key, service, usable, findings);
  }
  return findings;
}

}  // namespace

const Rule spread_single_value{
    .name = "spread-single-value",
    .severity = Severity::warning,
    .needs = Input::spec,
    .summary = "a spread over a label that has one value where the service may run",
    .why =
        "A spread divides the tasks evenly among the values of a label. Over 1 value it does nothing, however many "
        "zones the layout has: all replicas share that zone and are lost with it. Told of a spread that is written, "
        "never of the default, among the nodes that the roles in `on`, the constraints in `where` and the "
        "architecture allow and that are not drained.\n"
        "Source: https://docs.docker.com/engine/swarm/services/#placement-preferences",
    .fix =
        "Add nodes with another value, widen `on` or `where`, or spread over a label that differs among these nodes.",
    .bad = bad,
    .good = good,
    .check = check,
};

}  // namespace planner
