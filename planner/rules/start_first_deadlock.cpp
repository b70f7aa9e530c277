// An update that starts the new task first, and has nowhere to put it.
#include <fmt/format.h>

#include "planner/rules/all.hpp"
#include "planner/rules/capacity_words.hpp"
#include "planner/rules/judged_stacks.hpp"

namespace planner {
namespace {

constexpr SourceFile bad[] = {{"cluster.toml", R"([fra]
a = { managers = 1, workers = { count = 1, labels = { edge = "yes" } } }
b = { managers = 1, workers = 1 }
c = { managers = 1, workers = 1 }

[services.proxy]
image    = "traefik:3.6"
replicas = 1
where    = ["node.labels.edge == yes"]
ports    = [ { target = 443, published = 443, mode = "host" } ]
update   = { order = "start-first" }
)"}};

constexpr SourceFile good[] = {{"cluster.toml", R"([fra]
a = { managers = 1, workers = { count = 1, labels = { edge = "yes" } } }
b = { managers = 1, workers = 1 }
c = { managers = 1, workers = 1 }

[services.proxy]
image    = "traefik:3.6"
replicas = 1
where    = ["node.labels.edge == yes"]
ports    = [ { target = 443, published = 443, mode = "host" } ]
update   = { order = "stop-first" }
)"}};

std::string reason(const Bottleneck& bottleneck) {
  if (bottleneck.global) return "no node that runs it has room for the new task beside the old one";
  if (bottleneck.kind == Shortage::Kind::alone)
    return fmt::format("with the one that an update starts first {}", bottleneck_words(bottleneck));
  return fmt::format("with one task more {}", bottleneck_words(bottleneck));
}

std::vector<Finding> check(const Facts& facts) {
  std::vector<Finding> findings;
  for (const auto& [stack, capacity, file] : judged_stacks(facts))
    for (const UpdateStuck& stuck : capacity->stuck) {
      const StackService& service = stack->services[stuck.service];
      const std::string when = stuck.lost.empty() ? "" : fmt::format("after the loss of {} ", stuck.lost);
      findings.push_back(
          {.severity = stuck.lost.empty() ? Severity::error : Severity::warning,
           .message = fmt::format("{}an update of {} never ends: {}", when, service.name, reason(stuck.bottleneck)),
           .file = file,
           .where = service.service.where,
           .place = service.name,
           .help = fmt::format("{}{}", file.empty() ? "update.order = \"stop-first\"" : "order: stop-first",
                               stuck.bottleneck.global ? "" : ", or room for one task more")});
    }
  return findings;
}

}  // namespace

const Rule start_first_deadlock{
    .name = "start-first-deadlock",
    .severity = Severity::error,
    .needs = Input::any,
    .summary = "an update that starts the new task first has nowhere to put it",
    .why =
        "With order start-first Swarm starts the new task while the old one still holds its host ports and what it "
        "reserves, and still counts against max_per_node. N replicas therefore need room for N + 1, whatever the "
        "parallelism: each new task that runs frees the room of an old one. Three replicas with a host port on three "
        "nodes wait for ever, and nothing is told but `pending`. An error where it is so now, a warning where it is so "
        "after the loss of some zone, or of some node.\n"
        "Sources: docs/capacity.md, https://github.com/moby/moby/issues/40797, "
        "https://github.com/moby/swarmkit/blob/master/manager/orchestrator/update/updater.go",
    .fix =
        "order = \"stop-first\" (Swarm's default), or one node more than replicas that take a host port; in general "
        "room for one task more, also while a zone is down.",
    .bad = bad,
    .good = good,
    .check = check,
};

}  // namespace planner
