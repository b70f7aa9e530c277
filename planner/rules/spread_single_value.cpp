#include <fmt/format.h>

#include <set>

#include "planner/rules/all.hpp"
#include "planner/rules/eligible.hpp"
#include "planner/rules/places.hpp"
#include "planner/stack/node_labels.hpp"

namespace planner {
namespace {

constexpr SourceFile kBad[] = {{"cluster.toml", R"([fra.a]
managers = 1
workers  = 4

[services.web]
image    = "nginx:1.27"
replicas = 4
spread   = ["zone"]
)"}};
constexpr SourceFile kGood[] = {{"cluster.toml", R"([fra.a]
managers = 1
workers  = 4

[fra.b]
workers = 4

[services.web]
image    = "nginx:1.27"
replicas = 4
spread   = ["zone"]
)"}};

/// The values of a label among the nodes that the service may use.
std::set<std::string> values_of(const Cluster& cluster, const Service& service, const std::string& key) {
  std::set<std::string> values;
  for (std::size_t i = 0; i < cluster.topology.pools.size(); ++i) {
    const auto pool = static_cast<PoolIndex>(i);
    if (!may_use(cluster, service, pool)) continue;
    for (const auto& [name, value] : labels_of_pool(cluster.topology, pool))
      if (name == key) values.insert(value);
  }
  return values;
}

std::vector<Finding> check(const Facts& facts) {
  if (facts.cluster.control == Control::decentralized) return {};
  std::vector<Finding> findings;
  for (const Service& service : facts.cluster.services) {
    if (service.stand_in || !service.spread_written || service.scale == Scale::global) continue;
    for (const std::string& key : service.spread) {
      const std::set<std::string> values = values_of(facts.cluster, service, key);
      if (values.size() != 1) continue;
      findings.push_back(finding_at(
          Severity::warning, service.spread_where, service.name,
          fmt::format("{} is spread over {}, but every node that it may use has the same value, {}: the spread does "
                      "nothing",
                      service.name, key, *values.begin()),
          fmt::format(
              "let it run on nodes with another {}, spread over a level with several values, or drop the spread",
              key)));
    }
  }
  return findings;
}

}  // namespace

const Rule spread_single_value{
    "spread-single-value",
    Severity::warning,
    Input::spec,
    "A written spread over a label with one value",
    "A spread shares the replicas out over the values of a label. Where all nodes that the service may use (its roles "
    "and constraints) have the same value there is nothing to share out, and the loss of that place takes every "
    "replica. The default spread is never told. "
    "https://docs.docker.com/engine/swarm/services/#placement-preferences",
    "Give the service nodes in another place, or drop the spread.",
    kBad,
    kGood,
    check,
};

}  // namespace planner
