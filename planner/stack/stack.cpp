#include "planner/stack/stack.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "planner/stack/placement_constraints.hpp"
#include "planner/stack/storage_environment.hpp"
#include "planner/stack/zone_parts.hpp"

namespace planner {
namespace {

std::string zone_constraint(const Topology& topology, PlaceIndex zone) {
  return "node.labels.zone == " + topology.places[static_cast<std::size_t>(zone)].id;
}

StackService whole_service(const Service& service, const SwarmNodes& nodes) {
  StackService result;
  result.name = service.name;
  result.service = service;
  result.replicas = service.count;
  result.constraints = constraints_of(service, nodes);
  if (service.scale == Scale::global) return result;  // Swarm ignores a global service's preferences
  result.service.scale = Scale::replicas;
  for (const std::string& key : service.spread) result.preferences.push_back("node.labels." + key);
  return result;
}

bool is_mesh_port(const PortMapping& port) { return port.mode == "ingress" && port.published; }

/// A published port that is a variable.
bool is_mesh_entry(const YamlValue& port) {
  const YamlField* mode = port.find("mode");
  return port.find("published") != nullptr && (mode == nullptr || mode->value.text != "host");
}

/// Swarm gives an ingress port to one service only, so the parts cannot share it. On one part alone it would die with
/// that part's zone, and as a host port it would limit each node to one task: neither is what was asked for, so it is
/// left out and told. Host ports, and ingress ports that Swarm chooses, do not clash.
void drop_mesh_ports(StackService& part, std::vector<std::string>& dropped) {
  std::vector<PortMapping>& ports = part.service.ports;
  dropped.clear();
  for (const PortMapping& port : ports)
    if (is_mesh_port(port)) dropped.push_back(fmt::format("{}/{}", *port.published, port.protocol));
  ports.erase(std::remove_if(ports.begin(), ports.end(), is_mesh_port), ports.end());
  for (YamlField& entry : part.service.rest.entries) {
    if (entry.key != "ports") continue;
    for (const YamlValue& port : entry.value.items)
      if (is_mesh_entry(port)) dropped.push_back(port.find("published")->value.text);
    std::erase_if(entry.value.items, is_mesh_entry);
  }
}

void add_parts(const Cluster& cluster, const Service& service, const SwarmNodes& nodes,
               const std::vector<PlaceIndex>& zones, const std::string* names, Stack& stack) {
  const std::vector<int> shares = shares_of(service, zones.size());
  std::vector<std::string> dropped;
  for (std::size_t i = 0; i < zones.size(); ++i) {
    StackService part = whole_service(service, nodes);
    part.name = names[i];
    part.replicas = shares[i];
    part.constraints.push_back(zone_constraint(cluster.topology, zones[i]));
    // Inside one zone these labels have one value.
    const auto is_spent = [](const std::string& preference) {
      return preference == "node.labels.group" || preference == "node.labels.region" ||
             preference == "node.labels.zone";
    };
    part.preferences.erase(std::remove_if(part.preferences.begin(), part.preferences.end(), is_spent),
                           part.preferences.end());
    part.aliases = {service.name};
    part.per_place = service.scale == Scale::per_zone;
    if (zones.size() > 1) drop_mesh_ports(part, dropped);
    stack.services.push_back(std::move(part));
  }
  if (dropped.empty()) return;
  stack.unpublished.push_back({service.name, dropped, service.where});
  stack.notes.push_back(
      fmt::format("{0} is one service a zone, and Swarm gives an ingress port to one service only: {1} {2} not "
                  "published. Write mode = \"host\" on it, or publish the port of a service in front that reaches "
                  "all zones as {0}.",
                  service.name, fmt::join(dropped, ", "), dropped.size() == 1 ? "is" : "are"));
}

void add_services(const Cluster& cluster, Stack& stack) {
  const SwarmNodes nodes = swarm_nodes(cluster.topology);
  std::vector<std::vector<PlaceIndex>> zones(cluster.services.size());
  std::vector<ZonePart> parts;
  for (std::size_t i = 0; i < cluster.services.size(); ++i) {
    if (!is_split(cluster.services[i])) continue;
    zones[i] = zones_of(cluster.topology, cluster.services[i], nodes);
    for (const PlaceIndex zone : zones[i]) parts.push_back({i, zone});
  }
  const std::vector<std::string> names = part_names(cluster, parts);
  std::size_t next = 0;
  for (std::size_t i = 0; i < cluster.services.size(); ++i) {
    const Service& service = cluster.services[i];
    if (zones[i].empty()) stack.services.push_back(whole_service(service, nodes));
    if (zones[i].empty() && is_split(service))
      stack.notes.push_back(
          fmt::format("{} is fixed to zones, but no zone has an active node that it may use: it is one service that "
                      "stays pending.",
                      service.name));
    add_parts(cluster, service, nodes, zones[i], names.data() + next, stack);
    next += zones[i].size();
  }
}

void add_host_services(const Cluster& cluster, Stack& stack) {
  for (const Service& service : cluster.services) {
    StackService copy;
    copy.name = service.name;
    copy.service = service;
    copy.service.scale = Scale::replicas;
    stack.services.push_back(std::move(copy));
    if (!service.constraints.empty())
      stack.notes.push_back(
          fmt::format("{}: `where` is Swarm's and is left out: every host runs all services.", service.name));
  }
}

void collect_objects(Stack& stack) {
  std::set<std::string> networks, volumes, secrets, configs;
  for (const StackService& each : stack.services) {
    const Service& service = each.service;
    networks.insert(service.networks.begin(), service.networks.end());
    for (const Mount& mount : service.volumes)
      if (mount.type == "volume" && !mount.source.empty()) volumes.insert(mount.source);
    for (const FileGrant& secret : service.secrets) secrets.insert(secret.source);
    for (const FileGrant& config : service.configs) configs.insert(config.source);
  }
  const auto add_defined = [](const std::vector<YamlField>& definitions, std::set<std::string>& names) {
    for (const YamlField& definition : definitions) names.insert(definition.key);
  };
  add_defined(stack.definitions.networks, networks);
  add_defined(stack.definitions.volumes, volumes);
  add_defined(stack.definitions.secrets, secrets);
  add_defined(stack.definitions.configs, configs);
  stack.networks.assign(networks.begin(), networks.end());
  stack.volumes.assign(volumes.begin(), volumes.end());
  stack.secrets.assign(secrets.begin(), secrets.end());
  stack.configs.assign(configs.begin(), configs.end());
}

/// What the spec says of the network beneath, else the least that its links carry.
std::optional<int> underlay_mtu(const Cluster& cluster) {
  std::optional<int> least = cluster.network.mtu;
  if (least) return least;
  for (const Link& link : cluster.links)
    if (link.mtu && (!least || *link.mtu < *least)) least = link.mtu;
  return least;
}

}  // namespace

Stack make_stack(const Cluster& cluster) {
  Stack stack;
  stack.name = cluster.name;
  stack.mtu = underlay_mtu(cluster);
  stack.definitions = cluster.objects;
  if (cluster.control == Control::centralized)
    add_services(cluster, stack);
  else
    add_host_services(cluster, stack);
  collect_objects(stack);
  add_storage_environment(cluster, stack);
  return stack;
}

}  // namespace planner
