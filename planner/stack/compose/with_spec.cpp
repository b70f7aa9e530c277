// [services.NAME] of the spec on top of the service of that name in the compose files: what it says of placement and of
// `deploy` wins, environment and labels join by name, lists add up, and everything else that it says wins too.
#include <algorithm>
#include <utility>

#include "planner/stack/compose/steps.hpp"
#include "planner/stack/compose/template.hpp"
#include "planner/stack/compose/yaml_edit.hpp"

namespace planner {
namespace {

std::vector<std::string> escaped(std::vector<std::string> texts) {
  for (std::string& text : texts) text = escape_dollars(text);
  return texts;
}

/// What stays of the compose file beside a field that the spec states would beat or repeat it.
void forget(Service& service, std::string_view key) { take(service.rest, key); }

void forget_in_deploy(Service& service, std::initializer_list<std::string_view> path) {
  YamlValue* map = value_in(service.rest, "deploy");
  for (auto key = path.begin(); map != nullptr && key != path.end(); ++key) {
    if (key + 1 == path.end())
      take(*map, *key);
    else
      map = value_in(*map, *key);
  }
}

/// Nor is it a variable any more.
void settle(Service& service, std::string_view key) {
  std::erase_if(service.at_deploy, [&](const DeployTimeValue& value) { return value.key.starts_with(key); });
}

void take_place(Service& to, const Service& spec) {
  to.on = spec.on;
  to.where = spec.where;
  to.arch = spec.arch;
  for (std::size_t i = 0; i < spec.constraints.size(); ++i) {
    to.constraints.push_back(escape_dollars(spec.constraints[i]));
    to.constraint_where.push_back(spec.constraint_where[i]);
  }
  if (spec.scale_written) {
    to.scale = spec.scale;
    to.count = spec.count;
    to.scale_written = true;
    forget_in_deploy(to, {"replicas"});
    settle(to, "deploy.replicas");
  }
  to.strict_zone = spec.strict_zone;
  if (spec.spread_written || !to.spread_written) to.spread = spec.spread;
  to.spread_written = to.spread_written || spec.spread_written;
  to.spread_where = spec.spread_where;
  if (!spec.max_per_node) return;
  to.max_per_node = spec.max_per_node;
  forget_in_deploy(to, {"placement", "max_replicas_per_node"});
  settle(to, "deploy.placement.max_replicas_per_node");
}

template <class T>
void take_policy(Service& to, std::optional<T> Service::*field, const Service& spec, std::string_view key) {
  if (!(spec.*field)) return;
  to.*field = spec.*field;
  forget_in_deploy(to, {key});
}

void take_resources(Service& to, const Service& spec) {
  if (spec.limit) {
    to.limit = spec.limit;
    forget_in_deploy(to, {"resources", "limits"});
  }
  if (!spec.reserve) return;
  to.reserve = spec.reserve;
  forget_in_deploy(to, {"resources", "reservations"});
  settle(to, "deploy.resources.reservations");
}

void take_pairs(std::vector<std::pair<std::string, std::string>>& to,
                const std::vector<std::pair<std::string, std::string>>& from) {
  for (const auto& [name, value] : from) {
    const auto old = std::ranges::find(to, name, &std::pair<std::string, std::string>::first);
    if (old == to.end())
      to.emplace_back(name, escape_dollars(value));
    else
      old->second = escape_dollars(value);
  }
}

void take_process(Service& to, const Service& spec) {
  if (!spec.image.empty()) to.image = escape_dollars(spec.image);
  if (!spec.command.empty()) {
    to.command = escaped(spec.command);
    to.command_is_shell = spec.command_is_shell;
  }
  if (!spec.entrypoint.empty()) {
    to.entrypoint = escaped(spec.entrypoint);
    to.entrypoint_is_shell = spec.entrypoint_is_shell;
  }
  take_pairs(to.env, spec.env);
  if (YamlValue* bare = value_in(to.rest, "environment")) {
    std::erase_if(bare->items, [&](const YamlValue& name) {
      return std::ranges::find(spec.env, name.text, &std::pair<std::string, std::string>::first) != spec.env.end();
    });
    if (bare->items.empty()) forget(to, "environment");
  }
  take_pairs(to.labels, spec.labels);
  std::ranges::sort(to.labels);
  if (!spec.stop_grace_period.empty()) to.stop_grace_period = spec.stop_grace_period;
  if (!spec.healthcheck) return;
  to.healthcheck = spec.healthcheck;
  to.healthcheck->test = escaped(to.healthcheck->test);
  forget(to, "healthcheck");
}

void take_connections(Service& to, const Service& spec) {
  to.ports.insert(to.ports.end(), spec.ports.begin(), spec.ports.end());
  for (const std::string& network : spec.networks)
    if (std::ranges::find(to.networks, network) == to.networks.end()) to.networks.push_back(network);
  for (Mount mount : spec.volumes) {
    mount.target = escape_dollars(mount.target);
    mount.source = escape_dollars(mount.source);
    std::erase_if(to.volumes, [&](const Mount& old) { return old.target == mount.target; });
    to.volumes.push_back(std::move(mount));
  }
  to.secrets.insert(to.secrets.end(), spec.secrets.begin(), spec.secrets.end());
  to.configs.insert(to.configs.end(), spec.configs.begin(), spec.configs.end());
}

}  // namespace

Service with_spec(Service compose, const Service& spec) {
  take_place(compose, spec);
  take_process(compose, spec);
  take_connections(compose, spec);
  take_resources(compose, spec);
  take_policy(compose, &Service::restart, spec, "restart_policy");
  take_policy(compose, &Service::update, spec, "update_config");
  take_policy(compose, &Service::rollback, spec, "rollback_config");
  return compose;
}

}  // namespace planner
