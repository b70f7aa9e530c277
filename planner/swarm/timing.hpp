#pragma once
// How fast a Swarm notices and acts. Seconds unless named otherwise. Source: github.com/moby/swarmkit at 3e72cb64
// (2026), unchanged in Docker Engine 20.10 to 29; the file that fixes each figure is named beside it.

namespace planner {

// manager/state/raft/raft.go: DefaultNodeConfig (TickInterval 1 s, ElectionTick 10, HeartbeatTick 1); the library draws
// the election timeout from 10 to 19 ticks, go.etcd.io/raft raft.go.
constexpr double kElectionLeast = 10;
constexpr double kElectionMost = 19;

// manager/dispatcher/dispatcher.go: DefaultHeartBeatPeriod 5 s, gracePeriodMultiplier 3; period.go: jitter of 0.5 s on
// a period of 5 s.
constexpr double kDispatcherHeartbeat = 5;
constexpr double kHeartbeatJitter = 0.1;  // of the period, either way
constexpr double kMissedHeartbeats = 3;

// manager/dispatcher/nodes.go: AddUnknown waits twice as long for nodes that do not register after a change of leader.
constexpr double kUnknownFactor = 2;

// api/defaults/service.go: the restart delay of a service, where it sets none.
constexpr double kRestartDelay = 5;

// agent/session.go: dispatcherRPCTimeout, of each heartbeat call of a node.
constexpr double kHeartbeatCallTimeout = 5;

}  // namespace planner
