// stack.yml: what `docker stack deploy` takes, from version 3.8 of its file format on.
// Source of every type and default: github.com/docker/cli cli/compose (schema/data, loader, types).
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "planner/emit/emitter.hpp"
#include "planner/emit/service_yaml.hpp"
#include "planner/emit/stack_changes.hpp"
#include "planner/emit/words.hpp"
#include "planner/emit/yaml.hpp"
#include "planner/stack/update_policy.hpp"
#include "planner/stack/variables.hpp"
#include "planner/swarm/compose_keys.hpp"

namespace planner {
namespace {

/// The newest that some key in there came with.
int newest_key(const Yaml& value, std::string_view parent) {
  int newest = 0;
  for (const YamlEntry& entry : value.entries) {
    const ComposeKey* key = value.kind == Yaml::Kind::map ? find_compose_key(parent, entry.key)
                                                          : find_compose_key(std::string(parent) + ".[]");
    if (key != nullptr) newest = std::max({newest, key->since, newest_key(entry.value, key->path)});
  }
  return newest;
}

/// The oldest version that knows all keys; 3.8, which brought max_replicas_per_node, at least.
std::string version_of(const Yaml& document) { return fmt::format("3.{}", std::max(8, newest_key(document, ""))); }

Yaml policy(const UpdatePolicy& update) {
  Yaml map = yaml_map();
  add_if_any(map, "parallelism", update.parallelism);
  add_if_any_text(map, "delay", update.delay);
  add_if_any_text(map, "failure_action", update.failure_action);
  add_if_any_text(map, "monitor", update.monitor);
  if (update.max_failure_ratio) add(map, "max_failure_ratio", yaml_number(*update.max_failure_ratio));
  add_if_any_text(map, "order", update.order);
  return map;
}

Yaml resources(const Resources& given) {
  Yaml map = yaml_map();
  if (given.cpus) add(map, "cpus", yaml_text(cpus_text(*given.cpus)));
  if (given.memory) add(map, "memory", yaml_text(size_text(*given.memory)));
  add_if_any(map, "pids", given.pids);
  Yaml list = yaml_list();
  for (const auto& [kind, value] : given.generic) {
    Yaml item = yaml_map();
    Yaml& spec = add(item, "discrete_resource_spec", yaml_map());
    add(spec, "kind", yaml_text(kind));
    add(spec, "value", yaml_integer(value));
    add_item(list, std::move(item));
  }
  add_if_any(map, "generic_resources", std::move(list));
  return map;
}

Yaml restart(const RestartPolicy& given) {
  Yaml map = yaml_map();
  add_if_any_text(map, "condition", given.condition);
  add_if_any_text(map, "delay", given.delay);
  add_if_any(map, "max_attempts", given.max_attempts);
  add_if_any_text(map, "window", given.window);
  return map;
}

Yaml placement(const StackService& each) {
  Yaml map = yaml_map();
  add_if_any(map, "constraints", texts(each.constraints));
  Yaml preferences = yaml_list();
  for (const std::string& preference : each.preferences) {
    Yaml item = yaml_map();
    add(item, "spread", yaml_text(preference));
    add_item(preferences, std::move(item));
  }
  add_if_any(map, "preferences", std::move(preferences));
  add_if_any(map, "max_replicas_per_node", each.service.max_per_node);
  return map;
}

Yaml deploy(const StackService& each) {
  const Service& service = each.service;
  Yaml map = yaml_map();
  const bool global = service.scale == Scale::global;
  add(map, "mode", yaml_text(fmt::format("{}{}", global ? "global" : "replicated", service.job ? "-job" : "")));
  if (!global) add(map, "replicas", yaml_integer(each.replicas));
  add_if_any(map, "labels", label_map(service.labels));
  add_if_any(map, "placement", placement(each));
  if (!service.job) {  // jobs are not updated
    add(map, "update_config", policy(update_policy(service)));
    add(map, "rollback_config", policy(rollback_policy(service)));
  }
  if (service.restart) add_if_any(map, "restart_policy", restart(*service.restart));
  Yaml limits_and_reservations = yaml_map();
  if (service.limit) add_if_any(limits_and_reservations, "limits", resources(*service.limit));
  if (service.reserve) add_if_any(limits_and_reservations, "reservations", resources(*service.reserve));
  add_if_any(map, "resources", std::move(limits_and_reservations));
  return map;
}

void add_ports(Yaml& map, const Service& service) {
  Yaml list = yaml_list();
  for (const PortMapping& port : service.ports) {
    Yaml item = yaml_map();
    add(item, "target", yaml_integer(port.target));
    add_if_any(item, "published", port.published);
    add(item, "protocol", yaml_text(port.protocol));
    add(item, "mode", yaml_text(port.mode));
    add_item(list, std::move(item));
  }
  add_if_any(map, "ports", std::move(list));
}

void add_networks(Yaml& map, const StackService& each) {
  const std::vector<std::string>& networks = each.service.networks;
  if (each.aliases.empty() && each.service.rest.find("networks") == nullptr) {
    add_if_any(map, "networks", texts(networks));
    return;
  }
  Yaml& joined = add(map, "networks", yaml_map());
  for (const std::string& network : networks.empty() ? std::vector<std::string>{"default"} : networks)
    add_if_any(add(joined, network, yaml_map()), "aliases", texts(each.aliases));
}

/// The mode is a number of permission bits; written in tens, since 0440 is octal to some readers and 440 to others.
void add_grants(Yaml& map, std::string_view key, const std::vector<FileGrant>& grants) {
  Yaml list = yaml_list();
  for (const FileGrant& grant : grants) {
    Yaml item = yaml_map();
    add(item, "source", yaml_text(grant.source));
    add_if_any_text(item, "target", grant.target);
    add_if_any_text(item, "uid", grant.uid);
    add_if_any_text(item, "gid", grant.gid);
    if (grant.mode)
      add(item, "mode", yaml_integer(*grant.mode), {fmt::format("0{:o} in octal", static_cast<unsigned>(*grant.mode))});
    add_item(list, std::move(item));
  }
  add_if_any(map, key, std::move(list));
}

Yaml service_map(const StackService& each) {
  Yaml map = yaml_map();
  add_process(map, each.service);
  add_ports(map, each.service);
  add_networks(map, each);
  add_mounts(map, each.service);
  add_grants(map, "secrets", each.service.secrets);
  add_grants(map, "configs", each.service.configs);
  add(map, "deploy", deploy(each));
  finish_service(map, each.service);
  return map;
}

const YamlValue* definition_of(const std::vector<YamlField>& definitions, std::string_view name) {
  const auto found = std::ranges::find(definitions, name, &YamlField::key);
  return found == definitions.end() ? nullptr : &found->value;
}

Yaml network_map(const Stack& stack) {
  std::vector<std::string> names = stack.networks;
  const bool uses_default = std::any_of(stack.services.begin(), stack.services.end(),
                                        [](const StackService& each) { return each.service.networks.empty(); });
  if (uses_default && std::find(names.begin(), names.end(), "default") == names.end())
    names.insert(names.begin(), "default");
  Yaml map = yaml_map();
  for (const std::string& name : names) {
    Yaml& network = add(map, name, yaml_map());
    const YamlValue* definition = definition_of(stack.definitions.networks, name);
    const bool ours = definition == nullptr || definition->find("external") == nullptr;
    if (ours) add(network, "driver", yaml_text("overlay"));
    if (ours && stack.mtu)
      add(add(network, "driver_opts", yaml_map()), "com.docker.network.driver.mtu",
          yaml_text(fmt::format("{}", *stack.mtu)));
    if (definition != nullptr && definition->is_mapping()) join(network, yaml_of(*definition));
  }
  return map;
}

Yaml volume_map(const Stack& stack) {
  Yaml map = yaml_map();
  for (const std::string& name : stack.volumes) {
    const YamlValue* definition = definition_of(stack.definitions.volumes, name);
    add(map, name, definition != nullptr && definition->is_mapping() ? yaml_of(*definition) : yaml_map());
  }
  return map;
}

/// What no file defines exists already.
Yaml grant_map(const std::vector<std::string>& names, const std::vector<YamlField>& definitions) {
  Yaml map = yaml_map();
  for (const std::string& name : names) {
    const YamlValue* definition = definition_of(definitions, name);
    if (definition != nullptr)
      add(map, name, yaml_of(*definition));
    else
      add(add(map, name, yaml_map()), "external", yaml_flag(true));
  }
  return map;
}

std::vector<std::string> names_of(const std::vector<ComposeFile>& files) {
  std::vector<std::string> names;
  for (const ComposeFile& file : files) names.push_back(file.name);
  return names;
}

bool names_external(const Stack& stack) {
  const auto external = [](const std::vector<std::string>& names, const std::vector<YamlField>& definitions) {
    return std::ranges::any_of(names, [&](const std::string& name) {
      const YamlValue* definition = definition_of(definitions, name);
      return definition == nullptr || definition->find("external") != nullptr;
    });
  };
  return external(stack.secrets, stack.definitions.secrets) || external(stack.configs, stack.definitions.configs);
}

std::vector<std::string> head(const Facts& facts, const std::string& document) {
  std::vector<std::string> lines = head_lines(facts);
  if (reads_files(facts.stack)) {
    lines.push_back(fmt::format("In the folder of the spec, which paths in here start from, once labels.sh has run:"));
    lines.push_back(
        fmt::format("  docker stack deploy -c - {} < stack.yml, with the path of this file", facts.stack.name));
  } else {
    lines.push_back(
        fmt::format("On a manager, once labels.sh has run: docker stack deploy -c stack.yml {}", facts.stack.name));
  }
  if (!facts.cluster.compose.empty())
    lines.push_back(fmt::format("Taken from {}: {}; swarmplan stack --explain lists each with its line.",
                                fmt::join(names_of(facts.cluster.compose), ", "),
                                changes_in_short(facts.cluster.changes)));
  lines.emplace_back(
      "Where a service says nothing else, an update replaces one task at a time, the old one first, 10s apart,");
  lines.emplace_back("watches each for 30s and rolls back when one fails.");
  if (names_external(facts.stack))
    lines.emplace_back("The secrets and configs named at the end must exist before it is deployed.");
  if (const std::vector<std::string> names = variables_without_default(document); !names.empty())
    lines.push_back(fmt::format("The shell that deploys must set, for there is no default: {}.", folded(names, 8)));
  return lines;
}

}  // namespace

std::string emit_stack_yaml(const Report& report) {
  const Stack& stack = report.facts.stack;
  Yaml document = yaml_map();
  add(document, "version", yaml_text(""));
  Yaml services = yaml_map();
  for (const StackService& each : stack.services)
    add(services, each.name, with_deploy_env(service_map(each), each), stand_in_lines(each));
  add(document, "services", std::move(services));
  add_if_any(document, "networks", network_map(stack));
  add_if_any(document, "volumes", volume_map(stack));
  add_if_any(document, "secrets", grant_map(stack.secrets, stack.definitions.secrets));
  add_if_any(document, "configs", grant_map(stack.configs, stack.definitions.configs));
  document.entries.front().value = yaml_text(version_of(document));
  const std::string text = print_yaml(document);
  return comment_block(head(report.facts, text)) + text;
}

}  // namespace planner
