// The goal commit_latency, and a manager that may lead and needs longer.
#include <fmt/format.h>

#include <algorithm>

#include "planner/rules/all.hpp"
#include "planner/rules/wording.hpp"

namespace planner {
namespace {

constexpr SourceFile bad[] = {{"cluster.toml", R"([goals]
commit_latency = "50ms"

[us]
west = { managers = 1 }
mid  = { managers = 1 }
east = { managers = 1 }

[latency]
"us.west" = { "us.mid" = 60, "us.east" = 65 }
"us.mid"  = { "us.east" = 8 }
)"}};

constexpr SourceFile good[] = {{"cluster.toml", R"([goals]
commit_latency = "50ms"

[us]
south = { managers = 1 }
mid   = { managers = 1 }
east  = { managers = 1 }

[latency]
"us.south" = { "us.mid" = 30, "us.east" = 35 }
"us.mid"   = { "us.east" = 8 }
)"}};

std::vector<Finding> check(const Facts& facts) {
  const std::optional<StatedTime>& goal = facts.cluster.goals.commit_latency;
  if (!goal || !facts.quorum) return {};
  const double limit = goal->seconds * 1000;
  if (!facts.latency.latency) {
    const std::string& reason = facts.latency.reason;
    return {{.severity = Severity::warning,
             .message = fmt::format("the goal of {} to commit could not be judged: {}", milliseconds(limit),
                                    reason.empty() ? "the spec gives no round-trip time" : reason),
             .where = goal->where,
             .help = "give rtt_ms in [[links]], a matrix in [latency], or a location to every region"}};
  }
  const Latency& latency = *facts.latency.latency;
  if (latency.worst_ms <= limit) return {};
  const auto worst = std::ranges::max_element(latency.leaders, {}, &Leader::commit_ms);
  const std::string& place = facts.cluster.topology.places[static_cast<std::size_t>(worst->place)].id;
  return {{.message =
               fmt::format("the goal of {} to commit is missed: with the leader in {} a change takes {}{}, the round "
                           "trip to the {} of {} managers that have to write it",
                           milliseconds(limit), place, milliseconds(latency.worst_ms),
                           latency.estimated ? " (estimated from coordinates)" : "", facts.quorum->majority,
                           facts.quorum->managers),
           .where = goal->where,
           .place = place,
           .help = fmt::format("Swarm cannot be told who leads: move the managers of {} closer to the others (the best "
                               "leader needs {}), or raise the goal",
                               place, milliseconds(latency.best_ms))}};
}

}  // namespace

const Rule latency_goal_missed{
    .name = "latency-goal-missed",
    .severity = Severity::error,
    .needs = Input::spec,
    .summary = "some manager that may lead needs longer to commit than [goals] allows",
    .why =
        "A change counts when a majority of the managers has written it, so it takes the round trip from the leader to "
        "its nearest majority. Any manager may lead, and Swarm offers no way to pin the leader, so the slowest one "
        "decides. It is a warning where no round-trip time is known. The threshold is yours: Docker names no limit.\n"
        "Sources: https://raft.github.io/raft.pdf (5.3), https://docs.docker.com/engine/swarm/raft/",
    .fix =
        "Put the managers where a majority is near from each of them, or raise commit_latency. A far place can hold "
        "workers without holding a manager.",
    .bad = bad,
    .good = good,
    .check = check,
};

}  // namespace planner
