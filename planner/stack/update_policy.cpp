#include "planner/stack/update_policy.hpp"

#include <algorithm>

namespace planner {
namespace {

/// A new task beside the old one needs a free host port, a free slot on a node, generic resources of its own, and data
/// that two may write; a global service has one task a node. Where any of these is missing, the old task goes first.
bool can_start_first(const Service& service) {
  if (service.scale == Scale::global || service.max_per_node) return false;
  if (service.reserve && !service.reserve->generic.empty()) return false;
  const bool host_port = std::any_of(service.ports.begin(), service.ports.end(),
                                     [](const PortMapping& port) { return port.mode == "host" && port.published; });
  const bool writes = std::any_of(service.volumes.begin(), service.volumes.end(),
                                  [](const Mount& mount) { return mount.type != "tmpfs" && !mount.read_only; });
  const bool unknown = service.rest.find("ports") != nullptr || service.rest.find("volumes") != nullptr;
  return !host_port && !writes && !unknown;
}

UpdatePolicy update_defaults(const Service& service) {
  return {1, "10s", "rollback", "30s", can_start_first(service) ? "start-first" : "stop-first", std::nullopt};
}

UpdatePolicy filled(const std::optional<UpdatePolicy>& given, UpdatePolicy defaults) {
  if (!given) return defaults;
  const auto take = [](std::string& to, const std::string& from) {
    if (!from.empty()) to = from;
  };
  if (given->parallelism) defaults.parallelism = given->parallelism;
  take(defaults.delay, given->delay);
  take(defaults.failure_action, given->failure_action);
  take(defaults.monitor, given->monitor);
  take(defaults.order, given->order);
  defaults.max_failure_ratio = given->max_failure_ratio;
  return defaults;
}

}  // namespace

UpdatePolicy update_policy(const Service& service) { return filled(service.update, update_defaults(service)); }

UpdatePolicy rollback_policy(const Service& service) {
  return filled(service.rollback, {1, "", "pause", "30s", update_policy(service).order, std::nullopt});
}

}  // namespace planner
