// Services of a spec that no node may run.
#include <fmt/format.h>

#include <map>
#include <vector>

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

/// One service for each different list of constraints: what such a service may run on hangs on nothing else.
struct Lists {
  StackFile file;
  std::vector<std::size_t> of;  // by service of the stack
};

Lists different_lists(const Stack& stack) {
  Lists lists;
  std::map<std::vector<std::string>, std::size_t> known;
  for (const StackService& each : stack.services) {
    const auto [found, fresh] = known.emplace(each.constraints, lists.file.services.size());
    lists.of.push_back(found->second);
    if (!fresh) continue;
    StackFileService& service = lists.file.services.emplace_back();
    service.name = each.name;
    for (const std::string& text : each.constraints) service.constraints.push_back({text, each.service.where});
  }
  return lists;
}

/// Told by label-missing.
bool is_told(const StackFileService& service, const StackRoom& room) {
  if (!room.unmet) return false;
  const std::optional<Constraint> constraint = parse_constraint(service.constraints[*room.unmet].text);
  return constraint && constraint->equal && !node_label_key(constraint->key).empty();
}

Finding finding_of(const std::string& name, const StackFileService& service, const StackRoom& room) {
  if (room.drained > 0)
    return {
        .message = fmt::format("services.{}: {} its constraints, and drained nodes take no task: its tasks stay "
                               "pending for ever",
                               name, room.drained == 1 ? "one drained node meets" : "only drained nodes meet"),
        .help =
            "let others run it too, or make these take tasks: availability = \"active\"; managers are drained where "
            "a spec has workers"};
  if (room.unmet)
    return {.message = fmt::format("services.{}: no node of the Swarm meets {}: its tasks stay pending for ever", name,
                                   service.constraints[*room.unmet].text),
            .help = "name what a node of the layout has: swarmplan labels prints them all"};
  return {
      .message = fmt::format("services.{}: no node of the Swarm meets all of its constraints, though each is met by "
                             "some: its tasks stay pending for ever",
                             name),
      .help = "compare them with what swarmplan labels prints"};
}

std::vector<Finding> check(const Facts& facts) {
  std::vector<Finding> findings;
  if (facts.cluster.control != Control::centralized || facts.cluster.topology.nodes.empty()) return findings;
  const Lists lists = different_lists(facts.stack);
  const std::vector<StackRoom> rooms = rooms_of(facts.cluster.topology, lists.file);
  for (std::size_t i = 0; i < facts.stack.services.size(); ++i) {
    const StackService& each = facts.stack.services[i];
    const StackRoom& room = rooms[lists.of[i]];
    const StackFileService& asked = lists.file.services[lists.of[i]];
    if (each.service.stand_in || !room.known || room.nodes > 0 || room.may_grow || is_told(asked, room)) continue;
    Finding finding = finding_of(each.name, asked, room);
    finding.where = each.service.where;
    finding.place = each.name;
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
