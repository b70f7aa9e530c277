#pragma once
// Every rule by its C++ name, one file each. registry.cpp puts them in order.
#include "planner/rules/rule.hpp"

namespace planner {

extern const Rule no_managers;
extern const Rule survival_goal_missed;
extern const Rule capacity_goal_missed;
extern const Rule latency_goal_missed;
extern const Rule downtime_goal_missed;
extern const Rule impossible_goal;
extern const Rule quorum_lost_with_domain;
extern const Rule quorum_lost_with_link;
extern const Rule managers_in_one_zone;
extern const Rule manager_count_even;
extern const Rule manager_count_low;
extern const Rule manager_count_high;
extern const Rule two_sites_only;
extern const Rule heartbeat_tight;
extern const Rule zone_without_loadbalancer;
extern const Rule region_single_zone;
extern const Rule storage_not_region_free;
extern const Rule storage_local_on_several_nodes;
extern const Rule database_not_region_free;
extern const Rule database_on_one_host;
extern const Rule label_missing;
extern const Rule label_unusable;
extern const Rule spread_single_value;
extern const Rule spread_nested_on_old_engine;
extern const Rule port_not_published;
extern const Rule dot_env_unread;
extern const Rule update_of_job;
extern const Rule value_known_at_deploy;
extern const Rule replicas_do_not_fit;
extern const Rule replicas_do_not_fit_after_loss;
extern const Rule start_first_deadlock;
extern const Rule stack_refused;
extern const Rule stack_key_unknown;
extern const Rule stack_key_refused;
extern const Rule stack_key_too_new;
extern const Rule stack_key_ignored;
extern const Rule stack_value_refused;
extern const Rule dollar_unescaped;
extern const Rule word_read_two_ways;
extern const Rule image_missing;
extern const Rule object_undefined;
extern const Rule object_without_content;
extern const Rule network_refused;
extern const Rule network_mtu_too_large;
extern const Rule target_twice;
extern const Rule mount_contradicted;
extern const Rule mount_target_unusable;
extern const Rule name_refused;
extern const Rule mode_contradicted;
extern const Rule healthcheck_not_run;
extern const Rule port_clash;
extern const Rule port_leads_nowhere;
extern const Rule port_misread;
extern const Rule constraint_never_met;
extern const Rule spread_ignored;
extern const Rule start_first_blocked;
extern const Rule replica_not_replaced;
extern const Rule volume_left_behind;
extern const Rule docker_socket_unpinned;
extern const Rule swarm_asked_on_worker;
extern const Rule credential_spec_on_linux;
extern const Rule hostname_pinned;
extern const Rule encryption_switched_on;
extern const Rule secret_name_fixed;
extern const Rule external_name_deprecated;
extern const Rule proxy_network_unknown;
extern const Rule stack_unplaceable;
extern const Rule allow_malformed;
extern const Rule allow_unknown_rule;
extern const Rule allow_without_reason;

}  // namespace planner
