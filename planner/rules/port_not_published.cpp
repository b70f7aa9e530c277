// Ingress ports of services that are one service a zone.
#include <fmt/format.h>

#include "planner/rules/all.hpp"

namespace planner {
namespace {

constexpr SourceFile bad[] = {{"cluster.toml", R"([fra]
a = { managers = 1, workers = 2 }
b = { managers = 1, workers = 2 }
c = { managers = 1, workers = 2 }

[services.web]
image    = "registry.example/web:1"
per_zone = 2
ports    = [ { target = 80, published = 80 } ]
)"}};

constexpr SourceFile good[] = {{"cluster.toml", R"([fra]
a = { managers = 1, workers = 2 }
b = { managers = 1, workers = 2 }
c = { managers = 1, workers = 2 }

[services.web]
image    = "registry.example/web:1"
per_zone = 2
ports    = [ { target = 80, published = 80, mode = "host" } ]
)"}};

std::vector<Finding> check(const Facts& facts) {
  std::vector<Finding> findings;
  for (const UnpublishedPorts& each : facts.stack.unpublished)
    findings.push_back(
        {.severity = Severity::warning,
         .message = fmt::format(
             "{} {} not published: {} is one service a zone, and Swarm gives an ingress port to one service only",
             fmt::join(each.ports, ", "), each.ports.size() == 1 ? "is" : "are", each.service),
         .where = each.where,
         .place = each.service,
         .help = fmt::format(
             "mode = \"host\" on it, or the port on a service in front that reaches all zones by the name {}",
             each.service)});
  return findings;
}

}  // namespace

const Rule port_not_published{
    .name = "port-not-published",
    .severity = Severity::warning,
    .needs = Input::spec,
    .summary = "an ingress port of a service that becomes one service a zone",
    .why =
        "Swarm has no replicas per zone, so `per_zone` and `strict_zone` make one service of each zone. The routing "
        "mesh gives a published port to one service of the Swarm; the next one that asks for it is refused. On one "
        "part alone the port would die with that part's zone, so the stack leaves it out.\n"
        "Source: https://docs.docker.com/engine/swarm/ingress/",
    .fix =
        "Publish with mode = \"host\": each node that runs a task then listens itself, one task a node. Or publish the "
        "port of a proxy, replicated over the zones, that reaches the parts by the service's name.",
    .bad = bad,
    .good = good,
    .check = check,
};

}  // namespace planner
