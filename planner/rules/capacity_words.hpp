#pragma once
// What does not fit, in words that messages and reports share.
#include <cstdint>
#include <string>
#include <string_view>

#include "planner/model/cluster.hpp"
#include "planner/whatif/capacity.hpp"

namespace planner {

/// "1 CPU", "0.5 CPUs", "512 MiB", "2 gpu".
std::string resource_amount(std::string_view resource, std::int64_t amount);

/// "12 replicas of api want nodes with 1 CPU free: us.west.az-1 and us.west.az-3 hold 9"
std::string bottleneck_words(const Bottleneck& bottleneck);

/// Of the first bottleneck, and how many are behind it.
std::string bottlenecks_words(const CapacityAfter& after);

/// "3 more nodes like fra-a-worker-1 would do", or what else helps that bottleneck; the first without one.
std::string capacity_cure(const CapacityAfter& after, const Bottleneck* bottleneck = nullptr);

/// Why nothing is counted in CPUs and memory: "no service reserves cpus or memory", or what some reserve is a variable.
std::string unreserved_words(const Cluster& cluster);

}  // namespace planner
