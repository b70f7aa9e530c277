// A goal is a loss of so many domains of some levels: the worst of them decides.
#include "planner/quorum/goals.hpp"

#include <algorithm>

#include "planner/quorum/worst_loss.hpp"

namespace planner {

GoalQuorum judge_goal(const SurvivalGoal& goal, std::span<const LevelDomains> levels, const LevelDomains& nodes) {
  std::vector<AnyOf> choices;
  int any_nodes = 0;
  const auto managers = static_cast<int>(nodes.domains.size());
  for (const auto& [name, count] : goal.losses) {
    if (name == nodes.level) any_nodes = std::min(managers, count);
    const auto level = std::ranges::find(levels, name, &LevelDomains::level);
    if (level != levels.end()) choices.push_back({&*level, count});
  }
  std::vector<std::string_view> ids;
  for (const Domain& node : nodes.domains) ids.push_back(node.id);
  const WorstLoss worst = worst_loss(choices, any_nodes, ids);
  const int majority = majority_of(managers);
  GoalQuorum result;
  result.left = managers - worst.lost;
  result.met = result.left >= majority;
  result.proved = !result.met || managers - worst.at_most >= majority;
  result.witness = worst.ids;
  return result;
}

}  // namespace planner
