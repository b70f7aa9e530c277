// traefik.docker.network that names no network of the service.
#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "planner/rules/all.hpp"

namespace planner {
namespace {

constexpr SourceFile bad[] = {{"stack.yml", R"(version: "3.8"
services:
  api:
    image: registry.example/api:1
    networks: [front]
    deploy:
      labels:
        - traefik.docker.network=front
networks:
  front:
)"}};

constexpr SourceFile good[] = {{"stack.yml", R"(version: "3.8"
services:
  api:
    image: registry.example/api:1
    networks: [front]
    deploy:
      labels:
        - traefik.docker.network=front
networks:
  front:
    external: true
)"}};

/// Whether the network may be called so once it is deployed: STACK_KEY, its own name, or the key of an external one.
bool may_be_called(const StackObject& network, std::string_view name) {
  if (network.name) return network.name->text == name || network.name->text.find('$') != std::string::npos;
  if (network.external) return network.key == name;
  return name.size() > network.key.size() + 1 && name.ends_with("_" + network.key);
}

void check_label(const StackFile& stack, const StackFileService& service, const StackLabel& label,
                 std::vector<Finding>& findings) {
  if (label.key != "traefik.docker.network" && label.key != "traefik.swarm.network") return;
  if (label.value.find('$') != std::string::npos || label.value.empty()) return;
  if (std::ranges::any_of(stack.networks, [&](const StackObject& n) { return may_be_called(n, label.value); })) return;
  const auto own = std::ranges::find(stack.networks, label.value, &StackObject::key);
  if (own == stack.networks.end() && label.value.ends_with("_default")) return;
  findings.push_back(
      {.severity = Severity::warning,
       .message = fmt::format("services.{}: {} is {}, and no network of this file will be called so{}", service.name,
                              label.key, label.value,
                              own != stack.networks.end() ? ": Swarm makes it STACK_" + label.value : ""),
       .file = stack.file,
       .where = label.where,
       .place = service.name,
       .help = own != stack.networks.end()
                   ? fmt::format("name: {} below networks.{}, or the stack's name and _ before it", label.value,
                                 label.value)
                   : "name a network of this file as docker network ls shows it"});
}

std::vector<Finding> check(const Facts& facts) {
  std::vector<Finding> findings;
  constexpr std::size_t most_networks = 1000;  // each label is held against each; nobody has more
  for (const StackFile& stack : facts.stack_files)
    for (const StackFileService& service : stack.services)
      for (const StackLabel& label : service.labels)
        if (stack.networks.size() <= most_networks) check_label(stack, service, label, findings);
  return findings;
}

}  // namespace

const Rule proxy_network_unknown{
    .name = "proxy-network-unknown",
    .severity = Severity::warning,
    .needs = Input::files,
    .summary = "a label that tells Traefik of a network which the service is not on",
    .why =
        "Traefik reaches a service over the network that `traefik.docker.network` names, by the name it has in the "
        "Swarm: STACK_KEY for one that the stack makes, its `name` where it has one, the key for an external one. "
        "With another name Traefik takes some other address of the service or none, and answers 502 or 504 though "
        "1 healthy task is there.\n"
        "Source: https://doc.traefik.io/traefik/reference/routing-configuration/other-providers/swarm/",
    .fix = "Give the network a `name` and use that in the label, or write the stack's name before it.",
    .bad = bad,
    .good = good,
    .check = check,
};

}  // namespace planner
