// The long form of all that has a short one, so that one rule merges and reads it.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "planner/stack/compose/long_forms.hpp"
#include "planner/stack/compose/steps.hpp"
#include "planner/stack/compose/template.hpp"
#include "planner/stack/compose/yaml_edit.hpp"

namespace planner {
namespace {

void make_list(YamlValue& service, std::string_view key) {
  YamlValue* value = value_in(service, key);
  if (value == nullptr || !value->is_scalar()) return;
  YamlValue list = new_sequence(*value);
  list.items.push_back(std::move(*value));
  *value = std::move(list);
}

/// As deploy itself: the brackets of an IPv6 address come off when it reads them.
void lengthen_hosts(YamlValue& service) {
  YamlValue* hosts = value_in(service, "extra_hosts");
  if (hosts == nullptr || !hosts->is_mapping()) return;
  YamlValue list = new_sequence(*hosts);
  for (YamlField& entry : hosts->entries) {
    std::vector<YamlValue> addresses = entry.value.is_sequence() ? entry.value.items : std::vector{entry.value};
    for (const YamlValue& address : addresses)
      if (address.is_scalar()) list.items.push_back(new_text(entry.key + ":" + address.text, address));
  }
  *hosts = std::move(list);
}

void lengthen_networks(YamlValue& service) {
  YamlValue* networks = value_in(service, "networks");
  if (networks == nullptr || !networks->is_sequence()) return;
  if (!std::ranges::all_of(networks->items, &YamlValue::is_scalar)) return;  // told by its type
  YamlValue map = new_mapping(*networks);
  for (YamlValue& item : networks->items) {
    YamlValue nothing = new_mapping(item);
    nothing.kind = YamlValue::Kind::null;
    set(map, item.text, std::move(nothing));
  }
  *networks = std::move(map);
}

void lengthen_grants(YamlValue& service, std::string_view key) {
  YamlValue* grants = value_in(service, key);
  if (grants == nullptr) return;
  for (YamlValue& item : grants->items) {
    if (!item.is_scalar()) continue;
    YamlValue grant = new_mapping(item);
    set(grant, "source", new_text(item.text, item));
    item = std::move(grant);
  }
}

void lengthen_service(Conversion& conversion, YamlValue& service, const std::string& path) {
  for (const std::string_view key : {"dns", "dns_search", "tmpfs"}) make_list(service, key);
  lengthen_environment(conversion, service, path);
  lengthen_pairs(conversion, service, "labels", path, false);
  lengthen_pairs(conversion, service, "sysctls", path, false);
  if (YamlValue* deploy = value_in(service, "deploy"))
    lengthen_pairs(conversion, *deploy, "labels", path + ".deploy", false);
  lengthen_hosts(service);
  lengthen_networks(service);
  lengthen_grants(service, "secrets");
  lengthen_grants(service, "configs");
  lengthen_ports(conversion, service, path);
  lengthen_volumes(conversion, service, path);
}

}  // namespace

void lengthen(Conversion& conversion, YamlValue& root) {
  if (YamlValue* services = value_in(root, "services"))
    for (YamlField& service : services->entries)
      if (service.value.is_mapping()) lengthen_service(conversion, service.value, "services." + service.key);
  for (const std::string_view part : {"networks", "volumes", "secrets", "configs"})
    if (YamlValue* section = value_in(root, part))
      for (YamlField& each : section->entries)
        lengthen_pairs(conversion, each.value, "labels", fmt::format("{}.{}", part, each.key), false);
}

void lengthen_pairs(Conversion& conversion, YamlValue& map, std::string_view key, const std::string& path,
                    bool null_if_bare) {
  YamlValue* value = value_in(map, key);
  if (value == nullptr || !value->is_sequence()) return;
  if (!std::ranges::all_of(value->items, &YamlValue::is_scalar)) return;  // told by its type
  YamlValue pairs = new_mapping(*value);
  for (const YamlValue& item : value->items) {
    const std::size_t equals = std::min(item.text.find('='), item.text.size());
    const std::string name = item.text.substr(0, equals);
    if (name.find('$') != std::string::npos) {
      conversion.error(item, fmt::format("{}.{}", path, key), fmt::format("the name {} holds a variable", name),
                       "write the name out, or give values now with --env-file FILE or --interpolate");
      continue;
    }
    const bool bare = equals == item.text.size();
    YamlValue text = new_text(bare ? "" : item.text.substr(equals + 1), item);
    if (bare && null_if_bare) text.kind = YamlValue::Kind::null;
    set(pairs, name, std::move(text));
  }
  *value = std::move(pairs);
}

std::vector<std::string> split_template(std::string_view text, char separator) {
  std::vector<std::string> parts(1);
  int depth = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text.substr(i).starts_with("${")) ++depth;
    if (text[i] == '}' && depth > 0) --depth;
    if (text[i] == separator && depth == 0)
      parts.emplace_back();
    else
      parts.back() += text[i];
  }
  return parts;
}

}  // namespace planner
