// More managers than Docker recommends, or than the goals allow.
#include <fmt/format.h>

#include "planner/rules/all.hpp"
#include "planner/rules/wording.hpp"

namespace planner {
namespace {

constexpr SourceFile bad[] = {{"cluster.toml", R"([fra]
a = { managers = 9 }
)"}};

constexpr SourceFile good[] = {{"cluster.toml", R"([fra]
a = { managers = 7 }
)"}};

// A recommendation, no limit that Swarm enforces: docs.docker.com/engine/swarm/how-swarm-mode-works/nodes/
constexpr int most_recommended = 7;

std::string fewer_words(int most) {
  const int odd = most % 2 == 0 ? most - 1 : most;
  return fmt::format("{} tolerate {} down", amount(odd, "manager"), odd - majority_of(odd));
}

std::vector<Finding> check(const Facts& facts) {
  if (!facts.quorum) return {};
  const int managers = facts.quorum->managers;
  const std::optional<MaxManagers>& stated = facts.cluster.goals.max_managers;
  if (stated && managers > stated->count)
    return {{.severity = Severity::error,
             .message = fmt::format("{}, the goal max_managers allows {}", amount(managers, "manager"), stated->count),
             .where = stated->where,
             .help = fmt::format("take {} away, or raise the goal", managers - stated->count)}};
  if (stated || managers <= most_recommended) return {};
  return {{.severity = Severity::warning,
           .message = fmt::format("{} managers, Docker recommends {} at most: every change waits until {} of them have "
                                  "written it",
                                  managers, most_recommended, facts.quorum->majority),
           .where = facts.cluster.where,
           .help = fmt::format("{}; make the others workers, or state what you want: max_managers = {} in [goals]",
                               fewer_words(most_recommended), managers)}};
}

}  // namespace

const Rule manager_count_high{
    .name = "manager-count-high",
    .severity = Severity::error,
    .needs = Input::spec,
    .summary = "more managers than recommended, or than the goal max_managers allows",
    .why =
        "Every change of the Swarm is written by a majority of the managers before it counts: 7 managers wait for 4 "
        "of them, 13 for 7, over the longest of the links between. Docker recommends 7 at most; nothing enforces it. "
        "It is a warning over 7 where `max_managers` is not set, and an error over a `max_managers` that is.\n"
        "Source: https://docs.docker.com/engine/swarm/how-swarm-mode-works/nodes/",
    .fix =
        "7 managers as 3-2-2 over three zones tolerate 3 down and any one zone; 5 as 2-2-1 tolerate 2. Where more "
        "are meant, say so: `max_managers` in [goals].",
    .bad = bad,
    .good = good,
    .check = check,
};

}  // namespace planner
