#include <fmt/format.h>

#include <algorithm>

#include "planner/rules/all.hpp"
#include "planner/rules/places.hpp"
#include "planner/stack/node_labels.hpp"
#include "planner/swarm/constraint.hpp"

namespace planner {
namespace {

constexpr SourceFile kBad[] = {{"cluster.toml", R"([fra.a]
managers = 1
workers  = { count = 3, labels = { disk = "ssd" } }

[services.db]
image    = "postgres:17"
replicas = 1
where    = ["node.labels.disk == nvme"]
)"}};
constexpr SourceFile kGood[] = {{"cluster.toml", R"([fra.a]
managers = 1
workers  = { count = 3, labels = { disk = "ssd" } }

[services.db]
image    = "postgres:17"
replicas = 1
where    = ["node.labels.disk == ssd"]
)"}};

constexpr std::string_view kPrefix = "node.labels.";

const std::string* value_of(const Labels& labels, std::string_view key) {
  for (const auto& [name, value] : labels)
    if (name == key) return &value;
  return nullptr;
}

/// Labels of every pool of the Swarm that has a node, with the pool's index.
std::vector<std::pair<PoolIndex, Labels>> swarm_labels(const Topology& topology) {
  std::vector<std::pair<PoolIndex, Labels>> all;
  for (std::size_t i = 0; i < topology.pools.size(); ++i) {
    const Pool& pool = topology.pools[i];
    if (pool.in_swarm && (pool.count > 0 || pool.scaling))
      all.emplace_back(static_cast<PoolIndex>(i), labels_of_pool(topology, static_cast<PoolIndex>(i)));
  }
  return all;
}

void check_constraints(const Service& service, const std::vector<std::pair<PoolIndex, Labels>>& nodes,
                       std::vector<Finding>& findings) {
  for (std::size_t i = 0; i < service.constraints.size(); ++i) {
    const std::optional<Constraint> constraint = parse_constraint(service.constraints[i]);
    if (!constraint || !constraint->equal || constraint->key.rfind(kPrefix, 0) != 0) continue;
    const std::string key = constraint->key.substr(kPrefix.size());
    const bool met = std::any_of(nodes.begin(), nodes.end(), [&](const auto& node) {
      const std::string* value = value_of(node.second, key);
      return value && holds(*constraint, *value);
    });
    if (met) continue;
    findings.push_back(finding_at(
        Severity::error, service.constraint_where[i], service.name,
        fmt::format("{} wants {}, and no node of the Swarm has that label: its tasks stay pending for ever",
                    service.name, service.constraints[i]),
        fmt::format("give some nodes labels = {{ {} = \"{}\" }}, or mend the constraint", key, constraint->value)));
  }
}

void check_spread(const Facts& facts, const Service& service, const std::vector<std::pair<PoolIndex, Labels>>& nodes,
                  std::vector<Finding>& findings) {
  if (!service.spread_written || service.scale == Scale::global) return;
  const Topology& topology = facts.cluster.topology;
  for (const std::string& key : service.spread) {
    int lacking = 0;
    std::string where;
    for (const auto& [index, labels] : nodes) {
      if (value_of(labels, key)) continue;
      const Pool& pool = topology.pools[static_cast<std::size_t>(index)];
      lacking += pool.count;
      if (where.empty()) where = topology.places[static_cast<std::size_t>(pool.place)].id;
    }
    if (where.empty()) continue;
    findings.push_back(finding_at(
        Severity::error, service.spread_where, service.name,
        fmt::format(
            "{} is spread over {}, a label that {} nodes of the Swarm lack, the first in {}: Swarm takes those for "
            "one more place and gives it an equal share",
            service.name, key, lacking, where),
        fmt::format("label every node of the Swarm with {}, managers too, or spread over zone", key)));
  }
}

std::vector<Finding> check(const Facts& facts) {
  if (facts.cluster.control == Control::decentralized) return {};
  const auto nodes = swarm_labels(facts.cluster.topology);
  std::vector<Finding> findings;
  for (const Service& service : facts.cluster.services) {
    if (service.stand_in) continue;
    check_constraints(service, nodes, findings);
    check_spread(facts, service, nodes, findings);
  }
  return findings;
}

}  // namespace

const Rule label_missing{
    "label-missing",
    Severity::error,
    Input::spec,
    "A service wants a label value that no node has, or is spread over a label that some node lacks",
    "A constraint `==` on a label value that no node carries matches nothing, so every task stays pending. A spread "
    "over "
    "a label takes all nodes without it for one more branch with an equal share, also drained managers that can run "
    "nothing: of 24 deployments of 6 replicas over 3 zones, with 19 unlabelled drained nodes beside them, 19 came out "
    "1/2/3 on a real engine; with every node labelled all were 2/2/2. `!=`, and `==` on a label that only some have, "
    "are "
    "no finding. https://docs.docker.com/engine/swarm/services/#placement-preferences",
    "Label the nodes in the spec, or mend the constraint or the spread.",
    kBad,
    kGood,
    check,
};

}  // namespace planner
