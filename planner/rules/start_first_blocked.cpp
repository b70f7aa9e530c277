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

void check_service(const StackFile& stack, const StackFileService& service, std::vector<Finding>& findings) {
  if (!service.update_order || service.update_order->text != "start-first") return;
  const auto tell = [&](std::string message) {
    findings.push_back({.severity = Severity::warning,
                        .message = std::move(message),
                        .file = stack.file,
                        .where = service.update_order->where,
                        .place = service.name,
                        .help = "order: stop-first, or more nodes than replicas"});
  };
  const auto port = std::ranges::find_if(service.ports, [](const StackPort& p) { return p.host && p.published != 0; });
  if (port != service.ports.end())
    return tell(
        fmt::format("services.{} holds port {} of its node and updates start-first: {}", service.name, port->published,
                    service.mode == "global" ? "the new task needs the port that the old one holds, and the update "
                                               "waits for ever"
                                             : "a new task waits for a node whose port is free"));
  if (service.max_replicas_per_node.value_or(0) > 0 && service.mode == "replicated")
    tell(fmt::format(
        "services.{} may have {} on a node and updates start-first: the old task counts until it has stopped, so "
        "one node needs room for one more or the update waits",
        service.name,
        amount(static_cast<int>(std::min<std::int64_t>(*service.max_replicas_per_node, 1'000'000)), "replica")));
}

std::vector<Finding> check(const Facts& facts) {
  std::vector<Finding> findings;
  for (const StackFile& stack : facts.stack_files)
    for (const StackFileService& service : stack.services) check_service(stack, service, findings);
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
        "lost.\n"
        "Source: https://github.com/moby/moby/issues/40797, "
        "https://github.com/moby/swarmkit/blob/master/manager/scheduler/filter.go",
    .fix = "Use stop-first, or have a node more than there are replicas, also after the loss that you plan for.",
    .bad = bad,
    .good = good,
    .check = check,
};

}  // namespace planner
