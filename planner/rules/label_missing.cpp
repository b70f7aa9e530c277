// A service asks for a label that no node has, or spreads over one that some node lacks.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "planner/model/nearest.hpp"
#include "planner/rules/all.hpp"
#include "planner/rules/swarm_labels.hpp"
#include "planner/rules/wording.hpp"
#include "planner/stack/variables.hpp"

namespace planner {
namespace {

constexpr SourceFile bad[] = {{"cluster.toml", R"([fra]
a = { managers = 3 }

[services.db]
image    = "postgres:16"
replicas = 1
where    = ["node.labels.disk == ssd"]
)"}};

constexpr SourceFile good[] = {{"cluster.toml", R"([fra]
a = { managers = { count = 3, labels = { disk = "ssd" } } }

[services.db]
image    = "postgres:16"
replicas = 1
where    = ["node.labels.disk == ssd"]
)"}};

struct Named {
  std::set<std::string> keys, values;  // values: of the key asked for
};

Named known(const std::vector<LabelledPool>& pools, std::string_view key) {
  Named named;
  for (const LabelledPool& pool : pools)
    for (const auto& [have, value] : pool.labels) {
      named.keys.insert(have);
      if (have == key) named.values.insert(value);
    }
  return named;
}

/// swarmplan sets these itself, and a spec that declares one is invalid: nobody may be told to.
bool is_ours(std::string_view key) {
  constexpr std::string_view ours[] = {"group", "region", "zone", "rack", "role"};
  return std::ranges::find(ours, key) != std::end(ours);
}

std::string known_words(const std::vector<LabelledPool>& pools, std::string_view key, std::string_view value) {
  const Named named = known(pools, key);
  const bool key_known = !named.values.empty();
  const std::set<std::string>& candidates = key_known ? named.values : named.keys;
  const std::vector<std::string_view> views(candidates.begin(), candidates.end());
  const std::string_view near = nearest(key_known ? value : key, views);
  return fmt::format("{}{}: {}", near.empty() ? "" : fmt::format("did you mean {}? ", near),
                     key_known ? fmt::format("values of {} here", key) : "labels here",
                     enumerate({candidates.begin(), candidates.end()}));
}

void check_constraint(const Constraint& constraint, const Service& service, const std::vector<LabelledPool>& pools,
                      std::vector<Finding>& findings) {
  const std::string_view key = node_label_key(constraint.key);
  if (!constraint.equal || key.empty()) return;
  const bool found = std::ranges::any_of(
      pools, [&](const LabelledPool& pool) { return holds(constraint, label_of(pool.labels, key)); });
  if (found) return;
  const std::string cure =
      is_ours(key) ? "" : fmt::format("labels = {{ {} = \"{}\" }} on a place, pool or node; ", key, constraint.value);
  findings.push_back(
      {.message = fmt::format("services.{} asks for {} == {}, a label that no node of the Swarm has: its tasks stay "
                              "pending for ever",
                              service.name, constraint.key, constraint.value),
       .where = service.where,
       .place = service.name,
       .help = cure + known_words(pools, key, constraint.value)});
}

void check_spread(const Topology& topology, std::string_view key, const Service& service,
                  const std::vector<LabelledPool>& pools, std::vector<Finding>& findings) {
  int all = 0;
  int lacking = 0;
  std::vector<std::string> names;
  for (const LabelledPool& labelled : pools) {
    const Pool& pool = topology.pools[static_cast<std::size_t>(labelled.pool)];
    const int nodes = std::max(pool.count, 1);  // a pool that scales from nothing still gets nodes
    all += nodes;
    if (!label_of(labelled.labels, key).empty()) continue;
    lacking += nodes;
    if (names.size() >= 3) continue;
    names.push_back(pool.node_count > 0 ? topology.nodes[static_cast<std::size_t>(pool.first_node)].id
                                        : fmt::format("{}:{}", topology.places[static_cast<std::size_t>(pool.place)].id,
                                                      name_of(pool.role)));
  }
  if (lacking == 0) return;
  findings.push_back(
      {.message = fmt::format("services.{} spreads over node.labels.{}, which {} of {} nodes of the Swarm lack ({}{}): "
                              "these make a branch of their own and get a full share",
                              service.name, key, lacking, all, enumerate(names),
                              lacking > static_cast<int>(names.size()) ? ", …" : ""),
       .where = service.where,
       .place = service.name,
       .help =
           fmt::format("give every node the label, managers and drained ones too; {}", known_words(pools, key, ""))});
}

/// `on` with one role is a constraint on the role's label, which is there exactly when the Swarm has such a node.
void check_role(const Topology& topology, const Service& service, std::vector<Finding>& findings) {
  if (service.on.size() != 1) return;
  const Role role = service.on.front();
  const bool found = std::ranges::any_of(topology.pools, [&](const Pool& pool) {
    return pool.in_swarm && pool.role == role && (pool.count > 0 || pool.scaling);
  });
  if (found) return;
  findings.push_back(
      {.message = fmt::format("services.{} runs on nodes of role {}, and the Swarm has none: its tasks "
                              "stay pending for ever",
                              service.name, name_of(role)),
       .where = service.where,
       .place = service.name,
       .help = fmt::format("give a zone {} = 1, or change on",
                           role == Role::loadbalancer ? "loadbalancer" : fmt::format("{}s", name_of(role)))});
}

void check_written(const Topology& topology, const StackFileService& written, const std::vector<LabelledPool>& pools,
                   std::vector<Finding>& findings) {
  Service service;
  service.name = written.name;
  for (const PlacementEntry& entry : written.constraints) {
    service.where = entry.where;
    const std::optional<std::string> text = without_escapes(entry.text);
    if (const auto constraint = text ? parse_constraint(*text) : std::nullopt)
      check_constraint(*constraint, service, pools, findings);
  }
  if (written.mode.starts_with("global")) return;  // Swarm looks at none of its preferences
  for (const PlacementEntry& entry : written.preferences) {
    const std::string_view key = node_label_key(entry.text);
    service.where = entry.where;
    if (!key.empty() && !holds_variable(key)) check_spread(topology, key, service, pools, findings);
  }
}

/// Of stack files that are judged on this layout.
void check_files(const Facts& facts, std::vector<Finding>& findings) {
  if (facts.on_layout.empty()) return;
  const std::vector<LabelledPool> pools = labelled_pools(facts.cluster.topology);
  for (const StackFile& stack : facts.stack_files)
    for (const StackFileService& written : stack.services) {
      std::vector<Finding> found;
      check_written(facts.cluster.topology, written, pools, found);
      for (Finding& finding : found) {
        finding.file = stack.file;
        findings.push_back(std::move(finding));
      }
    }
}

std::vector<Finding> check(const Facts& facts) {
  std::vector<Finding> findings;
  check_files(facts, findings);
  const Cluster& cluster = facts.cluster;
  const auto asks = [](const Service& service) { return !service.stand_in; };
  if (cluster.control != Control::centralized || std::ranges::none_of(cluster.services, asks)) return findings;
  const std::vector<LabelledPool> pools = labelled_pools(cluster.topology);
  for (const Service& service : cluster.services) {
    if (!asks(service)) continue;
    if (facts.quorum) check_role(cluster.topology, service, findings);
    for (const Constraint& constraint : written_constraints(service))
      check_constraint(constraint, service, pools, findings);
    if (!service.spread_written) continue;
    for (const std::string& key : service.spread) check_spread(cluster.topology, key, service, pools, findings);
  }
  return findings;
}

}  // namespace

const Rule label_missing{
    .name = "label-missing",
    .severity = Severity::error,
    .needs = Input::any,
    .summary = "a constraint or spread names a label that nodes do not have",
    .why =
        "A constraint `==` on a label that 0 nodes have is met by none: every task stays pending, and deploying says "
        "nothing. A spread gives each value of its label an equal share, and all nodes without the label "
        "together count as one value more: with zones a, b and c and unlabelled managers there are 4 shares, not 3, "
        "and if the managers are drained the rest comes out uneven. Of 24 deployments of 6 replicas on three such "
        "zones 19 gave 1, 2 and 3; with every node labelled none did. Keys are compared with regard to case, values "
        "of constraints without. `!=` is met by nodes without the label; `==` on a label that only some nodes "
        "have is what constraints are for: neither is told.\n"
        "Sources: https://docs.docker.com/engine/swarm/services/#control-service-placement, "
        "https://github.com/moby/swarmkit/blob/master/manager/constraint/constraint.go, "
        "https://github.com/moby/moby/issues/41399",
    .fix =
        "Declare the label on the places, pools or nodes that should have it; for a spread on all, managers "
        "included. group, region, zone, rack and role are set on every node by swarmplan where the layout has them.",
    .bad = bad,
    .good = good,
    .check = check,
};

}  // namespace planner
