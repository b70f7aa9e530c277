// The rules in the order in which they are told. To add one: a file, a line in all.hpp, a line here, a line in CMake.
#include <algorithm>
#include <array>

#include "planner/rules/all.hpp"

namespace planner {
namespace {

constexpr std::array rules{
    &no_managers,
    &survival_goal_missed,
    &capacity_goal_missed,
    &latency_goal_missed,
    &downtime_goal_missed,
    &impossible_goal,
    &quorum_lost_with_domain,
    &quorum_lost_with_link,
    &managers_in_one_zone,
    &manager_count_even,
    &manager_count_low,
    &manager_count_high,
    &two_sites_only,
    &heartbeat_tight,
    &zone_without_loadbalancer,
    &region_single_zone,
    &storage_not_region_free,
    &storage_local_on_several_nodes,
    &database_not_region_free,
    &database_on_one_host,
    &label_missing,
    &service_unplaceable,
    &label_unusable,
    &spread_single_value,
    &spread_nested_on_old_engine,
    &port_not_published,
    &dot_env_unread,
    &update_of_job,
    &value_known_at_deploy,
    &replicas_do_not_fit,
    &replicas_do_not_fit_after_loss,
    &start_first_deadlock,
    &stack_refused,
    &stack_key_unknown,
    &stack_key_refused,
    &stack_key_too_new,
    &stack_key_ignored,
    &stack_value_refused,
    &dollar_unescaped,
    &word_read_two_ways,
    &image_missing,
    &object_undefined,
    &object_without_content,
    &content_refused,
    &env_file_refused,
    &env_file_literal,
    &file_not_there,
    &network_refused,
    &target_twice,
    &mount_contradicted,
    &mount_target_unusable,
    &mount_option_ignored,
    &name_refused,
    &mode_contradicted,
    &replicas_beyond_memory,
    &healthcheck_not_run,
    &port_clash,
    &port_leads_nowhere,
    &port_misread,
    &constraint_never_met,
    &spread_ignored,
    &start_first_blocked,
    &replica_not_replaced,
    &volume_left_behind,
    &docker_socket_unpinned,
    &swarm_asked_on_worker,
    &credential_spec_on_linux,
    &hostname_pinned,
    &encryption_switched_on,
    &secret_name_fixed,
    &external_name_deprecated,
    &proxy_network_unknown,
    &stack_unplaceable,
    &network_mtu_too_large,
    &allow_malformed,
    &allow_unknown_rule,
    &allow_without_reason,
};

}  // namespace

std::span<const Rule* const> all_rules() { return rules; }

const Rule* find_rule(std::string_view name) {
  const auto found = std::ranges::find(rules, name, [](const Rule* rule) { return rule->name; });
  return found == rules.end() ? nullptr : *found;
}

}  // namespace planner
