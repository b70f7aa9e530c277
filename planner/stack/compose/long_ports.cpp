// [IP:][PUBLISHED:]TARGET[/PROTOCOL], each of the two a port or a range of them.
#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "planner/stack/compose/long_forms.hpp"
#include "planner/stack/compose/template.hpp"
#include "planner/stack/compose/yaml_edit.hpp"
#include "planner/stack/short_syntax.hpp"

namespace planner {
namespace {

constexpr std::int64_t most_ports = 20'000;  // of all files

/// One or more; what none of them may be is told.
std::optional<ShortPort> short_port(const std::string& text) {
  std::optional<ShortPort> port = parse_port(text);
  const auto is_none = [](const PortRange& range) { return range.variable.empty() && range.first == 0; };
  if (!port || is_none(port->target)) return std::nullopt;
  if (port->published && is_none(*port->published)) return std::nullopt;
  return port;
}

bool too_many(Conversion& conversion, const YamlValue& at, const std::string& path, int count) {
  const std::int64_t before = conversion.ports;
  conversion.ports += count;
  if (before <= most_ports && conversion.ports > most_ports)
    conversion.error(at, path, fmt::format("more than {} ports in all", most_ports),
                     "publish fewer ports: each is an entry of its own in a stack");
  return conversion.ports > most_ports;
}

YamlValue number_of(const PortRange& ports, int i, const YamlValue& at) {
  if (!ports.variable.empty()) return new_text(ports.variable, at);
  return new_plain(fmt::format("{}", ports.first + (ports.count() == 1 ? 0 : i)), at);
}

bool is_loopback(std::string_view address) {
  return address.starts_with("127.") || address == "::1" || address == "localhost";
}

bool is_every_address(std::string_view address) { return address.empty() || address == "0.0.0.0" || address == "::"; }

/// Swarm publishes on every address of every node. What only the machine itself could reach must not be open to all.
void judge_address(Conversion& conversion, const YamlValue& at, const std::string& address,
                   std::optional<PortRange>& published, const std::string& path) {
  if (is_every_address(address)) return;
  if (!is_loopback(address)) {
    conversion.left_out(at, path, fmt::format("the address {}: Swarm publishes on every address of a node", address));
    return;
  }
  if (published)
    conversion.left_out(at, path,
                        fmt::format("published on {} alone, which Swarm cannot: it is not published at all, rather "
                                    "than to everybody",
                                    address));
  published.reset();
}

void add_ports(Conversion& conversion, const YamlValue& item, const std::string& path, YamlValue& list) {
  std::optional<ShortPort> port = short_port(item.text);
  if (!port && has_variable(item.text))
    return conversion.error(
        item, path, fmt::format("\"{}\": it cannot be told which ports these are while it holds a variable", item.text),
        "give values now with --env-file FILE or --interpolate, or write the ports out");
  if (!port)
    return conversion.error(item, path,
                            fmt::format("\"{}\" is no port: PUBLISHED:TARGET or TARGET, 1 to 65535, or two ranges of "
                                        "one length",
                                        item.text));
  const bool was_published = port->published.has_value();
  judge_address(conversion, item, port->address, port->published, path);
  if (was_published && !port->published) return;
  const int count = std::max(port->target.count(), port->published ? port->published->count() : 1);
  if (too_many(conversion, item, path, count)) return;
  for (int i = 0; i < count; ++i) {
    YamlValue map = new_mapping(item);
    set(map, "target", number_of(port->target, i, item));
    if (port->published) set(map, "published", number_of(*port->published, i, item));
    set(map, "protocol", new_text(port->protocol, item));
    set(map, "mode", new_text("ingress", item));
    list.items.push_back(std::move(map));
  }
}

/// What deploy would read as tcp and ingress, whatever it says. It looks at no case.
bool is_known_word(Conversion& conversion, const YamlValue& item, std::string_view key, const std::string& path,
                   std::initializer_list<std::string_view> known) {
  const YamlField* field = item.find(key);
  if (field == nullptr || has_variable(field->value.text) || field->value.text.empty()) return true;
  const auto same = [](char a, char b) { return (a | 0x20) == b; };
  if (std::ranges::any_of(known,
                          [&](std::string_view word) { return std::ranges::equal(field->value.text, word, same); }))
    return true;
  conversion.error(field->value, fmt::format("{}.{}", path, key),
                   fmt::format("\"{}\" is none of {}", field->value.text, fmt::join(known, ", ")));
  return false;
}

/// `published` may be a range in Compose's long form too.
void add_long_port(Conversion& conversion, YamlValue item, const std::string& path, YamlValue& list) {
  if (!is_known_word(conversion, item, "protocol", path, {"tcp", "udp", "sctp"})) return;
  if (!is_known_word(conversion, item, "mode", path, {"ingress", "host"})) return;
  std::optional<YamlValue> host = take(item, "host_ip");
  if (const YamlField* mode = item.find("mode"); mode != nullptr && mode->value.text.empty()) take(item, "mode");
  std::optional<PortRange> published;
  if (YamlValue* value = value_in(item, "published")) {
    published = parse_port_range(value->text);
    if (!published || (published->variable.empty() && published->first == 0 && published->last > 0))
      return conversion.error(*value, path, fmt::format("published: \"{}\" is no port", value->text));
    if (value->text == "0") {
      published.reset();
      take(item, "published");
    }
  }
  const bool was_published = published.has_value();
  if (host) judge_address(conversion, item, host->text, published, path);
  if (was_published && !published) return;
  if (too_many(conversion, item, path, published ? published->count() : 1)) return;
  for (int i = 0; i < (published ? published->count() : 1); ++i) {
    YamlValue map = item;
    if (published) set(map, "published", number_of(*published, i, item));
    list.items.push_back(std::move(map));
  }
}

}  // namespace

void lengthen_ports(Conversion& conversion, YamlValue& service, const std::string& path) {
  YamlValue* ports = value_in(service, "ports");
  if (ports == nullptr || !ports->is_sequence()) return;
  YamlValue list = new_sequence(*ports);
  for (YamlValue& item : ports->items) {
    if (item.is_scalar()) add_ports(conversion, item, path + ".ports", list);
    if (item.is_mapping()) add_long_port(conversion, std::move(item), path + ".ports", list);
  }
  *ports = std::move(list);
}

}  // namespace planner
