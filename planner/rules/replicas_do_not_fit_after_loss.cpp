// Tasks that find no room once a zone is gone, where the spec does not say that this must not be.
#include <fmt/format.h>

#include <algorithm>

#include "planner/rules/all.hpp"
#include "planner/rules/capacity_words.hpp"
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

std::vector<Finding> check(const Facts& facts) {
  std::vector<Finding> findings;
  if (!facts.capacity || facts.capacity->now.fits != Fits::yes) return findings;
  const auto stated = std::ranges::find(facts.cluster.goals.capacity, "zone", &CapacityGoal::level);
  if (stated != facts.cluster.goals.capacity.end()) return findings;
  for (const LevelCapacity& level : facts.capacity->levels) {
    if (level.level != "zone" || !level.worst) continue;
    for (const Bottleneck& bottleneck : level.worst->bottlenecks) {
      const std::string& name = bottleneck.services.front();
      if (bottleneck.may_use == 0) continue;  // pinned to the zone: no matter of room
      findings.push_back(
          {.severity = Severity::warning,
           .message = fmt::format(
               "after the loss of {}{} {}", level.worst->lost.front(),
               level.failing > 1 ? fmt::format(" (and of {} more of {} zones)", level.failing - 1, level.domains) : "",
               bottleneck_words(bottleneck)),
           .where = where_of(facts.stack, name),
           .place = name,
           .help = capacity_cure(*level.worst)});
    }
  }
  return findings;
}

}  // namespace

const Rule replicas_do_not_fit_after_loss{
    .name = "replicas-do-not-fit-after-loss",
    .severity = Severity::warning,
    .needs = Input::spec,
    .summary = "all tasks fit, but not once a zone is gone",
    .why =
        "When a zone dies Swarm starts its tasks elsewhere, where there is room: six nodes of 4 CPUs in three zones "
        "hold "
        "12 tasks of 2 CPUs, the four that are left hold 8, and 4 stay pending until the zone is back. Told for the "
        "worst zone, where sizes and reservations, host ports or max_per_node prove it, and the spec states no "
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
