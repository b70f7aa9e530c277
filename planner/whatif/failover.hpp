#pragma once
// How long the Swarm takes to act on a loss, from its own constants.

namespace planner {

struct Span {
  double least = 0;  // seconds
  double most = 0;
};

/// Of one node; of a whole zone some tasks take longer, see failover.cpp.
struct Failover {
  Span down_leader_outside;      // from the death until `docker node ls` says Down; the leader lives
  Span down_leader_inside;       // the leader died too
  Span replaced_leader_outside;  // until a replacement is started elsewhere, the image at hand
  Span replaced_leader_inside;
};

/// `heartbeat`: the dispatcher's period, in seconds.
Failover failover_times(double heartbeat);

}  // namespace planner
