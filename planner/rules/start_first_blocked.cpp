// Updates that start the new task first where only the old one has room.
#include <fmt/format.h>

#include <algorithm>

#include "planner/rules/all.hpp"
#include "planner/rules/wording.hpp"

namespace planner {
namespace {

constexpr SourceFile bad[] = {{"stack.yml", R"(version: "3.8"
services:
  api:
    image: registry.example/api:1
    ports:
      - { target: 80, published: 80, mode: host }
    deploy:
      replicas: 3
      update_config: { order: start-first }
)"}};

constexpr SourceFile good[] = {{"stack.yml", R"(version: "3.8"
services:
  api:
    image: registry.example/api:1
    ports:
      - { target: 80, published: 80, mode: host }
    deploy:
      replicas: 3
      update_config: { order: stop-first }
)"}};

const StackPort* node_port(const StackFileService& service) {
  const auto found = std::ranges::find_if(service.ports, [](const StackPort& p) { return p.host && p.published != 0; });
  return found == service.ports.end() ? nullptr : &*found;
}

/// How many tasks of it a node takes; 0: any number.
std::int64_t most_on_a_node(const StackFileService& service) {
  if (node_port(service) != nullptr) return 1;
  return service.mode == "replicated" ? service.max_replicas_per_node.value_or(0) : 0;
}

std::string message_of(const StackFileService& service) {
  const StackPort* port = node_port(service);
  if (port == nullptr)
    return fmt::format(
        "services.{} may have {} on a node and updates start-first: the old task counts until it has stopped, so one "
        "node needs room for one more or the update waits",
        service.name,
        amount(static_cast<int>(std::min<std::int64_t>(*service.max_replicas_per_node, 1'000'000)), "replica"));
  return fmt::format("services.{} holds port {} of its node and updates start-first: {}", service.name, port->published,
                     service.mode == "global"
                         ? "the new task needs the port that the old one holds, and the update waits for ever"
                         : "a new task waits for a node whose port is free");
}

std::vector<Finding> check(const Facts& facts) {
  std::vector<Finding> findings;
  for (std::size_t i = 0; i < facts.stack_files.size(); ++i) {
    const StackFile& stack = facts.stack_files[i];
    for (std::size_t j = 0; j < stack.services.size(); ++j) {
      const StackFileService& service = stack.services[j];
      if (!service.update_order || service.update_order->text != "start-first" || most_on_a_node(service) <= 0)
        continue;
      const bool on_layout = !facts.on_layout.empty() && facts.on_layout[i].capacity;
      if (on_layout && facts.on_layout[i].rooms[j].known) continue;  // start-first-deadlock knows better
      findings.push_back({.severity = Severity::warning,
                          .message = message_of(service),
                          .file = stack.file,
                          .where = service.update_order->where,
                          .place = service.name,
                          .help = "order: stop-first, or more nodes than replicas"});
    }
  }
  return findings;
}

}  // namespace

const Rule start_first_blocked{
    .name = "start-first-blocked",
    .severity = Severity::warning,
    .needs = Input::files,
    .summary = "start-first with a port of the node or with max_replicas_per_node",
    .why =
        "With start-first the new task is placed while the old one still runs. A port in host mode is free on a "
        "node only when the task that holds it has stopped; max_replicas_per_node counts old and new alike. With 3 "
        "replicas on 3 nodes there is no place for a fourth, and the update waits for ever (host-mode port already "
        "in use on 3 nodes; max replicas per node limit exceed). With a node to spare it works, until that node is "
        "lost. Where a spec is given too, start-first-deadlock tells whether its layout has room.\n"
        "Source: https://github.com/moby/moby/issues/40797, "
        "https://github.com/moby/swarmkit/blob/master/manager/scheduler/filter.go",
    .fix = "Use stop-first, or have a node more than there are replicas, also after the loss that you plan for.",
    .bad = bad,
    .good = good,
    .check = check,
};

}  // namespace planner
