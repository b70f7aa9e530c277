#pragma once
// Numbers that Swarm fixes or advises.

namespace planner {

/// Docker advises a maximum of seven managers; nothing enforces it.
/// https://docs.docker.com/engine/swarm/how-swarm-mode-works/nodes/
constexpr int kMostManagersAdvised = 7;

/// Between all nodes, but the first, which only managers listen on.
/// https://docs.docker.com/engine/network/drivers/overlay/
constexpr int kManagementPort = 2377;        // tcp
constexpr int kGossipPort = 7946;            // tcp and udp, cannot be changed
constexpr int kDefaultDataPathPort = 4789;   // udp, VXLAN
constexpr int kSmallestDataPathPort = 1024;  // https://docs.docker.com/reference/cli/docker/swarm/init/
constexpr int kLargestDataPathPort = 49151;

/// Length of the mask that a network gets out of the address pools.
/// github.com/moby/moby daemon/cluster/listen_addr.go, validateDefaultAddrPool
constexpr int kDefaultMask = 24;
constexpr int kLongestMask = 29;

/// The scheduler's smallest reservations and limits.
/// github.com/moby/swarmkit manager/controlapi/service.go, validateResources
constexpr double kSmallestCpus = 0.001;
constexpr int kSmallestMemory = 4 * 1024 * 1024;  // bytes

}  // namespace planner
