#include "planner/emit/service_yaml.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "planner/stack/compose/docker_values.hpp"
#include "planner/stack/yaml_scalar.hpp"

namespace planner {
namespace {

/// In scalars alone. A dollar makes every text a quoted one, in which it stands as it is.
void double_dollars(Yaml& value) {
  std::string text;
  for (const char c : value.text) text += c == '$' ? std::string("$$") : std::string(1, c);
  value.text = std::move(text);
  for (YamlEntry& entry : value.entries) double_dollars(entry.value);
}

bool is_empty(const Yaml& value) { return value.kind != Yaml::Kind::scalar && value.entries.empty(); }

/// One string is split by a shell's rules, a list is taken as it is.
void add_words(Yaml& map, std::string_view key, const std::vector<std::string>& words, bool is_shell) {
  if (words.empty()) return;
  add(map, key, is_shell && words.size() == 1 ? yaml_text(words.front()) : texts(words));
}

/// As a list: docker replaces variables in list items, but not in the keys of a map.
Yaml environment(const Service& service) {
  Yaml list = yaml_list();
  for (const auto& [name, value] : service.env) add_item(list, yaml_text(name + "=" + value));
  return list;
}

Yaml healthcheck(const Healthcheck& health) {
  Yaml map = yaml_map();
  add_if_any(map, "test", texts(health.test));
  add_if_any_text(map, "interval", health.interval);
  add_if_any_text(map, "timeout", health.timeout);
  add_if_any_text(map, "start_period", health.start_period);
  add_if_any(map, "retries", health.retries);
  return map;
}

}  // namespace

Yaml texts(const std::vector<std::string>& texts) {
  Yaml list = yaml_list();
  for (const std::string& text : texts) add_item(list, yaml_text(text));
  return list;
}

Yaml yaml_of(const YamlValue& value) {
  if (value.is_scalar()) {
    const ScalarType type = type_of(value);
    const bool plain = type == ScalarType::integer || type == ScalarType::real || type == ScalarType::boolean;
    return plain ? Yaml{Yaml::Kind::scalar, docker_text(value), {}} : yaml_text(value.text);
  }
  if (value.is_null()) return {Yaml::Kind::scalar, "null", {}};
  Yaml result = value.is_sequence() ? yaml_list() : yaml_map();
  for (const YamlValue& item : value.items) add_item(result, yaml_of(item));
  for (const YamlField& entry : value.entries) add(result, entry.key, yaml_of(entry.value));
  return result;
}

void join(Yaml& base, Yaml over) {
  if (is_empty(over) && base.kind != Yaml::Kind::scalar) return;
  if (base.kind != over.kind || base.kind == Yaml::Kind::scalar) {
    base = std::move(over);
    return;
  }
  for (YamlEntry& entry : over.entries) {
    const auto same = std::ranges::find_if(
        base.entries, [&](const YamlEntry& old) { return base.kind == Yaml::Kind::map && old.key == entry.key; });
    if (same == base.entries.end())
      base.entries.push_back(std::move(entry));
    else
      join(same->value, std::move(entry.value));
  }
}

void finish_service(Yaml& map, const Service& service) {
  if (service.rest.is_mapping()) join(map, yaml_of(service.rest));
  std::erase_if(map.entries,
                [](const YamlEntry& entry) { return is_empty(entry.value) && entry.key != "healthcheck"; });
  if (!service.interpolate) double_dollars(map);
}

Yaml label_map(const Labels& labels) {
  Yaml map = yaml_map();
  for (const auto& [key, value] : labels) add(map, key, yaml_text(value));
  return map;
}

void add_if_any_text(Yaml& map, std::string_view key, std::string_view text) {
  if (!text.empty()) add(map, key, yaml_text(text));
}

void add_process(Yaml& map, const Service& service) {
  add(map, "image", yaml_text(service.image));
  add_words(map, "entrypoint", service.entrypoint, service.entrypoint_is_shell);
  add_words(map, "command", service.command, service.command_is_shell);
  add_if_any(map, "environment", environment(service));
  if (service.healthcheck) add_if_any(map, "healthcheck", healthcheck(*service.healthcheck));
  add_if_any_text(map, "stop_grace_period", service.stop_grace_period);
}

Yaml with_deploy_env(Yaml map, const StackService& service) {
  if (service.deploy_env.empty()) return map;
  auto found = std::ranges::find(map.entries, "environment", &YamlEntry::key);
  if (found == map.entries.end()) {
    add(map, "environment", yaml_list());
    found = map.entries.end() - 1;
  }
  for (const auto& [name, value] : service.deploy_env) add_item(found->value, yaml_text(name + "=" + value));
  return map;
}

void add_mounts(Yaml& map, const Service& service) {
  Yaml list = yaml_list();
  for (const Mount& mount : service.volumes) {
    Yaml item = yaml_map();
    add(item, "type", yaml_text(mount.type));
    add_if_any_text(item, "source", mount.source);
    add(item, "target", yaml_text(mount.target));
    if (mount.read_only) add(item, "read_only", yaml_flag(true));
    if (mount.rest.is_mapping()) join(item, yaml_of(mount.rest));
    add_item(list, std::move(item));
  }
  add_if_any(map, "volumes", std::move(list));
}

std::string size_text(std::int64_t bytes) {
  constexpr std::int64_t kKilo = 1024;
  if (bytes % (kKilo * kKilo) == 0) return fmt::format("{}M", bytes / (kKilo * kKilo));
  return bytes % kKilo == 0 ? fmt::format("{}K", bytes / kKilo) : fmt::format("{}B", bytes);
}

std::string cpus_text(double cpus) {
  std::string text = fmt::format("{:.9f}", cpus);
  while (text.back() == '0') text.pop_back();
  if (text.back() == '.') text.pop_back();
  return text;
}

std::vector<std::string> head_lines(const Facts& facts) {
  std::vector<std::string> lines;
  // The name alone: the same spec gives the same bytes, wherever it is read from.
  const std::string_view name = std::string_view(facts.file).substr(facts.file.rfind('/') + 1);
  lines.push_back(fmt::format("Printed by swarmplan from {}: change the spec and print it again.", name));
  for (const std::string& note : facts.stack.notes) lines.push_back("Note: " + note);
  return lines;
}

std::vector<std::string> stand_in_lines(const StackService& service) {
  if (!service.service.stand_in) return {};
  std::vector<std::string> lines = {"A stand-in: the spec has no [services]."};
  if (service.service.interpolate) {
    lines.emplace_back("Your application: it is expected to answer HTTP on port 80 of its container.");
    return lines;
  }
  lines.emplace_back(
      "It needs no Docker socket, of which only a manager's would know a Swarm's services: ROUTES leads everything");
  lines.emplace_back("to port 80 of app. On 443 it shows a self-signed certificate until you give it a real one.");
  return lines;
}

std::string comment_block(const std::vector<std::string>& lines) {
  std::string result;
  for (const std::string& line : lines) result += "# " + yaml_comment(line) + "\n";
  return result;
}

}  // namespace planner
