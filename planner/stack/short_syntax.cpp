#include "planner/stack/short_syntax.hpp"

#include <arpa/inet.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <vector>

#include "planner/stack/compose/long_forms.hpp"
#include "planner/stack/compose/template.hpp"

namespace planner {
namespace {

constexpr int most_port = 65535;

std::optional<int> port_number(std::string_view text) {
  int port = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  if (error != std::errc() || end != text.data() + text.size() || port < 0 || port > most_port) return std::nullopt;
  return port;
}

std::string_view without_brackets(std::string_view text) {
  return text.starts_with('[') && text.ends_with(']') ? text.substr(1, text.size() - 2) : text;
}

/// In brackets or without; without them, docker 28.5 refuses IPv6, which 28.2 takes.
bool is_address(std::string_view text) {
  const std::string address(without_brackets(text));
  in6_addr read{};
  return inet_pton(AF_INET, address.c_str(), &read) == 1 || inet_pton(AF_INET6, address.c_str(), &read) == 1;
}

/// "c:" and "c:/" begin a path of Windows.
bool is_drive(std::string_view word) {
  return word.size() == 1 && ((word[0] >= 'a' && word[0] <= 'z') || (word[0] >= 'A' && word[0] <= 'Z'));
}

/// By colons, but for the one of a drive.
std::optional<std::vector<std::string_view>> sections(std::string_view text) {
  std::vector<std::string_view> parts;
  std::size_t begin = 0;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    if (i < text.size() && text[i] != ':') continue;
    const std::string_view part = text.substr(begin, i - begin);
    if (i < text.size() && is_drive(part)) continue;
    if (i < text.size() && part.empty()) return std::nullopt;
    if (!part.empty()) parts.push_back(part);
    begin = i + 1;
  }
  return parts;
}

bool is_path(std::string_view source) {
  return source.starts_with('.') || source.starts_with('/') || source.starts_with('~') ||
         (source.size() > 1 && source[1] == ':') || source.starts_with('\\');
}

}  // namespace

std::string lower_case(std::string_view text) {
  std::string result(text);
  std::ranges::transform(result, result.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; });
  return result;
}

std::optional<PortRange> parse_port_range(std::string_view text) {
  if (has_variable(text)) return PortRange{0, 0, std::string(text)};
  const std::size_t dash = text.find('-');
  const std::optional<int> first = port_number(text.substr(0, dash));
  const std::optional<int> last = dash == std::string_view::npos ? first : port_number(text.substr(dash + 1));
  if (!first || !last || *last < *first) return std::nullopt;
  return PortRange{*first, *last, {}};
}

std::optional<ShortPort> parse_port(std::string_view text) {
  const std::vector<std::string> halves = split_template(text, '/');
  if (halves.size() > 2) return std::nullopt;
  ShortPort port;
  if (halves.size() == 2 && !halves[1].empty())
    port.protocol = has_variable(halves[1]) ? halves[1] : lower_case(halves[1]);
  if (!has_variable(port.protocol) && port.protocol != "tcp" && port.protocol != "udp" && port.protocol != "sctp")
    return std::nullopt;
  std::vector<std::string> parts = split_template(halves[0], ':');
  const std::optional<PortRange> target = parse_port_range(parts.back());
  if (!target) return std::nullopt;
  port.target = *target;
  parts.pop_back();
  if (parts.empty()) return port;
  if (!parts.back().empty() && !(port.published = parse_port_range(parts.back()))) return std::nullopt;
  parts.pop_back();
  std::string address = fmt::format("{}", fmt::join(parts, ":"));  // an IPv6 address has colons of its own
  if (!parts.empty() && !has_variable(address) && !is_address(address)) return std::nullopt;
  port.address = without_brackets(address);
  const int ports = port.published ? port.published->count() : target->count();
  if (ports != target->count() && target->count() != 1) return std::nullopt;
  return port;
}

bool has_bare_ipv6(std::string_view port) { return !port.starts_with('[') && std::ranges::count(port, ':') > 2; }

bool is_propagation(std::string_view option) {
  constexpr std::array<std::string_view, 6> options{"private", "rprivate", "shared", "rshared", "slave", "rslave"};
  return std::ranges::find(options, option) != options.end();
}

std::optional<StackMount> parse_volume(std::string_view text) {
  if (text.empty()) return std::nullopt;
  if (text.size() <= 2) return StackMount{.type = "volume", .target = std::string(text)};
  const auto parts = sections(text);
  if (!parts || parts->size() > 3) return std::nullopt;
  StackMount mount;
  if (parts->size() == 1) {
    mount.type = "volume";
    mount.target = parts->front();
    return mount;
  }
  mount.source = parts->front();
  mount.target = (*parts)[1];
  mount.type = is_path(mount.source) ? "bind" : "volume";
  if (parts->size() == 3) mount.options = split_template((*parts)[2], ',');
  return mount;
}

}  // namespace planner
