// `deploy` of a service: written for Swarm.
#include "planner/swarm/compose_key_tables.hpp"

namespace planner {
namespace {

constexpr ComposeKey kKeys[] = {
    {"services.*.deploy", 0, kMap | kNull},
    {"services.*.deploy.endpoint_mode", 2, kText},
    {"services.*.deploy.labels", 0, kList | kMap},
    {"services.*.deploy.labels.*", 0, kText | kNumber | kNull},
    {"services.*.deploy.labels.[]", 0, kText},
    {"services.*.deploy.mode", 0, kText},
    {"services.*.deploy.placement", 0, kMap},
    {"services.*.deploy.placement.constraints", 0, kList},
    {"services.*.deploy.placement.constraints.[]", 0, kText},
    {"services.*.deploy.placement.max_replicas_per_node", 8, kInteger},
    {"services.*.deploy.placement.preferences", 3, kList},
    {"services.*.deploy.placement.preferences.[]", 3, kMap},
    {"services.*.deploy.placement.preferences.[].spread", 3, kText},
    {"services.*.deploy.replicas", 0, kInteger},
    {"services.*.deploy.resources", 0, kMap},
    {"services.*.deploy.resources.limits", 0, kMap},
    {"services.*.deploy.resources.limits.cpus", 0, kText},
    {"services.*.deploy.resources.limits.memory", 0, kText},
    {"services.*.deploy.resources.limits.pids", 9, kInteger},
    {"services.*.deploy.resources.reservations", 0, kMap},
    {"services.*.deploy.resources.reservations.cpus", 0, kText},
    {"services.*.deploy.resources.reservations.devices", kNever, kAny, Treatment::refused, Outcome::left_out,
     "deploy.resources.reservations.generic_resources"},
    {"services.*.deploy.resources.reservations.generic_resources", 5, kList},
    {"services.*.deploy.resources.reservations.generic_resources.[]", 5, kMap},
    {"services.*.deploy.resources.reservations.generic_resources.[].discrete_resource_spec", 5, kMap},
    {"services.*.deploy.resources.reservations.generic_resources.[].discrete_resource_spec.kind", 5, kText},
    {"services.*.deploy.resources.reservations.generic_resources.[].discrete_resource_spec.value", 5, kNumber},
    {"services.*.deploy.resources.reservations.memory", 0, kText},
    {"services.*.deploy.restart_policy", 0, kMap},
    {"services.*.deploy.restart_policy.condition", 0, kText},
    {"services.*.deploy.restart_policy.delay", 0, kText},
    {"services.*.deploy.restart_policy.max_attempts", 0, kInteger},
    {"services.*.deploy.restart_policy.window", 0, kText},
    {"services.*.deploy.rollback_config", 7, kMap},
    {"services.*.deploy.rollback_config.delay", 7, kText},
    {"services.*.deploy.rollback_config.failure_action", 7, kText},
    {"services.*.deploy.rollback_config.max_failure_ratio", 7, kNumber},
    {"services.*.deploy.rollback_config.monitor", 7, kText},
    {"services.*.deploy.rollback_config.order", 7, kText},
    {"services.*.deploy.rollback_config.parallelism", 7, kInteger},
    {"services.*.deploy.update_config", 0, kMap},
    {"services.*.deploy.update_config.delay", 0, kText},
    {"services.*.deploy.update_config.failure_action", 0, kText},
    {"services.*.deploy.update_config.max_failure_ratio", 0, kNumber},
    {"services.*.deploy.update_config.monitor", 0, kText},
    {"services.*.deploy.update_config.order", 4, kText},
    {"services.*.deploy.update_config.parallelism", 0, kInteger},
};

}  // namespace

std::span<const ComposeKey> deploy_keys() { return kKeys; }

}  // namespace planner
