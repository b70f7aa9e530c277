#include "planner/spec/service_parts.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "planner/swarm/names.hpp"

namespace planner {
namespace {

std::vector<std::string> values_of(const Texts& texts) {
  std::vector<std::string> values;
  for (const Located<std::string>& text : texts) values.push_back(text.value);
  return values;
}

std::string text_of(const Text& text) { return text ? text->value : std::string(); }

std::optional<int> int_of(const Integer& integer) {
  return integer ? std::optional(static_cast<int>(integer->value)) : std::nullopt;
}

std::optional<double> number_of(const Number& number) { return number ? std::optional(number->value) : std::nullopt; }

std::vector<std::pair<std::string, std::string>> pairs_of(const TextMap& map) {
  std::vector<std::pair<std::string, std::string>> pairs;
  for (const TextEntry& entry : map) pairs.emplace_back(entry.key.value, entry.value.value);
  return pairs;
}

/// The bracket of an array and the quote of a string stand at `where`; a list's items stand behind it.
bool is_one_string(const TextList& list) { return list.items.size() == 1 && list.items[0].where == list.where; }

std::vector<PortMapping> ports_of(const ServiceSpec& spec) {
  std::vector<PortMapping> ports;
  for (const PortSpec& port : spec.ports) {
    PortMapping mapping;
    if (port.target) mapping.target = static_cast<int>(port.target->value);
    mapping.published = int_of(port.published);
    if (port.protocol) mapping.protocol = port.protocol->value;
    if (port.mode) mapping.mode = port.mode->value;
    ports.push_back(std::move(mapping));
  }
  return ports;
}

std::vector<Mount> mounts_of(Decoder& decoder, const ServiceSpec& spec) {
  std::vector<Mount> mounts;
  for (const MountSpec& given : spec.volumes) {
    Mount mount{"volume", text_of(given.source), text_of(given.target), given.read_only && given.read_only->value, {}};
    if (given.type) mount.type = given.type->value;
    const bool path = !mount.source.empty() && mount.source[0] == '/';
    if (mount.type == "bind" && !path)
      decoder.error("invalid-value", given.where,
                    fmt::format("services.{}: a bind mount needs a source that starts with /", spec.key));
    if (mount.type == "volume" && !mount.source.empty() && !is_object_name(mount.source))
      decoder.error("invalid-name", given.where,
                    fmt::format("services.{}: \"{}\" is no volume name", spec.key, mount.source));
    if (mount.type == "tmpfs" && !mount.source.empty())
      decoder.error("conflicting-keys", given.where, fmt::format("services.{}: a tmpfs has no source", spec.key));
    mounts.push_back(std::move(mount));
  }
  return mounts;
}

std::vector<FileGrant> grants_of(Decoder& decoder, const ServiceSpec& spec, const std::vector<GrantSpec>& given,
                                 std::string_view what) {
  std::vector<FileGrant> grants;
  for (const GrantSpec& grant : given) {
    if (grant.source && !is_object_name(grant.source->value))
      decoder.error("invalid-name", grant.source->where,
                    fmt::format("services.{}: \"{}\" is no name of a {}: 1 to 64 of A-Z a-z 0-9 - _ ., the first and "
                                "last a letter or digit",
                                spec.key, grant.source->value, what));
    grants.push_back(
        {text_of(grant.source), text_of(grant.target), text_of(grant.uid), text_of(grant.gid), int_of(grant.mode)});
  }
  return grants;
}

std::optional<Healthcheck> health_of(const std::optional<HealthcheckSpec>& given) {
  if (!given) return std::nullopt;
  Healthcheck health;
  if (given->test) {
    health.test = values_of(given->test->items);
    if (is_one_string(*given->test)) health.test.insert(health.test.begin(), "CMD-SHELL");
  }
  health.interval = text_of(given->interval);
  health.timeout = text_of(given->timeout);
  health.start_period = text_of(given->start_period);
  health.retries = int_of(given->retries);
  return health;
}

std::optional<Resources> resources_of(const std::optional<ResourcesSpec>& given) {
  if (!given) return std::nullopt;
  Resources resources;
  resources.cpus = number_of(given->cpus);
  if (given->memory) resources.memory = given->memory->value;
  resources.pids = int_of(given->pids);
  for (const IntegerEntry& entry : given->generic) resources.generic.emplace_back(entry.key.value, entry.value.value);
  return resources;
}

std::optional<UpdatePolicy> update_of(const std::optional<UpdateSpec>& given) {
  if (!given) return std::nullopt;
  return UpdatePolicy{int_of(given->parallelism), text_of(given->delay), text_of(given->failure_action),
                      text_of(given->monitor),    text_of(given->order), number_of(given->max_failure_ratio)};
}

}  // namespace

void copy_service_parts(Decoder& decoder, const ServiceSpec& spec, Service& service) {
  service.arch = values_of(spec.arch);
  if (spec.command) {
    service.command = values_of(spec.command->items);
    service.command_is_shell = is_one_string(*spec.command);
  }
  if (spec.entrypoint) {
    service.entrypoint = values_of(spec.entrypoint->items);
    service.entrypoint_is_shell = is_one_string(*spec.entrypoint);
  }
  service.env = pairs_of(spec.env);
  service.ports = ports_of(spec);
  service.networks = values_of(spec.networks);
  service.volumes = mounts_of(decoder, spec);
  service.secrets = grants_of(decoder, spec, spec.secrets, "secret");
  service.configs = grants_of(decoder, spec, spec.configs, "config");
  service.healthcheck = health_of(spec.healthcheck);
  service.reserve = resources_of(spec.reserve);
  service.limit = resources_of(spec.limit);
  if (spec.restart)
    service.restart = RestartPolicy{text_of(spec.restart->condition), text_of(spec.restart->delay),
                                    text_of(spec.restart->window), int_of(spec.restart->max_attempts)};
  service.update = update_of(spec.update);
  service.rollback = update_of(spec.rollback);
  service.labels = pairs_of(spec.labels);
  std::sort(service.labels.begin(), service.labels.end());
  service.stop_grace_period = text_of(spec.stop_grace_period);
}

}  // namespace planner
