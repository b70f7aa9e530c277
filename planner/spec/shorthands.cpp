#include "planner/spec/shorthands.hpp"

#include <fmt/format.h>

#include <charconv>

#include "planner/spec/spec.hpp"

namespace planner {
namespace {

std::optional<std::int64_t> port_number(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value < 1 || value > 65535) return std::nullopt;
  return value;
}

}  // namespace

std::string port_from(void* object, const Decoded& value) {
  auto& port = *static_cast<PortSpec*>(object);
  std::string_view text = value.text;
  const std::string number = fmt::format("{}", value.integer);
  if (text.empty()) text = number;
  if (const std::size_t slash = text.find('/'); slash != std::string_view::npos) {
    const std::string_view protocol = text.substr(slash + 1);
    if (protocol != "tcp" && protocol != "udp" && protocol != "sctp")
      return fmt::format("the protocol of \"{}\" is none of tcp, udp, sctp", value.text);
    port.protocol = {std::string(protocol), value.where};
    text = text.substr(0, slash);
  }
  const std::size_t colon = text.find(':');
  const std::string_view target = colon == std::string_view::npos ? text : text.substr(colon + 1);
  const std::optional<std::int64_t> target_port = port_number(target);
  const std::optional<std::int64_t> published =
      colon == std::string_view::npos ? std::nullopt : port_number(text.substr(0, colon));
  if (!target_port || (colon != std::string_view::npos && !published))
    return fmt::format(
        "\"{}\" is not PORT, PUBLISHED:PORT or PUBLISHED:PORT/udp with ports of 1 to 65535 "
        "(a Swarm publishes on every address of a node, and no ranges here)",
        value.text.empty() ? number : value.text);
  port.target = {*target_port, value.where};
  if (published) port.published = {*published, value.where};
  return {};
}

std::string mount_from(void* object, const Decoded& value) {
  auto& mount = *static_cast<MountSpec*>(object);
  std::vector<std::string> parts;
  std::string_view text = value.text;
  for (std::size_t colon = text.find(':'); colon != std::string_view::npos; colon = text.find(':')) {
    parts.emplace_back(text.substr(0, colon));
    text.remove_prefix(colon + 1);
  }
  parts.emplace_back(text);
  if (parts.size() == 3 && (parts[2] == "ro" || parts[2] == "rw")) {
    mount.read_only = {parts[2] == "ro", value.where};
    parts.pop_back();
  }
  const std::string& target = parts.back();
  if (parts.size() > 2 || target.empty() || target[0] != '/' || parts.front().empty())
    return fmt::format("\"{}\" is not SOURCE:/TARGET, with :ro behind it or without", value.text);
  mount.target = {target, value.where};
  if (parts.size() == 2) {
    const bool is_path = parts[0][0] == '/' || parts[0][0] == '.' || parts[0][0] == '~';
    if (is_path && parts[0][0] != '/')
      return fmt::format("\"{}\": a host path must start with /, each node looks it up by itself", value.text);
    mount.type = {is_path ? "bind" : "volume", value.where};
    mount.source = {parts[0], value.where};
  }
  return {};
}

std::string grant_from(void* object, const Decoded& value) {
  static_cast<GrantSpec*>(object)->source = {value.text, value.where};
  return {};
}

}  // namespace planner
