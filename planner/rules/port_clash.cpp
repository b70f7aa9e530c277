// Published ports that Swarm refuses together.
#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "planner/rules/all.hpp"

namespace planner {
namespace {

constexpr SourceFile bad[] = {{"stack.yml", R"(version: "3.8"
services:
  web:
    image: nginx:1.27
    ports: ["80:80"]
  api:
    image: registry.example/api:1
    ports: ["80:8080"]
)"}};

constexpr SourceFile good[] = {{"stack.yml", R"(version: "3.8"
services:
  web:
    image: nginx:1.27
    ports: ["80:80"]
  api:
    image: registry.example/api:1
    ports: ["8080:8080"]
)"}};

struct Published {
  const StackFileService* service = nullptr;
  const StackPort* port = nullptr;
};

std::vector<Published> published_ports(const StackFile& stack) {
  std::vector<Published> ports;
  for (const StackFileService& service : stack.services)
    for (const StackPort& port : service.ports)
      if (port.published != 0) ports.push_back({&service, &port});
  std::ranges::stable_sort(ports, {}, [](const Published& p) { return std::tie(p.port->protocol, p.port->published); });
  return ports;
}

/// Two in host mode of two services are left to the scheduler, which puts them on different nodes.
bool clash(const Published& a, const Published& b) {
  const bool overlap = a.port->protocol == b.port->protocol && b.port->published <= a.port->published_last;
  return overlap && (a.service == b.service ? a.port->host == b.port->host : !a.port->host || !b.port->host);
}

void check_clashes(const StackFile& stack, std::vector<Finding>& findings) {
  const std::vector<Published> ports = published_ports(stack);
  for (std::size_t i = 1; i < ports.size(); ++i) {
    const Published& a = ports[i - 1];
    const Published& b = ports[i];
    if (!clash(a, b)) continue;
    const bool later = b.port->where > a.port->where;
    const Published& at = later ? b : a;
    const Published& other = later ? a : b;
    findings.push_back(
        {.message = fmt::format(
             "services.{} publishes port {}/{}, which services.{} publishes too: the engine refuses the one that comes "
             "second",
             at.service->name, b.port->published, b.port->protocol, other.service->name),
         .file = stack.file,
         .where = at.port->where,
         .place = at.service->name,
         .help = "publish one of them on another port, or put a proxy before both"});
  }
}

void check_dnsrr(const StackFile& stack, std::vector<Finding>& findings) {
  for (const StackFileService& service : stack.services) {
    if (!service.endpoint_mode || service.endpoint_mode->text != "dnsrr") continue;
    for (const StackPort& port : service.ports) {
      if (port.host) continue;
      findings.push_back(
          {.message = fmt::format("services.{} has endpoint_mode dnsrr and publishes a port through the routing "
                                  "mesh: the engine refuses it",
                                  service.name),
           .file = stack.file,
           .where = port.where,
           .place = service.name,
           .help = "mode: host for the port, or endpoint_mode: vip"});
    }
  }
}

std::vector<Finding> check(const Facts& facts) {
  std::vector<Finding> findings;
  for (const StackFile& stack : facts.stack_files) {
    check_clashes(stack, findings);
    check_dnsrr(stack, findings);
  }
  return findings;
}

}  // namespace

const Rule port_clash{
    .name = "port-clash",
    .severity = Severity::error,
    .needs = Input::files,
    .refused = true,
    .summary = "one published port twice, or a port of the routing mesh with dnsrr",
    .why =
        "A port of the routing mesh is open on every node, so of two services that publish it, by whatever stack, "
        "one is refused; so is one in host mode beside one of the mesh. Two in host mode are not: the scheduler "
        "keeps them on different nodes. TCP and UDP do not clash. A service with dnsrr has no virtual address that "
        "the mesh could lead to. `docker stack config` takes all of these.\n"
        "Source: https://github.com/moby/swarmkit/blob/master/manager/controlapi/service.go checkPortConflicts; "
        "seen on engines 20.10, 26.1 and 28",
    .fix = "Publish one of them on another port, or in host mode; or let a proxy listen for both.",
    .bad = bad,
    .good = good,
    .check = check,
};

}  // namespace planner
