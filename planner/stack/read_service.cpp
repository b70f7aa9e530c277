#include "planner/stack/read_service.hpp"

#include <algorithm>

#include "planner/stack/duration.hpp"
#include "planner/stack/key_shapes.hpp"
#include "planner/stack/read_reservations.hpp"
#include "planner/stack/short_syntax.hpp"
#include "planner/stack/value_forms.hpp"
#include "planner/stack/variables.hpp"

namespace planner {
namespace {

constexpr double most_count = 1e15;

std::optional<PlacementEntry> text_of(const YamlField* entry) {
  if (entry == nullptr || !entry->value.is_scalar()) return std::nullopt;
  return PlacementEntry{entry->value.text, entry->value.where};
}

/// None for a variable, whose value is known at deploy time, and for what is no whole number from 0.
std::optional<std::int64_t> count_of(const YamlField* entry) {
  if (entry == nullptr || !is_whole_number(entry->value)) return std::nullopt;
  const double number = number_of(entry->value);
  if (number < 0 || number >= most_count) return std::nullopt;
  return static_cast<std::int64_t>(number);
}

bool is_true(const YamlField* entry) {
  return entry != nullptr && entry->value.is_scalar() && !entry->value.is_text &&
         (entry->value.text == "true" || entry->value.text == "True" || entry->value.text == "TRUE");
}

void read_labels(const YamlField* field, std::vector<StackLabel>& labels) {
  if (field == nullptr) return;
  for (const YamlField& entry : field->value.entries)
    if (entry.value.is_scalar()) labels.push_back({entry.key, entry.value.text, entry.value.where});
  for (const YamlValue& item : field->value.items) {
    if (!item.is_scalar()) continue;
    const std::size_t at = item.text.find('=');
    labels.push_back({item.text.substr(0, at), at == std::string::npos ? "" : item.text.substr(at + 1), item.where});
  }
}

void read_placement(const YamlField* field, StackFileService& service) {
  if (field == nullptr) return;
  if (const YamlField* constraints = field->value.find("constraints"))
    for (const YamlValue& item : constraints->value.items)
      if (item.is_scalar()) service.constraints.push_back({item.text, item.where});
  if (const YamlField* preferences = field->value.find("preferences"))
    for (const YamlValue& item : preferences->value.items)
      if (std::optional<PlacementEntry> spread = text_of(item.find("spread")))
        service.preferences.push_back(std::move(*spread));
  service.max_replicas_per_node = count_of(field->value.find("max_replicas_per_node"));
}

void read_deploy(const YamlField* field, StackFileService& service) {
  if (field == nullptr) return;
  const YamlValue& deploy = field->value;
  if (const std::optional<PlacementEntry> mode = text_of(deploy.find("mode"))) {
    service.mode = mode->text;
    service.mode_where = mode->where;
  }
  if (const YamlField* replicas = deploy.find("replicas")) {
    service.replicas = count_of(replicas);
    service.replicas_where = replicas->where;
    service.wanted = service.replicas ? *service.replicas : default_count(replicas->value).value_or(1);
  }
  service.reserve = read_reservations(deploy);
  service.endpoint_mode = text_of(deploy.find("endpoint_mode"));
  if (const YamlField* update = deploy.find("update_config")) {
    service.update_config = update->where;
    service.update_order = text_of(update->value.find("order"));
  }
  if (const YamlField* restart = deploy.find("restart_policy")) {
    service.restart_condition = text_of(restart->value.find("condition"));
    if (const YamlField* attempts = restart->value.find("max_attempts")) {
      service.max_attempts = count_of(attempts);
      service.max_attempts_where = attempts->where;
    }
    double seconds = 0;
    const std::optional<PlacementEntry> window = text_of(restart->value.find("window"));
    service.restart_window = window && (!parse_duration(window->text, seconds) || seconds != 0);
  }
  read_labels(deploy.find("labels"), service.labels);
  read_placement(deploy.find("placement"), service);
}

void read_port(const YamlValue& item, StackFileService& service) {
  std::optional<StackPort> port;
  if (item.is_scalar()) {
    if (holds_variable(item.text)) return;
    if (const std::optional<ShortPort> read = parse_port(item.text))
      port = StackPort{.target = read->target.first,
                       .published = read->published ? read->published->first : 0,
                       .published_last = read->published ? read->published->last : 0,
                       .protocol = read->protocol};
  } else if (item.is_mapping()) {
    const std::optional<std::int64_t> target = count_of(item.find("target"));
    const std::optional<std::int64_t> published = count_of(item.find("published"));
    constexpr std::int64_t most = 65535;
    if ((target && *target > most) || (published && *published > most)) return;
    port =
        StackPort{.target = static_cast<int>(target.value_or(0)), .published = static_cast<int>(published.value_or(0))};
    port->published_last = port->published;
    if (const std::optional<PlacementEntry> protocol = text_of(item.find("protocol")))
      port->protocol = lower_case(protocol->text);
    const std::optional<PlacementEntry> mode = text_of(item.find("mode"));
    port->host = mode && lower_case(mode->text) == "host";
  }
  if (!port) return;
  port->where = item.where;
  service.ports.push_back(std::move(*port));
}

void read_mount(const YamlValue& item, StackFileService& service) {
  std::optional<StackMount> mount;
  if (item.is_scalar()) {
    if (holds_variable(item.text)) return;  // what a variable holds may have colons
    mount = parse_volume(item.text);
  } else if (item.is_mapping()) {
    const auto word = [&](std::string_view key) {
      const std::optional<PlacementEntry> text = text_of(item.find(key));
      return text ? text->text : std::string();
    };
    mount = StackMount{.type = word("type"), .source = word("source"), .target = word("target")};
  }
  if (!mount) return;
  mount->where = item.where;
  service.mounts.push_back(std::move(*mount));
}

/// A list of keys, of mappings with `source`, or a mapping by key.
void read_references(const YamlField* field, std::vector<PlacementEntry>& out) {
  if (field == nullptr) return;
  for (const YamlValue& item : field->value.items) {
    if (item.is_scalar())
      out.push_back({item.text, item.where});
    else if (std::optional<PlacementEntry> source = text_of(item.find("source")))
      out.push_back(std::move(*source));
  }
  for (const YamlField& entry : field->value.entries) out.push_back({entry.key, entry.where});
}

/// What deploy makes of the short form, where deploy.restart_policy is not given.
void read_restart(const YamlField* field, StackFileService& service) {
  const std::optional<PlacementEntry> restart = text_of(field);
  constexpr std::string_view limited = "on-failure:";
  if (!restart || !restart->text.starts_with(limited)) return;
  YamlField count{"restart", field->where, field->value};
  count.value.text.erase(0, limited.size());
  count.value.is_text = false;
  service.max_attempts = count_of(&count);
  service.max_attempts_where = field->where;
}

void read_targets(const YamlField* field, std::vector<PlacementEntry>& out) {
  if (field == nullptr) return;
  for (const YamlValue& item : field->value.items) {
    std::optional<PlacementEntry> target = text_of(item.find("target"));
    if (!target) target = item.is_scalar() ? PlacementEntry{item.text, item.where} : text_of(item.find("source"));
    if (target) out.push_back(std::move(*target));
  }
}

void read_aliases(const YamlField* networks, StackFileService& service) {
  if (networks == nullptr) return;
  for (const YamlField& network : networks->value.entries)
    if (const YamlField* aliases = network.value.find("aliases"))
      for (const YamlValue& alias : aliases->value.items)
        if (alias.is_scalar()) service.aliases.emplace_back(network.key, alias.text);
}

}  // namespace

StackFileService read_service(const YamlField& entry) {
  StackFileService service;
  service.name = shortened(entry.key);  // one that is longer is refused, and stands in many messages
  service.where = entry.where;
  service.mode_where = entry.where;
  const YamlValue& value = entry.value;
  if (!value.is_mapping()) {
    service.image = PlacementEntry{"", entry.where};  // that it is no mapping is told; that it has no image is not
    return service;
  }
  service.image = text_of(value.find("image"));
  const YamlField* deploy = value.find("deploy");
  read_deploy(deploy, service);
  if (deploy == nullptr || deploy->value.find("restart_policy") == nullptr)
    read_restart(value.find("restart"), service);
  if (const YamlField* ports = value.find("ports"))
    for (const YamlValue& item : ports->value.items) read_port(item, service);
  if (const YamlField* volumes = value.find("volumes"))
    for (const YamlValue& item : volumes->value.items) read_mount(item, service);
  read_references(value.find("networks"), service.networks);
  read_aliases(value.find("networks"), service);
  read_references(value.find("secrets"), service.secrets);
  read_references(value.find("configs"), service.configs);
  if (const YamlField* account = value.find("credential_spec"))
    if (std::optional<PlacementEntry> config = text_of(account->value.find("config")))
      service.configs.push_back(std::move(*config));
  read_targets(value.find("secrets"), service.secret_targets);
  read_targets(value.find("configs"), service.config_targets);
  read_labels(value.find("labels"), service.labels);
  return service;
}

StackObject read_object(const YamlField& entry) {
  StackObject object{.key = entry.key, .where = entry.where};
  const YamlValue& value = entry.value;
  object.name = text_of(value.find("name"));
  const YamlField* external = value.find("external");
  if (external != nullptr && external->value.is_mapping()) {
    object.external = true;
    if (!object.name) object.name = text_of(external->value.find("name"));
  } else {
    object.external = is_true(external) ||
                      (external != nullptr && external->value.is_scalar() && holds_variable(external->value.text));
  }
  if (const std::optional<PlacementEntry> driver = text_of(value.find("driver"))) object.driver = driver->text;
  read_labels(value.find("driver_opts"), object.driver_opts);
  const YamlField* file = value.find("file");
  object.file = text_of(file);
  object.from_file = file != nullptr && !(file->value.is_scalar() && file->value.text.empty());
  return object;
}

}  // namespace planner
