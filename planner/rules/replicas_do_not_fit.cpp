// Tasks for which no node has room, though nothing has failed.
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
reserve  = { cpus = 2.5, memory = "1GiB" }
)"}};

constexpr SourceFile good[] = {{"cluster.toml", R"([fra]
a = { managers = 1, workers = { count = 2, cpus = 4, memory = "16GiB" } }
b = { managers = 1, workers = { count = 2, cpus = 4, memory = "16GiB" } }
c = { managers = 1, workers = { count = 2, cpus = 4, memory = "16GiB" } }

[services.api]
image    = "registry.example/api:1"
replicas = 8
reserve  = { cpus = 1.2, memory = "1GiB" }
)"}};

std::vector<Finding> check(const Facts& facts) {
  std::vector<Finding> findings;
  for (const auto& [stack, capacity, file] : judged_stacks(facts))
    for (const Bottleneck& bottleneck : capacity->now.bottlenecks) {
      if (bottleneck.may_use == 0) continue;  // no matter of room; told by a rule of its own
      const std::string& name = bottleneck.services.front();
      findings.push_back({.message = bottleneck_words(bottleneck) + ", the rest stays pending",
                          .file = file,
                          .where = where_of(*stack, name),
                          .place = name,
                          .help = capacity_cure(capacity->now, &bottleneck)});
    }
  return findings;
}

}  // namespace

const Rule replicas_do_not_fit{
    .name = "replicas-do-not-fit",
    .severity = Severity::error,
    .needs = Input::any,
    .summary = "there is no way to place all tasks",
    .why =
        "Swarm starts a task only on a node that has the CPUs, memory and generic resources free that it reserves, the "
        "host ports that it publishes, and fewer tasks of its service than max_per_node. Where none has, the task is "
        "pending, and deploying says nothing. A node of 4 CPUs takes 1 task of 2.5, so six hold 6 of 12. Told only "
        "where it is proved: by a sum, by the minimum cut of a flow, or by a search through all placements. Of a stack "
        "file that is given with a spec too, each file as if it ran alone.\n"
        "Sources: docs/capacity.md, https://github.com/moby/swarmkit/blob/master/manager/scheduler/filter.go",
    .fix = "Add nodes or larger ones, reserve less, or run fewer replicas. Limits do not count, only reservations.",
    .bad = bad,
    .good = good,
    .check = check,
};

}  // namespace planner
