#include "planner/rules/never_met.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "planner/model/nearest.hpp"
#include "planner/stack/key_shapes.hpp"
#include "planner/stack/variables.hpp"
#include "planner/swarm/address.hpp"
#include "planner/swarm/constraint.hpp"

namespace planner {
namespace {

std::string lower(std::string_view text) {
  std::string result(text);
  std::ranges::transform(result, result.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return result;
}

/// The key as Swarm compares it: of a label only the part before its own name is without regard to case.
std::string key_of(const Constraint& constraint) {
  const std::string key = lower(constraint.key);
  for (const std::string_view prefix : {"node.labels.", "engine.labels."})
    if (key.starts_with(prefix)) return std::string(prefix) + constraint.key.substr(prefix.size());
  return key;
}

bool is_known(const std::string& key) {
  constexpr std::array<std::string_view, 6> keys{"node.id",          "node.hostname", "node.ip", "node.platform.arch",
                                                 "node.platform.os", "node.role"};
  return std::ranges::find(keys, key) != keys.end() || key.starts_with("node.labels.") ||
         key.starts_with("engine.labels.");
}

std::string near_key(const std::string& key) {
  constexpr std::array<std::string_view, 8> words{
      "node.id",       "node.hostname",      "node.ip",         "node.role", "node.labels",
      "engine.labels", "node.platform.arch", "node.platform.os"};
  const std::string_view near = nearest(key, words);
  if (near == "node.labels" || near == "engine.labels") return fmt::format("did you mean {}.NAME?", near);
  if (!near.empty()) return fmt::format("did you mean {}?", near);
  return "a label is node.labels.NAME; else there are node.id, node.hostname, node.ip, node.role, node.platform.os and "
         "node.platform.arch";
}

struct Asked {
  std::string key, value;
  bool equal = true;
  const PlacementEntry* entry = nullptr;
};

/// Why one constraint is met nowhere; empty where it may be.
std::pair<std::string, std::string> reason(const Asked& asked) {
  if (!is_known(asked.key)) return {"Swarm knows no such key, and lets no node pass", near_key(asked.key)};
  if (asked.key == "node.role" && asked.equal && asked.value != "manager" && asked.value != "worker")
    return {"a node is manager or worker",
            "node.role == manager or node.role == worker; other roles are labels of your own"};
  if (asked.key == "node.platform.arch" && asked.equal && (asked.value == "amd64" || asked.value == "arm64"))
    return {fmt::format("nodes report {}", asked.value == "amd64" ? "x86_64" : "aarch64"),
            fmt::format("node.platform.arch == {}", asked.value == "amd64" ? "x86_64" : "aarch64")};
  if (asked.key == "node.ip" && !parse_subnet(asked.value))
    return {"this is neither an address nor a subnet, and lets no node pass",
            "one address such as 10.0.0.1, or a subnet such as 10.0.0.0/8"};
  return {};
}

/// What two constraints on one key exclude.
bool contradict(const Asked& a, const Asked& b) {
  if (a.key != b.key || a.key == "node.ip") return false;  // addresses may overlap
  if (a.equal && b.equal) return a.value != b.value;
  if (a.equal != b.equal) return a.value == b.value;
  return a.key == "node.role" && a.value != b.value;  // neither manager nor worker
}

}  // namespace

std::vector<NeverMet> never_met(const StackFileService& service) {
  std::vector<NeverMet> result;
  std::map<std::string, std::vector<Asked>> by_key;
  for (const PlacementEntry& entry : service.constraints) {
    const std::optional<std::string> text = without_escapes(entry.text);
    const std::optional<Constraint> constraint = text ? parse_constraint(*text) : std::nullopt;
    if (!constraint) continue;
    const Asked asked{key_of(*constraint), lower(constraint->value), constraint->equal, &entry};
    if (const auto [why, help] = reason(asked); !why.empty()) {
      result.push_back({&entry, why, help});
      continue;
    }
    std::vector<Asked>& before = by_key[asked.key];
    constexpr std::size_t most_compared = 50;
    const auto other = std::ranges::find_if(before, [&](const Asked& a) { return contradict(a, asked); });
    if (other != before.end())
      result.push_back(
          {&entry, fmt::format("{} is asked for too, and all constraints have to hold", shortened(other->entry->text)),
           "take one of the two out; there is no \"or\": give the nodes that are meant one label"});
    else if (before.size() < most_compared)
      before.push_back(asked);
  }
  return result;
}

}  // namespace planner
