// Swarm finds services by their names and by aliases on networks: what Compose gives a container by other means becomes
// an alias there.
#include "planner/stack/compose/rewrite_connections.hpp"

#include <fmt/format.h>

#include <utility>

#include "planner/stack/compose/template.hpp"
#include "planner/stack/compose/yaml_edit.hpp"

namespace planner {
namespace {

constexpr std::string_view host_network = "host";

bool has_alias(const YamlValue& network, std::string_view alias) {
  const YamlField* aliases = network.find("aliases");
  if (aliases == nullptr) return false;
  for (const YamlValue& each : aliases->value.items)
    if (each.text == alias) return true;
  return false;
}

/// On every network of the service: that is where its container was found by the name.
void add_alias(YamlValue& service, const std::string& alias, const YamlValue& at) {
  YamlValue& networks = mapping_in(service, "networks");
  if (networks.entries.empty()) mapping_in(networks, "default");
  for (YamlField& network : networks.entries) {
    if (network.value.is_null()) network.value = new_mapping(at);
    if (!has_alias(network.value, alias)) add_to_list(network.value, "aliases", new_text(alias, at));
  }
}

void rewrite_container_name(Conversion& conversion, YamlField& service) {
  const std::optional<YamlValue> name = take(service.value, "container_name");
  if (!name || name->text == service.key) return;
  const std::string path = fmt::format("services.{}.container_name", service.key);
  if (!name->is_scalar() || name->text.empty() || has_variable(name->text))
    return conversion.left_out(*name, path, "Swarm names containers itself, and an alias cannot hold a variable");
  add_alias(service.value, name->text, *name);
  conversion.rewritten(*name, path, fmt::format("becomes an alias: {} still leads to the service", name->text));
}

void rewrite_links(Conversion& conversion, YamlField& service, YamlValue& services) {
  const std::optional<YamlValue> links = take(service.value, "links");
  if (!links) return;
  const std::string path = fmt::format("services.{}.links", service.key);
  for (const YamlValue& link : links->items) {
    const std::size_t colon = std::min(link.text.find(':'), link.text.size());
    const std::string name = link.text.substr(0, colon);
    const std::string alias = colon < link.text.size() ? link.text.substr(colon + 1) : name;
    YamlValue* linked = value_in(services, name);
    if (linked == nullptr || !linked->is_mapping())
      conversion.left_out(link, path, fmt::format("there is no service {} to link to", name));
    else if (alias == name)
      conversion.rewritten(link, path, fmt::format("needs nothing: {} is found by its name on a shared network", name));
    else {
      add_alias(*linked, alias, link);
      conversion.rewritten(link, path, fmt::format("becomes the alias {} of {}", alias, name));
    }
  }
}

void rewrite_network_mode(Conversion& conversion, YamlField& service, YamlValue& root) {
  const std::optional<YamlValue> mode = take(service.value, "network_mode");
  if (!mode || mode->is_null()) return;
  const std::string path = fmt::format("services.{}.network_mode", service.key);
  if (mode->text == "default" || mode->text == "bridge")
    return conversion.rewritten(*mode, path, "becomes the stack's own network");
  if (mode->text != "host" && mode->text != "none")
    return conversion.error(*mode, path,
                            fmt::format("{}: tasks of two services share no network namespace in Swarm", mode->text),
                            "give both a network and let them find each other by name");
  YamlValue network = new_mapping(*mode);
  set(network, "external", new_plain("true", *mode));
  set(network, "name", new_text(mode->text, *mode));
  set(mapping_in(root, "networks"), mode->text == host_network ? "host" : "none", std::move(network));
  YamlValue joined = new_mapping(*mode);
  set(joined, mode->text, YamlValue{});
  set(service.value, "networks", std::move(joined));
  conversion.rewritten(*mode, path, fmt::format("becomes the network {} of the node", mode->text));
}

}  // namespace

void add_to_list(YamlValue& service, std::string_view key, YamlValue item) {
  YamlValue* list = value_in(service, key);
  if (list == nullptr || !list->is_sequence()) list = &set(service, key, new_sequence(item));
  list->items.push_back(std::move(item));
}

void rewrite_connections(Conversion& conversion, YamlValue& root) {
  YamlValue* services = value_in(root, "services");
  if (services == nullptr) return;
  for (YamlField& service : services->entries) {
    if (!service.value.is_mapping()) continue;
    rewrite_container_name(conversion, service);
    rewrite_links(conversion, service, *services);
  }
  for (std::size_t i = 0; i < value_in(root, "services")->entries.size(); ++i) {
    YamlField service = value_in(root, "services")->entries[i];
    if (service.value.find("network_mode") == nullptr) continue;
    rewrite_network_mode(conversion, service, root);
    value_in(root, "services")->entries[i] = std::move(service);
  }
}

}  // namespace planner
