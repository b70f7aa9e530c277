#include "planner/swarm/node_match.hpp"

#include <algorithm>

#include "planner/swarm/address.hpp"

namespace planner {
namespace {

constexpr std::string_view kNodeLabels = "node.labels.";
constexpr std::string_view kEngineLabels = "engine.labels.";

std::string lower(std::string text) {
  for (char& c : text)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return text;
}

/// What is neither an address nor a subnet matches no node, whatever the operator.
bool matches_address(const std::optional<std::string>& address, const Constraint& constraint) {
  const std::optional<Subnet> wanted = parse_subnet(constraint.value);
  if (!wanted) return false;
  if (!address) return true;
  const std::optional<Subnet> actual = parse_subnet(*address);
  if (address->empty()) return !constraint.equal;
  return !actual || inside(*wanted, *actual) == constraint.equal;
}

bool holds_if_known(const std::optional<std::string>& value, const Constraint& constraint) {
  return !value || holds(constraint, *value);
}

}  // namespace

std::string_view label_of(const Labels& labels, std::string_view key) {
  const auto at = std::ranges::find(labels, key, [](const auto& entry) { return std::string_view(entry.first); });
  return at == labels.end() ? std::string_view() : std::string_view(at->second);
}

bool matches(const NodeAttributes& node, const Constraint& constraint) {
  const std::string key = lower(constraint.key);
  const auto label = [&](std::string_view prefix) { return std::string_view(constraint.key).substr(prefix.size()); };
  if (key == "node.id") return holds_if_known(node.id, constraint);
  if (key == "node.hostname") return holds_if_known(node.host_name, constraint);
  if (key == "node.ip") return matches_address(node.address, constraint);
  if (key == "node.role") return holds(constraint, node.role);
  if (key == "node.platform.os") return holds_if_known(node.os, constraint);
  if (key == "node.platform.arch") return holds_if_known(node.arch, constraint);
  if (key.size() > kNodeLabels.size() && key.starts_with(kNodeLabels))
    return holds(constraint, label_of(node.labels, label(kNodeLabels)));
  if (key.size() > kEngineLabels.size() && key.starts_with(kEngineLabels))
    return !node.engine_labels || holds(constraint, label_of(*node.engine_labels, label(kEngineLabels)));
  return false;
}

bool names_node(const Constraint& constraint) {
  const std::string key = lower(constraint.key);
  return key == "node.hostname" || key == "node.ip";
}

}  // namespace planner
