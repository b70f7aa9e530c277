// A survival goal that no distribution of managers over the declared places can reach.
#include <fmt/format.h>

#include "planner/quorum/impossible.hpp"
#include "planner/rules/all.hpp"
#include "planner/rules/wording.hpp"

namespace planner {
namespace {

constexpr SourceFile bad[] = {{"cluster.toml", R"([goals]
# swarmplan: allow survival-goal-missed because no layout of three zones can meet it
survive = { zone = 2 }

[fra]
a = { managers = 1 }
b = { managers = 1 }
c = { managers = 1 }
)"}};

constexpr SourceFile good[] = {{"cluster.toml", R"([goals]
survive = { zone = 2 }

[fra]
a = { managers = 1 }
b = { managers = 1 }
c = { managers = 1 }
d = { managers = 1 }
e = { managers = 1 }
)"}};

std::string too_few_places(const Impossible& why) {
  return fmt::format(
      "to survive {} at once {} {}s are needed, and there {} {}: {} of them together always hold half of the managers "
      "or more",
      amount(why.lost, why.level), why.needed_domains, why.level, why.domains == 1 ? "is" : "are", why.domains,
      why.domains == 1 ? "all" : count_word(why.lost));
}

std::string too_few_managers(const Impossible& why) {
  std::vector<std::string> losses;
  if (why.lost > 0) losses.push_back(amount(why.lost, why.level));
  if (why.nodes > 0) losses.push_back(amount(why.nodes, "node"));
  const std::string where = why.domains > 0 ? fmt::format(" over {}", amount(why.domains, why.level)) : "";
  return fmt::format("to survive {} at once takes {} managers at least, spread evenly{}, and max_managers allows {}",
                     enumerate(losses), why.needed_managers, where, why.allowed_managers);
}

std::vector<Finding> check(const Facts& facts) {
  std::vector<Finding> findings;
  if (!facts.quorum) return findings;
  for (const SurvivalGoal& goal : facts.cluster.goals.survive) {
    const std::optional<Impossible> why = impossible_because(facts.cluster, goal);
    if (!why) continue;
    const bool places = why->needed_domains > 0;
    findings.push_back(
        {.message = fmt::format("no distribution of managers can reach this goal: {}",
                                places ? too_few_places(*why) : too_few_managers(*why)),
         .where = goal.where,
         .help = places ? fmt::format("add {}, each with a manager, or lower the goal",
                                      amount(why->needed_domains - why->domains, why->level))
                        : fmt::format("raise max_managers to {}, or lower the goal", why->needed_managers)});
  }
  return findings;
}

}  // namespace

const Rule impossible_goal{
    .name = "impossible-goal",
    .severity = Severity::error,
    .needs = Input::spec,
    .summary = "no distribution of managers over the declared places can reach a goal",
    .why =
        "Surviving any k of D domains that do not overlap takes D >= 2k + 1: with fewer, k of them can be chosen that "
        "hold half of the managers or more, and what is left is no majority. Of two sites one always holds half. And "
        "with max_managers set, n managers spread as evenly as can be over D domains survive any k of them and m "
        "single nodes only if n less the k largest less m is still n/2 + 1. Told is what moving managers cannot mend. "
        "Each goal is taken by itself; racks, and declared domains that overlap or leave places out, are not judged, "
        "as managers can stand outside them.\n"
        "Sources: docs/quorum.md, https://docs.docker.com/engine/swarm/admin_guide/#distribute-manager-nodes",
    .fix =
        "Add as many places as the message says: a third site needs no more than one small manager. Or ask for less.",
    .bad = bad,
    .good = good,
    .check = check,
};

}  // namespace planner
