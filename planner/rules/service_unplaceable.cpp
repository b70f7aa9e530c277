// Services of a spec that no node may run.
#include <fmt/format.h>

#include <algorithm>

#include "planner/rules/all.hpp"
#include "planner/rules/swarm_labels.hpp"
#include "planner/stack/stack_room.hpp"

namespace planner {
namespace {

constexpr SourceFile bad[] = {{"cluster.toml", R"([fra]
a = { managers = 1, workers = 1 }
b = { managers = 1, workers = 1 }
c = { managers = 1, workers = 1 }

[services.backup]
image    = "registry.example/backup:1"
replicas = 1
on       = "manager"
)"}};

constexpr SourceFile good[] = {{"cluster.toml", R"([fra]
a = { managers = { count = 1, availability = "active" }, workers = 1 }
b = { managers = 1, workers = 1 }
c = { managers = 1, workers = 1 }

[services.backup]
image    = "registry.example/backup:1"
replicas = 1
on       = "manager"
)"}};

StackFile as_file(const Stack& stack) {
  StackFile file;
  for (const StackService& each : stack.services) {
    StackFileService& service = file.services.emplace_back();
    service.name = each.name;
    for (const std::string& text : each.constraints) service.constraints.push_back({text, each.service.where});
  }
  return file;
}

/// Told by label-missing.
bool is_told(const StackFileService& service, const StackRoom& room) {
  if (!room.unmet) return false;
  const std::optional<Constraint> constraint = parse_constraint(service.constraints[*room.unmet].text);
  return constraint && constraint->equal && !node_label_key(constraint->key).empty();
}

Finding finding_of(const StackFileService& service, const StackRoom& room) {
  if (room.drained > 0)
    return {
        .message = fmt::format("services.{}: {} its constraints, and drained nodes take no task: its tasks stay "
                               "pending for ever",
                               service.name, room.drained == 1 ? "one drained node meets" : "only drained nodes meet"),
        .help =
            "let others run it too, or make these take tasks: availability = \"active\"; managers are drained where "
            "a spec has workers"};
  if (room.unmet)
    return {.message = fmt::format("services.{}: no node of the Swarm meets {}: its tasks stay pending for ever",
                                   service.name, service.constraints[*room.unmet].text),
            .help = "name what a node of the layout has: swarmplan labels prints them all"};
  return {
      .message = fmt::format("services.{}: no node of the Swarm meets all of its constraints, though each is met by "
                             "some: its tasks stay pending for ever",
                             service.name),
      .help = "compare them with what swarmplan labels prints"};
}

std::vector<Finding> check(const Facts& facts) {
  std::vector<Finding> findings;
  if (facts.cluster.control != Control::centralized || facts.cluster.topology.nodes.empty()) return findings;
  const StackFile file = as_file(facts.stack);
  const std::vector<StackRoom> rooms = rooms_of(facts.cluster.topology, file);
  for (std::size_t i = 0; i < rooms.size(); ++i) {
    const Service& service = facts.stack.services[i].service;
    if (service.stand_in || !rooms[i].known || rooms[i].nodes > 0 || rooms[i].may_grow) continue;
    if (is_told(file.services[i], rooms[i])) continue;
    Finding finding = finding_of(file.services[i], rooms[i]);
    finding.where = service.where;
    finding.place = file.services[i].name;
    findings.push_back(std::move(finding));
  }
  return findings;
}

}  // namespace

const Rule service_unplaceable{
    .name = "service-unplaceable",
    .severity = Severity::error,
    .needs = Input::spec,
    .summary = "a service of the spec that no node may run",
    .why =
        "Swarm makes such a service without a word, and its tasks stay pending (no suitable node). The usual cause: it "
        "is to run on managers, and where a spec has workers its managers are drained, so that 3 of 3 nodes that meet "
        "the constraints take no task. A label that no node has is told by label-missing.\n"
        "Source: https://docs.docker.com/engine/swarm/services/#control-service-placement; seen on engines 20.10 and "
        "28",
    .fix =
        "Let other nodes run it, or give those that shall run it availability = \"active\". A manager that runs tasks "
        "shares its CPU and disk with the Swarm's log: reserve what they need.",
    .bad = bad,
    .good = good,
    .check = check,
};

}  // namespace planner
