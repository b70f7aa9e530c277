// The stages in order: the managers of each domain, each domain by itself, each level, all mixed, the goals.
#include "planner/quorum/quorum.hpp"

#include <algorithm>

#include "planner/quorum/domains.hpp"
#include "planner/quorum/goals.hpp"
#include "planner/quorum/levels.hpp"
#include "planner/quorum/routing/parting_loss.hpp"
#include "planner/quorum/routing/sides_after.hpp"

namespace planner {
namespace {

// Nodes as a level of their own: every node is a domain, a manager one of weight 1.
LevelDomains node_level(const Topology& topology, const std::vector<NodeIndex>& managers) {
  LevelDomains nodes{name_of(Level::node), static_cast<int>(topology.nodes.size()), {}, true};
  for (std::size_t i = 0; i < managers.size(); ++i)
    nodes.domains.push_back({topology.nodes[static_cast<std::size_t>(managers[i])].id, {static_cast<int>(i)}});
  return nodes;
}

/// What counting managers does not see: losses that leave enough of them, on sides that do not reach each other.
struct Parting {
  const Cluster& cluster;
  const SiteMap& map;
  std::span<const Domain> domains;
  int majority;

  void judge_domains(Quorum& quorum) const {
    const SidesAfter after = largest_sides(cluster, map, domains);
    for (std::size_t i = 0; i < quorum.domains.size(); ++i) quorum.domains[i].side = after.largest[i];
    quorum.parting_proved = after.complete;
  }
  /// One domain was looked at before, as long as the limit allowed.
  bool one_parts(const Quorum& quorum, const LevelQuorum& level) const {
    return std::ranges::any_of(quorum.domains, [&](const DomainQuorum& entry) {
      return entry.parts(majority) &&
             cluster.topology.domains[static_cast<std::size_t>(entry.domain)].level == level.level;
    });
  }
  void judge_level(const Quorum& quorum, LevelQuorum& level) const {
    for (int lost = 1; lost <= level.survives; ++lost) {
      if (lost == 1 && quorum.parting_proved) {
        if (!one_parts(quorum, level)) continue;
        level.parted_from = 1;
        level.survives = 0;
        return;
      }
      const SurvivalGoal goal{{{level.level, lost}}, false, {}};
      const PartingSearch search = find_parting_loss(cluster, map, domains, goal, all_up(map));
      if (!search.loss && search.complete) continue;
      if (search.loss) level.parted_from = lost;
      level.survives_proved = search.loss.has_value();
      level.survives = lost - 1;
      return;
    }
  }
  void judge_goal(const SurvivalGoal& goal, GoalQuorum& result) const {
    if (!result.met) return;
    const PartingSearch search = find_parting_loss(cluster, map, domains, goal, all_up(map));
    result.proved = result.proved && search.complete;
    if (!search.loss) return;
    result = {false, search.loss->ids, search.loss->left, true, true};
  }
};

void part(const Cluster& cluster, std::span<const NodeIndex> managers, std::span<const Domain> domains,
          Quorum& quorum) {
  const SiteMap map = map_sites(cluster, managers);
  const Parting parting{cluster, map, domains, quorum.majority};
  parting.judge_domains(quorum);
  for (LevelQuorum& level : quorum.levels)
    if (level.level != name_of(Level::node)) parting.judge_level(quorum, level);
  for (std::size_t i = 0; i < quorum.goals.size(); ++i) parting.judge_goal(cluster.goals.survive[i], quorum.goals[i]);
}

}  // namespace

std::optional<Quorum> analyse_quorum(const Cluster& cluster, std::optional<int> within) {
  const Topology& topology = cluster.topology;
  const std::vector<NodeIndex> managers = managers_of(topology);
  if (cluster.control == Control::decentralized || managers.empty()) return std::nullopt;
  Quorum quorum;
  quorum.managers = static_cast<int>(managers.size());
  quorum.majority = majority_of(quorum.managers);
  quorum.tolerated = quorum.managers - quorum.majority;
  const std::vector<Domain> domains = domains_of(topology, managers);
  for (std::size_t i = 0; i < domains.size(); ++i) {
    const int left = quorum.managers - domains[i].weight();
    quorum.domains.push_back({static_cast<DomainIndex>(i), domains[i].weight(), left, left, left >= quorum.majority});
  }
  const std::vector<LevelDomains> levels = by_level(topology, domains, quorum.managers);
  for (const LevelDomains& level : levels) quorum.levels.push_back(judge_level(level, quorum.managers, {}, within));
  const LevelDomains nodes = node_level(topology, managers);
  quorum.levels.push_back(judge_level(nodes, quorum.managers, {}, within));
  quorum.mixed = judge_mixed(domains, quorum.managers, {}, within);
  for (const SurvivalGoal& goal : cluster.goals.survive) quorum.goals.push_back(judge_goal(goal, levels, nodes));
  if (!cluster.links.empty()) part(cluster, managers, domains, quorum);
  return quorum;
}

const LevelQuorum* find_level(const Quorum& quorum, std::string_view level) {
  const auto found = std::ranges::find(quorum.levels, level, &LevelQuorum::level);
  return found == quorum.levels.end() ? nullptr : &*found;
}

}  // namespace planner
