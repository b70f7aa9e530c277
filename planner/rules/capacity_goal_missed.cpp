// A loss after which [goals] wants all tasks to have a place, and they have not.
#include <fmt/format.h>

#include "planner/rules/all.hpp"
#include "planner/rules/capacity_words.hpp"
#include "planner/rules/judged_stacks.hpp"
#include "planner/rules/where_of.hpp"
#include "planner/rules/wording.hpp"

namespace planner {
namespace {

constexpr SourceFile bad[] = {{"cluster.toml", R"([goals]
capacity = { zone = 1 }

[fra]
a = { managers = 1, workers = { count = 2, cpus = 4, memory = "16GiB" } }
b = { managers = 1, workers = { count = 2, cpus = 4, memory = "16GiB" } }
c = { managers = 1, workers = { count = 2, cpus = 4, memory = "16GiB" } }

[services.api]
image    = "registry.example/api:1"
replicas = 12
reserve  = { cpus = 2, memory = "1GiB" }
)"}};

constexpr SourceFile good[] = {{"cluster.toml", R"([goals]
capacity = { zone = 1 }

[fra]
a = { managers = 1, workers = { count = 3, cpus = 4, memory = "16GiB" } }
b = { managers = 1, workers = { count = 3, cpus = 4, memory = "16GiB" } }
c = { managers = 1, workers = { count = 3, cpus = 4, memory = "16GiB" } }

[services.api]
image    = "registry.example/api:1"
replicas = 12
reserve  = { cpus = 2, memory = "1GiB" }
)"}};

Finding unproved(const CapacityGoalJudged& judged, std::string_view goal) {
  return {.severity = Severity::warning,
          .message = fmt::format(
              "{} could not be decided: {}", goal,
              judged.worst ? fmt::format("after the loss of {} no placement was found, and none was proved impossible",
                                         enumerate(judged.worst->lost))
                           : "there are too many losses to look at"),
          .help = "leave more room, or ask for fewer domains at once"};
}

Finding unknown_sizes(const Cluster& cluster, const Capacity& capacity, std::string_view goal) {
  if (!capacity.reserves)
    return {.severity = Severity::warning,
            .message = capacity.limited ? fmt::format("{} was judged by ports and max_per_node alone: {}", goal,
                                                      unreserved_words(cluster))
                                        : fmt::format("{} says nothing: {}, so that any node takes any number of tasks",
                                                      goal, unreserved_words(cluster)),
            .help = "reserve = { cpus = 0.5, memory = \"512MiB\" } on each service, as much as it needs"};
  return {.severity = Severity::warning,
          .message = fmt::format(
              "{} could not be judged: {} {} reserved, and some node that may be used does not say how much it has",
              goal, enumerate(capacity.unsized), capacity.unsized.size() == 1 ? "is" : "are"),
          .help = "give every node its size, such as [defaults] workers = { cpus = 8, memory = \"32GiB\" }"};
}

/// In a stack file on what does not fit, else on its first service; in the spec on the goal.
SourceRange where_told(const JudgedStack& judged, const CapacityGoalJudged& goal, SourceRange in_spec) {
  if (judged.file.empty()) return in_spec;
  if (!goal.met) return where_of(*judged.stack, goal.worst->bottlenecks.front().services.front());
  return judged.stack->services.front().service.where;
}

void check_stack(const Facts& facts, const JudgedStack& judged, std::vector<Finding>& findings) {
  const Capacity& capacity = *judged.capacity;
  for (std::size_t i = 0; i < capacity.goals.size(); ++i) {
    const CapacityGoalJudged& goal = capacity.goals[i];
    const std::string words =
        fmt::format("the goal that all fits after the loss of {}", amount(goal.count, goal.level));
    Finding finding{};
    if (!goal.met) {
      finding.message = fmt::format("{} is missed: without {} {}", words, enumerate(goal.worst->lost),
                                    bottlenecks_words(*goal.worst));
      finding.help = capacity_cure(*goal.worst);
    } else if (!goal.proved) {
      finding = unproved(goal, words);
    } else if (!capacity.judged()) {
      finding = unknown_sizes(facts.cluster, capacity, words);
    } else {
      continue;
    }
    finding.file = judged.file;
    finding.where = where_told(judged, goal, facts.cluster.goals.capacity[i].where);
    if (goal.worst && goal.worst->lost.size() == 1) finding.place = goal.worst->lost.front();
    findings.push_back(std::move(finding));
  }
}

std::vector<Finding> check(const Facts& facts) {
  std::vector<Finding> findings;
  for (const JudgedStack& judged : judged_stacks(facts)) check_stack(facts, judged, findings);
  return findings;
}

}  // namespace

const Rule capacity_goal_missed{
    .name = "capacity-goal-missed",
    .severity = Severity::error,
    .needs = Input::any,
    .summary = "a loss after which [goals] wants every task to have a place leaves some without",
    .why =
        "`capacity` says after which losses there still has to be room for every replica: on nodes that the service "
        "may use, with the CPUs, memory and generic resources free that it reserves, its host ports free, and no more "
        "tasks of it than max_per_node. 12 tasks of 2 CPUs need 24; of six nodes of 4 CPUs in three zones four are "
        "left when one dies, and hold 8. Every loss that the goal names is looked at, those that leave equal nodes "
        "once. It is a warning where it could not be decided, where nothing is reserved, and where a node that may be "
        "used gives no size.\n"
        "Sources: docs/capacity.md, https://github.com/moby/swarmkit/blob/master/manager/scheduler/filter.go",
    .fix =
        "Add nodes outside the loss that the message names, as many as it says, or larger ones; reserve less; run "
        "fewer replicas; or promise less. Services that constraints tie to one place have no room anywhere else.",
    .bad = bad,
    .good = good,
    .check = check,
};

}  // namespace planner
