#include "planner/stack/short_syntax.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>
#include <string>
#include <vector>

namespace planner {
namespace {

constexpr int most_port = 65535;

struct Range {
  int first = 0, last = 0;
};

std::optional<int> port_number(std::string_view text) {
  int port = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  if (error != std::errc() || end != text.data() + text.size() || port < 0 || port > most_port) return std::nullopt;
  return port;
}

std::optional<Range> port_range(std::string_view text) {
  const std::size_t dash = text.find('-');
  const std::optional<int> first = port_number(text.substr(0, dash));
  const std::optional<int> last = dash == std::string_view::npos ? first : port_number(text.substr(dash + 1));
  if (!first || !last || *last < *first) return std::nullopt;
  return Range{*first, *last};
}

/// In brackets or without; without them, docker 28.5 refuses IPv6, which 28.2 takes.
bool is_address(std::string_view text) {
  if (text.starts_with('[') && text.ends_with(']')) text = text.substr(1, text.size() - 2);
  const std::string address(text);
  in6_addr read{};
  return inet_pton(AF_INET, address.c_str(), &read) == 1 || inet_pton(AF_INET6, address.c_str(), &read) == 1;
}

std::string lower(std::string_view text) {
  std::string result(text);
  std::ranges::transform(result, result.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; });
  return result;
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

std::optional<StackPort> parse_port(std::string_view text) {
  const std::size_t slash = text.find('/');
  std::string protocol = slash == std::string_view::npos ? "tcp" : lower(text.substr(slash + 1));
  if (protocol.empty()) protocol = "tcp";
  if (protocol != "tcp" && protocol != "udp" && protocol != "sctp") return std::nullopt;
  text = text.substr(0, slash);
  const std::size_t last = text.rfind(':');
  const std::optional<Range> target = port_range(last == std::string_view::npos ? text : text.substr(last + 1));
  if (!target) return std::nullopt;
  std::optional<Range> published;
  if (last != std::string_view::npos) {
    const std::string_view before = text.substr(0, last);
    const std::size_t address = before.rfind(':');
    if (address != std::string_view::npos && !is_address(before.substr(0, address))) return std::nullopt;
    const std::string_view host = address == std::string_view::npos ? before : before.substr(address + 1);
    if (!host.empty() && !(published = port_range(host))) return std::nullopt;
  }
  const int targets = target->last - target->first + 1;
  const int ports = published ? published->last - published->first + 1 : targets;
  if (ports != targets && targets != 1) return std::nullopt;
  return StackPort{.target = target->first,
                   .published = published ? published->first : 0,
                   .published_last = published ? published->last : 0,
                   .protocol = protocol};
}

std::optional<StackMount> parse_volume(std::string_view text) {
  if (text.empty()) return std::nullopt;
  if (text.size() <= 2) return StackMount{.type = "volume", .target = std::string(text)};
  const auto parts = sections(text);
  if (!parts) return std::nullopt;
  StackMount mount;
  if (parts->size() == 1) {
    mount.type = "volume";
    mount.target = parts->front();
    return mount;
  }
  mount.source = parts->front();
  mount.target = (*parts)[1];
  mount.type = is_path(mount.source) ? "bind" : "volume";
  return mount;
}

}  // namespace planner
