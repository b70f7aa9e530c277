#include <fmt/format.h>

#include "planner/rules/all.hpp"
#include "planner/rules/places.hpp"

namespace planner {
namespace {

constexpr SourceFile kBad[] = {{"cluster.toml", R"([goals]
survive = { zone = 1 }

[fra.a]
managers = 2
[fra.b]
managers = 1
)"}};
constexpr SourceFile kGood[] = {{"cluster.toml", R"([goals]
survive = { zone = 1 }

[fra.a]
managers = 1
[fra.b]
managers = 1
[fra.c]
managers = 1
)"}};

std::string in_words(const SurvivalGoal& goal) {
  std::vector<std::string> parts;
  for (const auto& [level, count] : goal.losses) parts.push_back(fmt::format("{} = {}", level, count));
  return fmt::format("{} {}", goal.together ? "survive_together" : "survive", joined(parts));
}

std::vector<Finding> check(const Facts& facts) {
  if (!facts.quorum) return {};
  const Quorum& quorum = *facts.quorum;
  std::vector<Finding> findings;
  for (std::size_t i = 0; i < quorum.goals.size(); ++i) {
    const GoalQuorum& judged = quorum.goals[i];
    if (judged.met) continue;
    const SurvivalGoal& goal = facts.cluster.goals.survive[i];
    std::string help = cure_in_words(facts, goal.losses.front().first);
    if (help.empty())
      help = fmt::format("no loss that the goal names may take more than {} of the {} managers", quorum.tolerated,
                         quorum.managers);
    findings.push_back(
        finding_at(Severity::error, goal.where, judged.witness.size() == 1 ? judged.witness[0] : "",
                   fmt::format("the goal {} is missed: losing {} leaves {} of {} managers, {} are needed",
                               in_words(goal), joined(judged.witness), judged.left, quorum.managers, quorum.majority),
                   std::move(help)));
  }
  return findings;
}

}  // namespace

const Rule survival_goal_missed{
    "survival-goal-missed",
    Severity::error,
    Input::spec,
    "The quorum dies with a loss that a goal says it survives",
    "With N managers, N/2+1 must be up. A loss that takes more than (N-1)/2 of them stops the Swarm: containers go on, "
    "but nothing is restarted, moved, scaled or deployed until enough managers are back. The finding names the worst "
    "loss that the goal covers. https://docs.docker.com/engine/swarm/raft/",
    "Spread the managers so that no loss named by the goal takes more than (N-1)/2 of them, or lower the goal. "
    "Surviving "
    "any k of a level needs at least 2k+1 domains of it.",
    kBad,
    kGood,
    check,
};

}  // namespace planner
