#include "planner/stack/compose/read_deploy.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "planner/spec/units.hpp"
#include "planner/stack/compose/docker_values.hpp"
#include "planner/stack/compose/template.hpp"
#include "planner/stack/compose/yaml_edit.hpp"
#include "planner/swarm/constraint.hpp"

namespace planner {
namespace {

constexpr std::string_view label_prefix = "node.labels.";

std::string take_text(YamlValue& map, std::string_view key) {
  const std::optional<YamlValue> value = take(map, key);
  return value ? value->text : std::string();
}

/// The mapping of that key is read and goes, but for what stays in it.
template <class Read>
void take_part(YamlValue& map, std::string_view key, Read read) {
  YamlValue* part = value_in(map, key);
  if (part == nullptr) return;
  if (part->is_mapping()) read(*part);
  if (part->entries.empty()) take(map, key);
}

/// Of a text with variables, where each of them has one.
std::optional<std::string> default_of(std::string_view text) {
  const std::optional<Template> parts = parse_template(text);
  if (!parts) return std::nullopt;
  Evaluated evaluated = evaluate(*parts, {});
  if (!evaluated.missing.empty() || !evaluated.unset.empty()) return std::nullopt;
  return std::move(evaluated.text);
}

/// A number that holds a variable: the stack keeps it as it is written, and its default is what all is judged by.
/// None where it has none.
template <class Read>
auto read_default(Conversion& conversion, const YamlValue& written, Service& service, std::string_view key, Read read) {
  if (!has_variable(written.text)) {
    conversion.error(written, fmt::format("services.{}.{}", service.name, key),
                     fmt::format("{} is more than any Swarm holds", written.text), "a whole number from 0");
    return decltype(read(std::string()))();
  }
  const std::optional<std::string> text = default_of(written.text);
  auto number = text ? read(*text) : decltype(read(std::string()))();
  if (number && *number < 0) number.reset();
  service.at_deploy.push_back({std::string(key), written.text, number ? *text : std::string(),
                               conversion.files[static_cast<std::size_t>(written.file)], written.where});
  conversion.rewritten(written, fmt::format("services.{}.{}", service.name, key),
                       number ? fmt::format("is known at deploy time only: all is judged for {}, its default", *text)
                              : std::string("is known at deploy time only, and has no default to judge by"));
  return number;
}

std::optional<int> integer_of_text(const std::string& text) {
  YamlValue value;
  value.kind = YamlValue::Kind::scalar;
  value.text = text;
  return docker_integer(value);
}

void read_mode(Conversion& conversion, YamlValue& deploy, Service& service, const std::string& path) {
  if (const YamlField* field = deploy.find("mode")) {
    const YamlValue mode = field->value;
    constexpr std::array<std::string_view, 4> modes{"replicated", "global", "replicated-job", "global-job"};
    if (std::ranges::find(modes, mode.text) == modes.end())
      conversion.error(mode, path + ".mode", fmt::format("\"{}\" is none of {}", mode.text, fmt::join(modes, ", ")));
    if (mode.text.starts_with("global")) service.scale = Scale::global;
    service.job = mode.text.ends_with("-job");
    service.scale_written = true;
    take(deploy, "mode");
  }
  YamlValue* replicas = value_in(deploy, "replicas");
  if (replicas == nullptr) return;
  if (service.scale == Scale::global)
    conversion.error(*replicas, path + ".replicas",
                     "a global service has no replicas: docker stack deploy refuses both");
  service.scale_written = true;
  const YamlValue written = *replicas;
  if (const std::optional<int> count = take_integer(deploy, "replicas")) {
    if (*count < 0) conversion.error(written, path + ".replicas", "a negative number of replicas");
    service.count = *count;
    return;
  }
  service.count =
      read_default(conversion, written, service, "deploy.replicas", integer_of_text).value_or(service.count);
}

void read_placement(Conversion& conversion, YamlValue& placement, Service& service, const std::string& path) {
  if (const std::optional<YamlValue> constraints = take(placement, "constraints"))
    for (const YamlValue& item : constraints->items) {
      if (!has_variable(item.text) && !parse_constraint(literal_of(item.text)))
        conversion.error(item, path + ".constraints",
                         fmt::format("\"{}\" is no constraint: write KEY == VALUE or KEY != VALUE", item.text));
      service.constraints.push_back(item.text);
      service.constraint_where.push_back(service.where);
    }
  if (const std::optional<YamlValue> preferences = take(placement, "preferences")) {
    service.spread_written = true;
    for (const YamlValue& item : preferences->items) {
      const YamlField* spread = item.find("spread");
      const std::string text = spread == nullptr ? std::string() : spread->value.text;
      if (text.starts_with(label_prefix) && text.size() > label_prefix.size())
        service.spread.push_back(text.substr(label_prefix.size()));
      else
        conversion.left_out(
            item, path + ".preferences",
            fmt::format("{}: only node.labels.NAME is planned with", text.empty() ? "no spread" : text));
    }
  }
  service.max_per_node = take_integer(placement, "max_replicas_per_node");
  if (const YamlField* most = placement.find("max_replicas_per_node"))
    service.max_per_node =
        read_default(conversion, most->value, service, "deploy.placement.max_replicas_per_node", integer_of_text);
  if (service.max_per_node && *service.max_per_node == 0) service.max_per_node.reset();
}

/// `reserving`: the service, of what it reserves; null of its limits, which nothing is judged by.
std::optional<Resources> read_resources(Conversion& conversion, YamlValue& given, const std::string& path,
                                        Service* reserving) {
  Resources resources;
  const auto take_readable = [&](std::string_view key, auto read, std::string_view what) {
    const YamlField* field = given.find(key);
    if (field == nullptr) return decltype(read(std::string())){};
    if (has_variable(field->value.text) && reserving != nullptr)
      return read_default(conversion, field->value, *reserving, fmt::format("deploy.resources.reservations.{}", key),
                          read);
    if (has_variable(field->value.text)) return decltype(read(std::string())){};
    const YamlValue value = *take(given, key);
    auto result = read(value.text);
    if (!result)
      conversion.error(value, fmt::format("{}.{}", path, key), fmt::format("\"{}\" is no {}", value.text, what));
    return result;
  };
  resources.cpus = take_readable(
      "cpus", [](const std::string& text) { return docker_processors(text); }, "number of processors");
  resources.memory = take_readable(
      "memory", [](const std::string& text) { return docker_size(text); }, "size");
  resources.pids = take_integer(given, "pids");
  if (const std::optional<YamlValue> generic = take(given, "generic_resources")) {
    for (const YamlValue& item : generic->items) {
      const YamlField* spec = item.find("discrete_resource_spec");
      const YamlField* kind = spec == nullptr ? nullptr : spec->value.find("kind");
      const YamlField* value = spec == nullptr ? nullptr : spec->value.find("value");
      const std::optional<int> count = value == nullptr ? std::nullopt : docker_integer(value->value);
      if (kind == nullptr || !count)
        conversion.error(item, path + ".generic_resources",
                         "each item is a discrete_resource_spec with kind and value");
      else
        resources.generic.emplace_back(kind->value.text, *count);
    }
  }
  return resources;
}

UpdatePolicy read_update(Conversion& conversion, YamlValue& given, const std::string& path) {
  UpdatePolicy update;
  update.parallelism = take_integer(given, "parallelism");
  update.delay = take_duration(conversion, given, "delay", path);
  update.failure_action = take_text(given, "failure_action");
  update.monitor = take_duration(conversion, given, "monitor", path);
  update.order = take_text(given, "order");
  if (const YamlField* ratio = given.find("max_failure_ratio"); ratio != nullptr && !has_variable(ratio->value.text))
    update.max_failure_ratio = docker_number(take(given, "max_failure_ratio")->text);
  return update;
}

void leave_out_policies(Conversion& conversion, YamlValue& deploy, const std::string& path) {
  for (const std::string_view key : {"update_config", "rollback_config"})
    if (const std::optional<YamlValue> policy = take(deploy, key))
      conversion.left_out(*policy, fmt::format("{}.{}", path, key),
                          key == "update_config" ? "engines refuse it: \"Jobs may not have an update config\""
                                                 : "a job is never updated, so nothing of it is rolled back");
}

}  // namespace

std::string take_duration(Conversion& conversion, YamlValue& map, std::string_view key, const std::string& path) {
  const std::optional<YamlValue> value = take(map, key);
  if (!value) return {};
  if (!has_variable(value->text) && !is_go_duration(value->text))
    conversion.error(*value, fmt::format("{}.{}", path, key),
                     fmt::format("\"{}\" is no duration such as 10s or 1m30s", value->text));
  return value->text;
}

std::optional<int> take_integer(YamlValue& map, std::string_view key) {
  const YamlField* field = map.find(key);
  if (field == nullptr) return std::nullopt;
  const std::optional<int> number = docker_integer(field->value);
  if (number) take(map, key);
  return number;
}

void read_deploy(Conversion& conversion, YamlValue& tree, Service& service) {
  const std::string path = fmt::format("services.{}.deploy", service.name);
  take_part(tree, "deploy", [&](YamlValue& deploy) {
    read_mode(conversion, deploy, service, path);
    if (const std::optional<YamlValue> labels = take(deploy, "labels"))
      for (const YamlField& label : labels->entries) service.labels.emplace_back(label.key, docker_text(label.value));
    std::ranges::sort(service.labels);
    take_part(deploy, "placement",
              [&](YamlValue& placement) { read_placement(conversion, placement, service, path + ".placement"); });
    take_part(deploy, "resources", [&](YamlValue& resources) {
      take_part(resources, "limits", [&](YamlValue& limits) {
        service.limit = read_resources(conversion, limits, path + ".resources.limits", nullptr);
      });
      take_part(resources, "reservations", [&](YamlValue& reservations) {
        service.reserve = read_resources(conversion, reservations, path + ".resources.reservations", &service);
      });
    });
    if (service.job) leave_out_policies(conversion, deploy, path);
    take_part(deploy, "update_config",
              [&](YamlValue& update) { service.update = read_update(conversion, update, path + ".update_config"); });
    take_part(deploy, "rollback_config", [&](YamlValue& rollback) {
      service.rollback = read_update(conversion, rollback, path + ".rollback_config");
    });
    take_part(deploy, "restart_policy", [&](YamlValue& restart) {
      RestartPolicy policy;
      policy.condition = take_text(restart, "condition");
      policy.delay = take_duration(conversion, restart, "delay", path + ".restart_policy");
      policy.window = take_duration(conversion, restart, "window", path + ".restart_policy");
      policy.max_attempts = take_integer(restart, "max_attempts");
      service.restart = std::move(policy);
    });
  });
}

}  // namespace planner
