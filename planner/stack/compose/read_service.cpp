// A service in the form that deploy takes → Service. What a field can hold moves there; variables in place of numbers,
// and keys that no field is for, stay in Service::rest and are printed as they are.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "planner/spec/units.hpp"
#include "planner/stack/compose/docker_values.hpp"
#include "planner/stack/compose/read_deploy.hpp"
#include "planner/stack/compose/steps.hpp"
#include "planner/stack/compose/template.hpp"
#include "planner/stack/compose/yaml_edit.hpp"
#include "planner/stack/yaml_scalar.hpp"
#include "planner/swarm/names.hpp"

namespace planner {
namespace {

struct Words {
  std::vector<std::string> words;
  bool is_shell = false;
};

Words take_words(YamlValue& tree, std::string_view key) {
  const std::optional<YamlValue> value = take(tree, key);
  Words result;
  if (!value) return result;
  result.is_shell = value->is_scalar();
  if (result.is_shell) result.words = {value->text};
  for (const YamlValue& item : value->items) result.words.push_back(item.text);
  return result;
}

/// Names without a value take it from the shell that deploys.
void take_environment(YamlValue& tree, Service& service) {
  const std::optional<YamlValue> environment = take(tree, "environment");
  if (!environment) return;
  for (const YamlField& entry : environment->entries) {
    if (entry.value.is_scalar()) {
      service.env.emplace_back(entry.key, docker_text(entry.value));
      continue;
    }
    YamlValue* list = value_in(tree, "environment");
    if (list == nullptr) list = &set(tree, "environment", new_sequence(entry.value));
    list->items.push_back(new_text(entry.key, entry.value));
  }
}

bool take_port(YamlValue item, Service& service) {
  PortMapping port;
  const YamlField* target = item.find("target");
  const YamlField* published = item.find("published");
  if (target == nullptr) return false;
  const std::optional<int> number = docker_integer(target->value);
  if (!number) return false;
  port.target = *number;
  if (published != nullptr) {
    port.published = docker_integer(published->value);
    if (!port.published) return false;
    if (*port.published == 0) port.published.reset();
  }
  if (const YamlField* protocol = item.find("protocol")) port.protocol = protocol->value.text;
  if (const YamlField* mode = item.find("mode")) port.mode = mode->value.text;
  if (has_variable(port.protocol) || has_variable(port.mode)) return false;
  service.ports.push_back(std::move(port));
  return true;
}

/// One with a variable in its kind or source stays as it is written.
bool take_mount(YamlValue item, Service& service) {
  if (!item.is_mapping()) return false;
  Mount mount;
  const auto text = [&](std::string_view key) {
    const std::optional<YamlValue> value = take(item, key);
    return value ? value->text : std::string();
  };
  if (const YamlField* read_only = item.find("read_only"); read_only != nullptr && has_variable(read_only->value.text))
    return false;
  mount.type = text("type");
  mount.source = text("source");
  mount.target = text("target");
  mount.read_only = text("read_only") == "true";
  if (!item.entries.empty()) mount.rest = std::move(item);
  service.volumes.push_back(std::move(mount));
  return true;
}

bool take_grant(Conversion& conversion, YamlValue item, const std::string& path, std::vector<FileGrant>& grants) {
  if (!item.is_mapping()) return false;
  if (const YamlField* source = item.find("source"); source == nullptr || source->value.text.empty()) {
    conversion.error(item, path, "an entry without source: it does not say what is granted");
    return true;
  }
  FileGrant grant;
  const auto text = [&](std::string_view key) {
    const YamlField* field = item.find(key);
    return field == nullptr ? std::string() : field->value.text;
  };
  grant.source = text("source");
  grant.target = text("target");
  grant.uid = text("uid");
  grant.gid = text("gid");
  if (const YamlField* mode = item.find("mode")) {
    grant.mode = docker_integer(mode->value);
    if (!grant.mode) return false;
  }
  grants.push_back(std::move(grant));
  return true;
}

/// Items that a field takes go there, the others stay.
template <class Take>
void take_items(YamlValue& tree, std::string_view key, Take take_item) {
  std::optional<YamlValue> list = take(tree, key);
  if (!list) return;
  std::erase_if(list->items, [&](const YamlValue& item) { return take_item(item); });
  if (!list->items.empty()) set(tree, key, std::move(*list));
}

void take_networks(YamlValue& tree, Service& service) {
  YamlValue* networks = value_in(tree, "networks");
  if (networks == nullptr) return;
  for (const YamlField& entry : networks->entries) service.networks.push_back(entry.key);
  std::erase_if(networks->entries, [](const YamlField& entry) { return entry.value.entries.empty(); });
  if (networks->entries.empty()) take(tree, "networks");
}

/// The first of a list says what runs the others. Compose alone passes over a check that says nothing of it.
void check_test(Conversion& conversion, const YamlValue& test, const std::string& path) {
  if (test.items.empty() || has_variable(test.items.front().text)) return;
  const std::string& kind = test.items.front().text;
  if (kind != "CMD" && kind != "CMD-SHELL" && kind != "NONE")
    return conversion.error(test.items.front(), path,
                            fmt::format("a list begins with CMD, CMD-SHELL or NONE, not with {}: Swarm waits for ever "
                                        "for the result of a check that no engine runs",
                                        kind),
                            "CMD as the first item; or the command as one text, which a shell runs");
  if (kind == "CMD" && test.items.size() == 1)
    conversion.error(test.items.front(), path, "CMD and no command: the engines that run it end",
                     "the command and its arguments as further items");
}

void take_healthcheck(Conversion& conversion, YamlValue& tree, Service& service, const std::string& path) {
  YamlValue* given = value_in(tree, "healthcheck");
  if (given == nullptr || !given->is_mapping()) return;
  Healthcheck health;
  std::optional<YamlValue> test = take(*given, "test");
  const YamlField* disable = given->find("disable");
  if (test && disable != nullptr && disable->value.text == "true") {
    conversion.left_out(*test, path + ".test", "disable: true is written too, and is what counts");
    test.reset();
  }
  if (test) {
    check_test(conversion, *test, path + ".test");
    if (test->is_scalar()) health.test = {"CMD-SHELL", test->text};
    for (const YamlValue& item : test->items) health.test.push_back(item.text);
  }
  health.interval = take_duration(conversion, *given, "interval", path);
  health.timeout = take_duration(conversion, *given, "timeout", path);
  health.start_period = take_duration(conversion, *given, "start_period", path);
  health.retries = take_integer(*given, "retries");
  if (given->entries.empty()) take(tree, "healthcheck");
  service.healthcheck = std::move(health);
}

void check_name(Conversion& conversion, std::string_view name, const YamlValue& tree) {
  const std::string full = conversion.stack + "_" + std::string(name);
  if (!is_service_name(full))
    conversion.error(tree, fmt::format("services.{}", name),
                     fmt::format("Swarm refuses {} as a service's name: letters, digits, - and _, no dots, at most {} "
                                 "characters with the stack's name in front",
                                 full, kLongestServiceName),
                     "give the service another name");
}

}  // namespace

Service read_service(Conversion& conversion, std::string_view name, YamlValue tree) {
  const std::string path = fmt::format("services.{}", name);
  check_name(conversion, name, tree);
  Service service;
  service.name = name;
  service.interpolate = true;
  service.scale_written = false;
  if (const std::optional<YamlValue> image = take(tree, "image")) service.image = image->text;
  Words command = take_words(tree, "command"), entrypoint = take_words(tree, "entrypoint");
  service.command = std::move(command.words);
  service.command_is_shell = command.is_shell;
  service.entrypoint = std::move(entrypoint.words);
  service.entrypoint_is_shell = entrypoint.is_shell;
  take_environment(tree, service);
  take_items(tree, "ports", [&](const YamlValue& item) { return take_port(item, service); });
  take_items(tree, "volumes", [&](const YamlValue& item) { return take_mount(item, service); });
  take_items(tree, "secrets",
             [&](const YamlValue& item) { return take_grant(conversion, item, path + ".secrets", service.secrets); });
  take_items(tree, "configs",
             [&](const YamlValue& item) { return take_grant(conversion, item, path + ".configs", service.configs); });
  take_networks(tree, service);
  take_healthcheck(conversion, tree, service, path + ".healthcheck");
  service.stop_grace_period = take_duration(conversion, tree, "stop_grace_period", path);
  read_deploy(conversion, tree, service);
  if (!tree.entries.empty()) service.rest = std::move(tree);
  return service;
}

}  // namespace planner
