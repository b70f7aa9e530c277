// The stages in order: the managers of each domain, each domain by itself, each level, all mixed, the goals.
#include "planner/quorum/quorum.hpp"

#include <algorithm>

#include "planner/quorum/domains.hpp"
#include "planner/quorum/goals.hpp"
#include "planner/quorum/levels.hpp"

namespace planner {
namespace {

// Nodes as a level of their own: every node is a domain, a manager one of weight 1.
LevelDomains node_level(const Topology& topology, const std::vector<NodeIndex>& managers) {
  LevelDomains nodes{name_of(Level::node), static_cast<int>(topology.nodes.size()), {}, true};
  for (std::size_t i = 0; i < managers.size(); ++i)
    nodes.domains.push_back({topology.nodes[static_cast<std::size_t>(managers[i])].id, {static_cast<int>(i)}});
  return nodes;
}

}  // namespace

std::optional<Quorum> analyse_quorum(const Cluster& cluster) {
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
    quorum.domains.push_back({static_cast<DomainIndex>(i), domains[i].weight(), left, left >= quorum.majority});
  }
  const std::vector<LevelDomains> levels = by_level(topology, domains, quorum.managers);
  for (const LevelDomains& level : levels) quorum.levels.push_back(judge_level(level, quorum.managers));
  const LevelDomains nodes = node_level(topology, managers);
  quorum.levels.push_back(judge_level(nodes, quorum.managers));
  quorum.mixed = judge_mixed(domains, quorum.managers);
  for (const SurvivalGoal& goal : cluster.goals.survive) quorum.goals.push_back(judge_goal(goal, levels, nodes));
  return quorum;
}

const LevelQuorum* find_level(const Quorum& quorum, std::string_view level) {
  const auto found = std::ranges::find(quorum.levels, level, &LevelQuorum::level);
  return found == quorum.levels.end() ? nullptr : &*found;
}

}  // namespace planner
