// Services that use the Docker socket of whatever node they land on.
#include <fmt/format.h>

#include <algorithm>

#include "planner/rules/all.hpp"
#include "planner/rules/stack_pins.hpp"
#include "planner/swarm/constraint.hpp"

namespace planner {
namespace {

constexpr SourceFile bad[] = {{"stack.yml", R"(version: "3.8"
services:
  api:
    image: registry.example/api:1
    volumes: ["/var/run/docker.sock:/var/run/docker.sock"]
)"}};

constexpr SourceFile good[] = {{"stack.yml", R"(version: "3.8"
services:
  api:
    image: registry.example/api:1
    volumes: ["/var/run/docker.sock:/var/run/docker.sock"]
    deploy:
      placement:
        constraints: [node.role == manager]
)"}};

bool asks_for_role(const StackFileService& service) {
  return std::ranges::any_of(service.constraints, [](const PlacementEntry& entry) {
    const std::optional<Constraint> constraint = parse_constraint(entry.text);
    return constraint && constraint->key.ends_with("role");
  });
}

std::vector<Finding> check(const Facts& facts) {
  std::vector<Finding> findings;
  for (const StackFile& stack : facts.stack_files)
    for (const StackFileService& service : stack.services) {
      if (service.mode != "replicated" || is_pinned(service) || asks_for_role(service)) continue;
      const auto socket =
          std::ranges::find_if(service.mounts, [](const StackMount& m) { return m.source.ends_with("/docker.sock"); });
      if (socket == service.mounts.end()) continue;
      findings.push_back(
          {.severity = Severity::warning,
           .message = fmt::format("services.{} uses the Docker socket and may run on any node: it sees the "
                                  "containers of that node, and on a worker nothing of the Swarm",
                                  service.name),
           .file = stack.file,
           .where = socket->where,
           .place = service.name,
           .help = "constraints: [node.role == manager] for what asks the Swarm, mode: global for what looks after "
                   "each node, else a label"});
    }
  return findings;
}

}  // namespace

const Rule docker_socket_unpinned{
    .name = "docker-socket-unpinned",
    .severity = Severity::warning,
    .needs = Input::files,
    .summary = "a service with the Docker socket that may run on any node",
    .why =
        "The socket is that of the node where the task runs. Only a manager answers questions about services, "
        "nodes and tasks (This node is not a swarm manager), and containers are seen of 1 node alone. What starts "
        "containers by itself leaves them behind when it moves. Whoever has the socket has root on that node.\n"
        "Source: https://docs.docker.com/engine/security/#docker-daemon-attack-surface",
    .fix =
        "Constrain it to managers if it speaks to the Swarm; make it global if it serves each node; pin it if it "
        "owns what it starts.",
    .bad = bad,
    .good = good,
    .check = check,
};

}  // namespace planner
