// compose.yml: the whole stack on one service host of a decentralized plan, for `docker compose up -d`. Only keys that
// compose obeys: `deploy` is Swarm's.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "planner/emit/emitter.hpp"
#include "planner/emit/service_yaml.hpp"
#include "planner/emit/yaml.hpp"

namespace planner {
namespace {

/// Compose takes lower case only, and a letter or digit in front, which the spec's grammar grants.
std::string project_name(std::string name) {
  for (char& c : name)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return name;
}

bool runs_here(const StackService& each) {
  const std::vector<Role>& on = each.service.on;
  return std::find(on.begin(), on.end(), Role::service) != on.end();
}

std::string restart_of(const std::optional<RestartPolicy>& given) {
  if (given && given->condition == "none") return "no";
  if (!given || given->condition != "on-failure") return "unless-stopped";
  return given->max_attempts ? fmt::format("on-failure:{}", *given->max_attempts) : "on-failure";
}

void add_limits(Yaml& map, const Service& service) {
  if (service.limit) {
    if (service.limit->cpus) add(map, "cpus", yaml_text(cpus_text(*service.limit->cpus)));
    if (service.limit->memory) add(map, "mem_limit", yaml_text(size_text(*service.limit->memory)));
    add_if_any(map, "pids_limit", service.limit->pids);
  }
  if (service.reserve && service.reserve->memory)
    add(map, "mem_reservation", yaml_text(size_text(*service.reserve->memory)));
}

void add_ports(Yaml& map, const Service& service) {
  Yaml list = yaml_list();
  for (const PortMapping& port : service.ports)
    add_item(list, yaml_text(port.published ? fmt::format("{}:{}/{}", *port.published, port.target, port.protocol)
                                            : fmt::format("{}/{}", port.target, port.protocol)));
  add_if_any(map, "ports", std::move(list));
}

/// Outside a Swarm secrets and configs are files that compose mounts, with the owner and mode that they have.
void add_grants(Yaml& map, std::string_view key, const std::vector<FileGrant>& grants) {
  Yaml list = yaml_list();
  for (const FileGrant& grant : grants) {
    Yaml item = yaml_map();
    add(item, "source", yaml_text(grant.source));
    add_if_any_text(item, "target", grant.target);
    add_item(list, std::move(item));
  }
  add_if_any(map, key, std::move(list));
}

Yaml service_map(const StackService& each) {
  const Service& service = each.service;
  Yaml map = yaml_map();
  add_process(map, service);
  add(map, "restart", yaml_text(restart_of(service.restart)));
  add_limits(map, service);
  add_ports(map, service);
  add_if_any(map, "networks", texts(service.networks));
  add_mounts(map, service);
  add_grants(map, "secrets", service.secrets);
  add_grants(map, "configs", service.configs);
  add_if_any(map, "labels", label_map(service.labels));
  finish_service(map, service);
  return map;
}

Yaml network_map(const Stack& stack) {
  std::vector<std::string> names = stack.networks;
  if (stack.mtu && std::find(names.begin(), names.end(), "default") == names.end())
    names.insert(names.begin(), "default");
  Yaml map = yaml_map();
  for (const std::string& name : names) {
    Yaml& network = add(map, name, yaml_map());
    if (stack.mtu)
      add(add(network, "driver_opts", yaml_map()), "com.docker.network.driver.mtu",
          yaml_text(fmt::format("{}", *stack.mtu)));
  }
  return map;
}

Yaml file_map(const std::vector<std::string>& names, std::string_view folder) {
  Yaml map = yaml_map();
  for (const std::string& name : names)
    add(add(map, name, yaml_map()), "file", yaml_text(fmt::format("./{}/{}", folder, name)));
  return map;
}

std::vector<std::string> head(const Facts& facts) {
  std::vector<std::string> lines = head_lines(facts);
  lines.emplace_back(
      "For one service host: docker compose up -d. Every service host runs the whole stack by itself, so");
  lines.emplace_back("replicas, per_zone and global all come to one container of each service on each host.");
  for (const StackService& each : facts.stack.services)
    if (!runs_here(each)) lines.push_back(fmt::format("Left out: {}, which does not run on service hosts.", each.name));
  if (!facts.stack.secrets.empty() || !facts.stack.configs.empty())
    lines.emplace_back("Secrets and configs are files beside this one, in secrets and configs: put them there first.");
  return lines;
}

}  // namespace

std::string emit_compose_yaml(const Report& report) {
  const Stack& stack = report.facts.stack;
  Yaml document = yaml_map();
  add(document, "name", yaml_text(project_name(stack.name)));
  Yaml services = yaml_map();
  for (const StackService& each : stack.services)
    if (runs_here(each)) add(services, each.name, with_deploy_env(service_map(each), each), stand_in_lines(each));
  add(document, "services", std::move(services));
  add_if_any(document, "networks", network_map(stack));
  Yaml volumes = yaml_map();
  for (const std::string& name : stack.volumes) add(volumes, name, yaml_map());
  add_if_any(document, "volumes", std::move(volumes));
  add_if_any(document, "secrets", file_map(stack.secrets, "secrets"));
  add_if_any(document, "configs", file_map(stack.configs, "configs"));
  return comment_block(head(report.facts)) + print_yaml(document);
}

}  // namespace planner
