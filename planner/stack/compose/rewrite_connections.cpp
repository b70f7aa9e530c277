// Swarm finds services by their names and by aliases on networks: what Compose gives a container by other means becomes
// an alias there.
#include "planner/stack/compose/rewrite_connections.hpp"

#include <fmt/format.h>

#include <set>
#include <utility>

#include "planner/stack/compose/template.hpp"
#include "planner/stack/compose/yaml_edit.hpp"

namespace planner {
namespace {

/// Names of services whose tasks have their node's network. Names lead to containers on networks of the stack alone.
using OnHost = std::set<std::string, std::less<>>;

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

void rewrite_container_name(Conversion& conversion, YamlField& service, const OnHost& on_host) {
  const std::optional<YamlValue> name = take(service.value, "container_name");
  if (!name || name->text == service.key) return;
  const std::string path = fmt::format("services.{}.container_name", service.key);
  if (!name->is_scalar() || name->text.empty() || has_variable(name->text))
    return conversion.left_out(*name, path, "Swarm names containers itself, and an alias cannot hold a variable");
  if (on_host.contains(service.key))
    return conversion.left_out(*name, path, "Swarm names containers itself, and on its node's network it has no alias");
  add_alias(service.value, name->text, *name);
  conversion.rewritten(*name, path, fmt::format("becomes an alias: {} still leads to the service", name->text));
}

void rewrite_link(Conversion& conversion, const YamlValue& link, const std::string& path, YamlValue& services,
                  const OnHost& on_host) {
  const std::size_t colon = std::min(link.text.find(':'), link.text.size());
  const std::string name = link.text.substr(0, colon);
  const std::string alias = colon < link.text.size() ? link.text.substr(colon + 1) : name;
  YamlValue* linked = value_in(services, name);
  if (linked == nullptr || !linked->is_mapping())
    return conversion.left_out(link, path, fmt::format("there is no service {} to link to", name));
  if (on_host.contains(name))
    return conversion.left_out(
        link, path, fmt::format("{} is on its node's network alone, where no name leads to it: call the node", name));
  if (alias == name)
    return conversion.rewritten(link, path,
                                fmt::format("needs nothing: {} is found by its name on a shared network", name));
  add_alias(*linked, alias, link);
  conversion.rewritten(link, path, fmt::format("becomes the alias {} of {}", alias, name));
}

void rewrite_links(Conversion& conversion, YamlField& service, YamlValue& services, const OnHost& on_host) {
  const std::optional<YamlValue> links = take(service.value, "links");
  if (!links) return;
  const std::string path = fmt::format("services.{}.links", service.key);
  if (on_host.contains(service.key))
    return conversion.left_out(*links, path, "on its node's network it finds no service by its name");
  for (const YamlValue& link : links->items) rewrite_link(conversion, link, path, services, on_host);
}

/// A name that no network of the files has, unless it is that of the node already.
std::string key_of_host_network(const YamlValue& networks) {
  std::string key = "host";
  for (const YamlField* taken = networks.find(key); taken != nullptr; taken = networks.find(key)) {
    const YamlField* name = taken->value.find("name");
    if (taken->value.find("external") != nullptr && (name == nullptr ? key : name->value.text) == "host") break;
    key += "-of-node";
  }
  return key;
}

/// Engines refuse its tasks where one publishes ports: "container cannot be disconnected from host network".
void join_host_network(Conversion& conversion, YamlField& service, YamlValue& networks, const YamlValue& mode) {
  const std::string key = key_of_host_network(networks);
  YamlValue network = new_mapping(mode);
  set(network, "external", new_plain("true", mode));
  set(network, "name", new_text("host", mode));
  set(networks, key, std::move(network));
  YamlValue joined = new_mapping(mode);
  set(joined, key, YamlValue{});
  set(service.value, "networks", std::move(joined));
  if (const std::optional<YamlValue> ports = take(service.value, "ports"); ports && !ports->items.empty())
    conversion.left_out(*ports, fmt::format("services.{}.ports", service.key),
                        "on its node's network every port that it listens on is open already");
}

void rewrite_network_mode(Conversion& conversion, YamlField& service, YamlValue& networks, OnHost& on_host) {
  const std::optional<YamlValue> mode = take(service.value, "network_mode");
  if (!mode || mode->is_null()) return;
  const std::string path = fmt::format("services.{}.network_mode", service.key);
  if (mode->text == "default" || mode->text == "bridge")
    return conversion.rewritten(*mode, path, "becomes the stack's own network");
  if (mode->text == "none")
    return conversion.error(*mode, path, "none: Swarm has no such network, and gives every service one of the stack",
                            "a network of its own with internal: true, which no other service joins, leads nowhere");
  if (mode->text != "host")
    return conversion.error(*mode, path,
                            fmt::format("{}: tasks of two services share no network namespace in Swarm", mode->text),
                            "give both a network and let them find each other by name");
  on_host.insert(service.key);
  join_host_network(conversion, service, networks, *mode);
  conversion.rewritten(*mode, path, "becomes the network host of the node");
}

}  // namespace

void add_to_list(YamlValue& service, std::string_view key, YamlValue item) {
  YamlValue* list = value_in(service, key);
  if (list == nullptr || !list->is_sequence()) list = &set(service, key, new_sequence(item));
  list->items.push_back(std::move(item));
}

void rewrite_connections(Conversion& conversion, YamlValue& root) {
  YamlValue networks = mapping_in(root, "networks");
  YamlValue& services = mapping_in(root, "services");
  OnHost on_host;
  for (YamlField& service : services.entries)
    if (service.value.is_mapping()) rewrite_network_mode(conversion, service, networks, on_host);
  for (YamlField& service : services.entries) {
    if (!service.value.is_mapping()) continue;
    rewrite_container_name(conversion, service, on_host);
    rewrite_links(conversion, service, services, on_host);
  }
  if (!networks.entries.empty()) set(root, "networks", std::move(networks));
}

}  // namespace planner
