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
extern const Rule replicas_do_not_fit;
extern const Rule replicas_do_not_fit_after_loss;
extern const Rule start_first_deadlock;
extern const Rule stack_refused;
extern const Rule allow_malformed;
extern const Rule allow_unknown_rule;
extern const Rule allow_without_reason;

}  // namespace planner
