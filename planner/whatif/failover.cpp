// Question: how soon after a loss does Swarm start elsewhere what died?
// Model: the leader calls a node down when three periods have passed since its last heartbeat; the period is drawn anew
// each time, within a tenth either way. The node died at some moment of that period, so two to three periods pass from
// its death. Where the leader died too, the others first elect a new one, and it gives every node twice three periods
// to register. Then a replacement is made and waits for the restart delay, in which its image is fetched.
//
// Example: period 5 s. Leader outside: 2 · 4.5 = 9 s to 3 · 5.5 = 16.5 s, and 5 s more until the replacement starts.
// Inside: an election of 10 to 19 ticks since the old leader's last word, a tick or less before it died, then 6 · 4.5
// to 6 · 5.5 s.
//
// Seen on Docker Engine 20.10.24: 29 dead nodes were called down after 10.1 to 15.8 s (median 12.2), with a heartbeat
// of 10 s six after 21.5 to 29.0 s; with the leader nine after 36.3 to 47.4 s; replacements ran 5.2 s later. Nodes of a
// zone are noticed one by one, so that some replacements are first put on a node that is dead and not noticed yet: with
// five of ten workers dead at once the last one ran after 25 s. Source: planner/swarm/timing.hpp.
#include "planner/whatif/failover.hpp"

#include "planner/swarm/timing.hpp"

namespace planner {
namespace {

Span later(const Span& span, double seconds) { return {span.least + seconds, span.most + seconds}; }

}  // namespace

Failover failover_times(double heartbeat) {
  const double shortest = heartbeat * (1 - kHeartbeatJitter);
  const double longest = heartbeat * (1 + kHeartbeatJitter);
  const double unknown = kUnknownFactor * kMissedHeartbeats;
  Failover times;
  times.down_leader_outside = {(kMissedHeartbeats - 1) * shortest, kMissedHeartbeats * longest};
  times.down_leader_inside = {kElectionLeast - 1 + unknown * shortest, kElectionMost + unknown * longest};
  times.replaced_leader_outside = later(times.down_leader_outside, kRestartDelay);
  times.replaced_leader_inside = later(times.down_leader_inside, kRestartDelay);
  return times;
}

}  // namespace planner
