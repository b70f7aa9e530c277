#include "planner/emit/service_yaml.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace planner {
namespace {

std::string escape_dollars(std::string_view text) {
  std::string result;
  for (const char c : text) result += c == '$' ? std::string("$$") : std::string(1, c);
  return result;
}

/// One string is split by a shell's rules, a list is taken as it is.
void add_words(Yaml& map, std::string_view key, const std::vector<std::string>& words, bool is_shell) {
  if (words.empty()) return;
  add(map, key, is_shell && words.size() == 1 ? service_text(words.front()) : service_texts(words));
}

/// As a list: docker replaces variables in list items, but not in the keys of a map.
Yaml environment(const Service& service) {
  Yaml list = yaml_list();
  for (const auto& [name, value] : service.env) add_item(list, service_text(name + "=" + value));
  return list;
}

Yaml healthcheck(const Healthcheck& health) {
  Yaml map = yaml_map();
  add_if_any(map, "test", service_texts(health.test));
  add_if_any_text(map, "interval", health.interval);
  add_if_any_text(map, "timeout", health.timeout);
  add_if_any_text(map, "start_period", health.start_period);
  add_if_any(map, "retries", health.retries);
  return map;
}

}  // namespace

Yaml service_text(std::string_view text) { return yaml_text(escape_dollars(text)); }

Yaml service_texts(const std::vector<std::string>& texts) {
  Yaml list = yaml_list();
  for (const std::string& text : texts) add_item(list, service_text(text));
  return list;
}

Yaml label_map(const Labels& labels) {
  Yaml map = yaml_map();
  for (const auto& [key, value] : labels) add(map, key, service_text(value));
  return map;
}

void add_if_any_text(Yaml& map, std::string_view key, std::string_view text) {
  if (!text.empty()) add(map, key, service_text(text));
}

void add_process(Yaml& map, const Service& service) {
  add(map, "image", service.interpolate ? yaml_text(service.image) : service_text(service.image));
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
    add(item, "target", service_text(mount.target));
    if (mount.read_only) add(item, "read_only", yaml_flag(true));
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
