// [IP:][PUBLISHED:]TARGET[/PROTOCOL], each of the two a port or a range of them.
#include <fmt/format.h>

#include <charconv>
#include <optional>
#include <utility>

#include "planner/stack/compose/long_forms.hpp"
#include "planner/stack/compose/template.hpp"
#include "planner/stack/compose/yaml_edit.hpp"

namespace planner {
namespace {

constexpr int most_ports = 1000;  // of one entry

struct Ports {
  int first = 0, last = 0;
  std::string variable;  // in their place
  int count() const { return variable.empty() ? last - first + 1 : 1; }
};

std::optional<int> port_number(std::string_view text) {
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || number < 1 || number > 65535) return std::nullopt;
  return number;
}

std::optional<Ports> ports_of(const std::string& text) {
  if (has_variable(text)) return Ports{0, 0, text};
  const std::size_t dash = text.find('-');
  const std::optional<int> first = port_number(std::string_view(text).substr(0, dash));
  const std::optional<int> last =
      dash == std::string::npos ? first : port_number(std::string_view(text).substr(dash + 1));
  if (!first || !last || *last < *first || *last - *first >= most_ports) return std::nullopt;
  return Ports{*first, *last, {}};
}

struct ShortPort {
  std::string address;
  std::optional<Ports> published;
  Ports target;
  std::string protocol = "tcp";
};

/// Brackets hold an IPv6 address.
std::vector<std::string> pieces_of(std::string text) {
  std::string address;
  if (text.starts_with('[') && text.find("]:") != std::string::npos) {
    address = text.substr(1, text.find("]:") - 1);
    text.erase(0, text.find("]:") + 2);
  }
  std::vector<std::string> pieces = split_template(text, ':');
  if (!address.empty()) {
    if (pieces.size() == 1) pieces.insert(pieces.begin(), "");
    pieces.insert(pieces.begin(), address);
  }
  return pieces;
}

std::optional<ShortPort> parse_port(const std::string& text) {
  std::vector<std::string> protocol = split_template(text, '/');
  if (protocol.empty() || protocol.size() > 2) return std::nullopt;
  std::vector<std::string> pieces = pieces_of(protocol[0]);
  if (pieces.size() > 3) return std::nullopt;
  ShortPort port;
  if (protocol.size() == 2) port.protocol = protocol[1];
  const std::optional<Ports> target = ports_of(pieces.back());
  if (!target) return std::nullopt;
  port.target = *target;
  if (pieces.size() == 3) port.address = pieces[0];
  if (pieces.size() > 1 && !pieces[pieces.size() - 2].empty()) {
    port.published = ports_of(pieces[pieces.size() - 2]);
    if (!port.published) return std::nullopt;
    if (port.published->count() != target->count() && target->count() != 1) return std::nullopt;
  }
  return port;
}

YamlValue number_of(const Ports& ports, int i, const YamlValue& at) {
  if (!ports.variable.empty()) return new_text(ports.variable, at);
  return new_plain(fmt::format("{}", ports.first + (ports.count() == 1 ? 0 : i)), at);
}

bool is_loopback(std::string_view address) {
  return address.starts_with("127.") || address == "::1" || address == "localhost";
}

bool is_every_address(std::string_view address) { return address.empty() || address == "0.0.0.0" || address == "::"; }

/// Swarm publishes on every address of every node. What only the machine itself could reach must not be open to all.
void judge_address(Conversion& conversion, const YamlValue& at, const std::string& address,
                   std::optional<Ports>& published, const std::string& path) {
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
  std::optional<ShortPort> port = parse_port(item.text);
  if (!port)
    return conversion.error(item, path,
                            fmt::format("\"{}\" is no port: PUBLISHED:TARGET or TARGET, 1 to 65535", item.text));
  const bool was_published = port->published.has_value();
  judge_address(conversion, item, port->address, port->published, path);
  if (was_published && !port->published) return;
  const int count = std::max(port->target.count(), port->published ? port->published->count() : 1);
  for (int i = 0; i < count; ++i) {
    YamlValue map = new_mapping(item);
    set(map, "target", number_of(port->target, i, item));
    if (port->published) set(map, "published", number_of(*port->published, i, item));
    set(map, "protocol", new_text(port->protocol, item));
    set(map, "mode", new_text("ingress", item));
    list.items.push_back(std::move(map));
  }
}

/// `published` may be a range in Compose's long form too.
void add_long_port(Conversion& conversion, YamlValue item, const std::string& path, YamlValue& list) {
  std::optional<YamlValue> host = take(item, "host_ip");
  if (const YamlField* mode = item.find("mode"); mode != nullptr && mode->value.text.empty()) take(item, "mode");
  std::optional<Ports> published;
  if (YamlValue* value = value_in(item, "published")) {
    published = ports_of(value->text);
    if (!published && value->text != "0")
      return conversion.error(*value, path, fmt::format("published: \"{}\" is no port", value->text));
    if (!published) take(item, "published");
  }
  const bool was_published = published.has_value();
  if (host) judge_address(conversion, item, host->text, published, path);
  if (was_published && !published) return;
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
