#include "planner/stack/update_policy.hpp"

namespace planner {
namespace {

const UpdatePolicy kDefaults{1, "10s", "rollback", "30s", "stop-first", std::nullopt};

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

UpdatePolicy update_policy(const Service& service) { return filled(service.update, kDefaults); }

UpdatePolicy rollback_policy(const Service& service) {
  return filled(service.rollback, {1, "", "pause", "30s", update_policy(service).order, std::nullopt});
}

}  // namespace planner
