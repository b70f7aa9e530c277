// Networks that no service can be on.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <span>

#include "planner/rules/all.hpp"

namespace planner {
namespace {

constexpr SourceFile bad[] = {{"stack.yml", R"(version: "3.8"
services:
  api:
    image: registry.example/api:1
    networks: [back]
networks:
  back:
    driver: bridge
)"}};

constexpr SourceFile good[] = {{"stack.yml", R"(version: "3.8"
services:
  api:
    image: registry.example/api:1
    networks: [back]
networks:
  back:
    driver: overlay
)"}};

struct Refused {
  std::string_view name, why, help;
};

constexpr std::array<Refused, 3> drivers{{
    {"bridge", "whose networks end at their node", "driver: overlay, which is also what no driver means"},
    {"host", "of which a node has one network alone", "external: true and name: host on it"},
    {"null", "of which a node has one network alone", "leave the network out: a service is always on one"},
}};

constexpr std::array<Refused, 3> externals{{
    {"docker_gwbridge", "the network of each node by itself", "a network of the overlay driver"},
    {"ingress", "the network of the routing mesh, which takes published ports and no service",
     "leave it out: ports reach it by themselves"},
    {"none", "no network that Swarm knows", "leave it out: a service is always on a network"},
}};

const Refused* refused(const StackObject& network) {
  const std::string_view external = network.name ? network.name->text : network.key;
  const std::span<const Refused> table = network.external ? std::span<const Refused>(externals) : drivers;
  const auto found = std::ranges::find(table, network.external ? external : network.driver, &Refused::name);
  return found == table.end() ? nullptr : &*found;
}

/// The first service that is on it; null where none is, and then docker does not make it.
const StackFileService* user_of(const StackFile& stack, const StackObject& network) {
  const auto found = std::ranges::find_if(stack.services, [&](const StackFileService& service) {
    if (service.networks.empty()) return network.key == "default";
    return std::ranges::any_of(service.networks, [&](const PlacementEntry& each) { return each.text == network.key; });
  });
  return found == stack.services.end() ? nullptr : &*found;
}

std::vector<Finding> check(const Facts& facts) {
  std::vector<Finding> findings;
  for (const StackFile& stack : facts.stack_files)
    for (const StackObject& network : stack.networks) {
      const Refused* why = refused(network);
      const StackFileService* user = why == nullptr ? nullptr : user_of(stack, network);
      if (user == nullptr) continue;
      findings.push_back(
          {.message = fmt::format("networks.{} {} {}, {}: services.{}, which is on it, is refused", network.key,
                                  network.external ? "is" : "has the driver", why->name, why->why, user->name),
           .file = stack.file,
           .where = network.where,
           .help = std::string(why->help)});
    }
  return findings;
}

}  // namespace

const Rule network_refused{
    .name = "network-refused",
    .severity = Severity::error,
    .needs = Input::files,
    .refused = true,
    .summary = "a service on a network that services cannot be on",
    .why =
        "Tasks of a service stand on several nodes, so its networks have to reach over all of them. One that the stack "
        "makes with the driver bridge is one node's: it is made, and then the first of 1 or more services on it is "
        "refused (cannot be used with services. Only networks scoped to the swarm can be used). The drivers host and "
        "null make no second network; of the networks that every Swarm has, host and bridge can be named as external, "
        "ingress, none and docker_gwbridge cannot. docker stack config takes all of them. Whether another external "
        "network exists, and is an overlay, is not in the file and not judged.\n"
        "Source: https://github.com/docker/cli/blob/master/cli/command/stack/swarm/deploy_composefile.go; seen on "
        "engines 20.10 and 28",
    .fix = "Leave `driver` out or say overlay; for the node's own network name host, as external.",
    .bad = bad,
    .good = good,
    .check = check,
};

}  // namespace planner
