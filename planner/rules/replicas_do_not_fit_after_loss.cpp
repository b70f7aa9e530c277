// Tasks that find no room once a zone is gone, where the spec does not say that this must not be.
#include <fmt/format.h>

#include <algorithm>

#include "planner/rules/all.hpp"
#include "planner/rules/capacity_words.hpp"
#include "planner/rules/judged_stacks.hpp"
#include "planner/rules/where_of.hpp"

namespace planner {
namespace {

constexpr SourceFile bad[] = {{"cluster.toml", R"([fra]
a = { managers = 1, workers = { count = 2, cpus = 4, memory = "16GiB" } }
b = { managers = 1, workers = { count = 2, cpus = 4, memory = "16GiB" } }
c = { managers = 1, workers = { count = 2, cpus = 4, memory = "16GiB" } }

[services.api]
image    = "registry.example/api:1"
replicas = 12
reserve  = { cpus = 2, memory = "1GiB" }
)"}};

constexpr SourceFile good[] = {{"cluster.toml", R"([fra]
a = { managers = 1, workers = { count = 3, cpus = 4, memory = "16GiB" } }
b = { managers = 1, workers = { count = 3, cpus = 4, memory = "16GiB" } }
c = { managers = 1, workers = { count = 3, cpus = 4, memory = "16GiB" } }

[services.api]
image    = "registry.example/api:1"
replicas = 12
reserve  = { cpus = 2, memory = "1GiB" }
)"}};

Finding finding_of(const LevelCapacity& zones, const Bottleneck& bottleneck, const JudgedStack& judged) {
  const std::string others =
      zones.crowded > 1 ? fmt::format(" (and of {} more of {} zones)", zones.crowded - 1, zones.domains) : "";
  const std::string& name = bottleneck.services.front();
  return {.severity = Severity::warning,
          .message = fmt::format("after the loss of {}{} {}", zones.most_crowded->lost.front(), others,
                                 bottleneck_words(bottleneck)),
          .file = judged.file,
          .where = where_of(*judged.stack, name),
          .place = name,
          .help = capacity_cure(*zones.most_crowded)};
}

std::vector<Finding> check(const Facts& facts) {
  std::vector<Finding> findings;
  const auto stated = std::ranges::find(facts.cluster.goals.capacity, "zone", &CapacityGoal::level);
  if (stated != facts.cluster.goals.capacity.end()) return findings;
  for (const JudgedStack& judged : judged_stacks(facts)) {
    if (judged.capacity->now.fits != Fits::yes) continue;
    const auto zones = std::ranges::find(judged.capacity->levels, "zone", &LevelCapacity::level);
    if (zones == judged.capacity->levels.end() || !zones->most_crowded) continue;
    for (const Bottleneck& bottleneck : zones->most_crowded->bottlenecks)
      if (bottleneck.may_use > 0)  // else pinned to the zone: no matter of room
        findings.push_back(finding_of(*zones, bottleneck, judged));
  }
  return findings;
}

}  // namespace

const Rule replicas_do_not_fit_after_loss{
    .name = "replicas-do-not-fit-after-loss",
    .severity = Severity::warning,
    .needs = Input::any,
    .summary = "all tasks fit, but not once a zone is gone",
    .why =
        "When a zone dies Swarm starts its tasks elsewhere, where there is room: six nodes of 4 CPUs in three zones "
        "hold 12 tasks of 2 CPUs, the four that are left hold 8, and 4 stay pending until the zone is back. Told for "
        "the worst zone, where sizes and reservations, host ports or max_per_node prove it, and the spec states no "
        "capacity goal for zones; services that constraints tie to the zone are left out.\n"
        "Sources: docs/capacity.md, https://github.com/moby/swarmkit/blob/master/manager/scheduler/filter.go",
    .fix =
        "Add room for one zone's tasks in the others. To have it held for every loss, state the goal: capacity = { "
        "zone = 1 }. If fewer replicas are enough while a zone is down, allow this finding and say so.",
    .bad = bad,
    .good = good,
    .check = check,
};

}  // namespace planner
