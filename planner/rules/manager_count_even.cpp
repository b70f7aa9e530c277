// An even number of managers: the last one tolerates nothing more.
#include <fmt/format.h>

#include "planner/rules/all.hpp"
#include "planner/rules/wording.hpp"

namespace planner {
namespace {

constexpr SourceFile bad[] = {{"cluster.toml", R"([fra]
a = { managers = 4 }
)"}};

constexpr SourceFile good[] = {{"cluster.toml", R"([fra]
a = { managers = 3 }
)"}};

std::vector<Finding> check(const Facts& facts) {
  if (!facts.quorum || facts.quorum->managers % 2 != 0) return {};
  const Quorum& quorum = *facts.quorum;
  const int fewer = quorum.managers - 1;
  const std::string fewer_words = fewer == 1
                                      ? "one manager alone tolerates as many"
                                      : fmt::format("{} need {} and tolerate as many", fewer, majority_of(fewer));
  return {
      {.severity = Severity::warning,
       .message = fmt::format("{} managers need {} and tolerate {} down; {}: the last one only adds "
                              "one more that can fail",
                              quorum.managers, quorum.majority, quorum.tolerated, fewer_words),
       .where = facts.cluster.where,
       .help = fmt::format("one more: {} tolerate {} down{}", quorum.managers + 1, quorum.tolerated + 1,
                           fewer < 3 ? "" : fmt::format("; or one fewer: {} tolerate {}", fewer, quorum.tolerated))}};
}

}  // namespace

const Rule manager_count_even{
    .name = "manager-count-even",
    .severity = Severity::warning,
    .needs = Input::spec,
    .summary = "an even number of managers tolerates no more than one fewer",
    .why =
        "The majority of N managers is N/2 + 1, rounded down: 3 of 4 and 2 of 3, so 4 managers and 3 managers both "
        "tolerate one that is down. The fourth one costs a write more for every change, can fail too, and a cut "
        "into two halves leaves no side with a majority.\n"
        "Sources: https://docs.docker.com/engine/swarm/admin_guide/#maintain-the-quorum-of-managers, "
        "https://docs.docker.com/engine/swarm/raft/",
    .fix = "One manager more or one fewer, placed so that no domain holds more than (N - 1)/2 of them.",
    .bad = bad,
    .good = good,
    .check = check,
};

}  // namespace planner
