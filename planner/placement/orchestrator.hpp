#pragma once
// What happens to a Swarm, and what it makes of it: each call returns when everything has come to rest.
#include <span>

#include "planner/placement/state.hpp"

namespace planner::placement {

/// `docker service create`: all tasks are one group.
void create_service(State& state, int service);

/// Some nodes are seen as down and some are drained, all at once.
void lose_nodes(State& state, std::span<const int> down, std::span<const int> drained);

/// The nodes are seen as down, all at once.
void nodes_fail(State& state, std::span<const int> nodes);

/// They are ready again; what they still ran of old is stopped. Nothing moves back.
void nodes_return(State& state, std::span<const int> nodes);

/// `docker node update --availability`. A drained node stops its tasks while their replacements are placed; a paused
/// one keeps them and takes no more.
void set_availability(State& state, std::span<const int> nodes, Availability availability);

/// `docker service scale`; of a replicated service.
void scale_service(State& state, int service, int replicas);

enum class Order { own, stop_first };

/// `docker service update --force`, by the service's own parallelism, and its own order or another. Nothing for a
/// global service, whose tasks stay where they are.
void force_update(State& state, int service, Order order = Order::own);

/// Tasks that want to run and have no node, those that Swarm has given up trying included.
int pending_tasks(const State& state, int service);

/// Slots that the restart policy left empty.
int empty_slots(const State& state, int service);

}  // namespace planner::placement
