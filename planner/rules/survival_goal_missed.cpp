// A loss that the goals say must be survived, and is not.
#include <fmt/format.h>

#include "planner/rules/all.hpp"
#include "planner/rules/cure_words.hpp"
#include "planner/rules/wording.hpp"

namespace planner {
namespace {

constexpr SourceFile bad[] = {{"cluster.toml", R"([goals]
survive = { zone = 1 }

[fra]
a = { managers = 3 }
b = { managers = 1 }
c = { managers = 1 }
)"}};

constexpr SourceFile good[] = {{"cluster.toml", R"([goals]
survive = { zone = 1 }

[fra]
a = { managers = 2 }
b = { managers = 2 }
c = { managers = 1 }
)"}};

std::string losses_words(const SurvivalGoal& goal) {
  std::vector<std::string> parts;
  for (const auto& [level, count] : goal.losses) parts.push_back(amount(count, level));
  return enumerate(parts);
}

std::string help(const Facts& facts, const SurvivalGoal& goal, const GoalQuorum& result) {
  const Quorum& quorum = *facts.quorum;
  const int lost = quorum.managers - result.left;
  const auto& [level, count] = goal.losses.front();
  if (goal.losses.size() == 1 && count == 1 && result.witness.size() == 1)
    return cure_words(facts, level, result.witness.front(), lost);
  std::string text = fmt::format(
      "no such loss may take more than {} of {} managers, this one takes {}: spread them over more places, "
      "or lower the goal",
      quorum.tolerated, quorum.managers, lost);
  if (goal.losses.size() == 1 && count > 1)
    text += fmt::format("; any {} {}s may die only where {} or more hold managers", count, level, 2 * count + 1);
  return text;
}

std::vector<Finding> check(const Facts& facts) {
  std::vector<Finding> findings;
  if (!facts.quorum) return findings;
  const Quorum& quorum = *facts.quorum;
  for (std::size_t i = 0; i < quorum.goals.size(); ++i) {
    const SurvivalGoal& goal = facts.cluster.goals.survive[i];
    const GoalQuorum& result = quorum.goals[i];
    if (result.met && result.proved) continue;
    const std::string promise = fmt::format("the goal to survive the loss of {}", losses_words(goal));
    Finding finding{.where = goal.where, .place = result.witness.size() == 1 ? result.witness.front() : ""};
    if (result.met) {
      finding.severity = Severity::warning;
      finding.message = promise +
                        " could not be proved: the domains overlap too much for the search to end; no loss "
                        "was found that breaks it";
      finding.help = "ask for fewer domains at once, or declare domains that overlap less";
    } else {
      finding.message =
          fmt::format("{} is missed: losing {} leaves {} of {} managers{}, {} are needed", promise,
                      enumerate(result.witness), result.left, quorum.managers,
                      result.parted ? " on the largest side, others cut off from it" : "", quorum.majority);
      finding.help = result.parted
                         ? fmt::format("join the sides by a link that does not pass {}", enumerate(result.witness))
                         : help(facts, goal, result);
    }
    findings.push_back(std::move(finding));
  }
  return findings;
}

}  // namespace

const Rule survival_goal_missed{
    .name = "survival-goal-missed",
    .severity = Severity::error,
    .needs = Input::spec,
    .summary = "a loss that [goals] promises to survive stops the quorum",
    .why =
        "`survive` and `survive_together` say which losses the Swarm has to live through. N managers need a "
        "majority of N/2 + 1 of them, so at most (N - 1)/2 may be lost together: of 5 managers 3 are needed and 2 "
        "may be lost. Every loss that the goal names is tried; the message shows the worst. It is a warning "
        "where overlapping domains are too many for all losses to be tried and none was found that breaks the goal."
        "\nSource: https://docs.docker.com/engine/swarm/raft/",
    .fix =
        "Spread the managers so that no loss which the goal names takes more than (N - 1)/2 of them; any k domains "
        "of a level may die only if 2k + 1 of them hold managers. Or promise less.",
    .bad = bad,
    .good = good,
    .check = check,
};

}  // namespace planner
