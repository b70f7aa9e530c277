#pragma once
// What changes while the scheduler works: tasks, and what each node has left.
#include <cstdint>
#include <string>
#include <vector>

#include "planner/placement/layout.hpp"
#include "planner/placement/map_order.hpp"

namespace planner::placement {

/// A task counts on its node as long as it is wanted (its desired state is to run); it holds what it reserved and its
/// ports until it has really stopped, which on a dead node nobody can tell.
struct Task {
  int service = 0;
  int slot = 0;  // number, from 1; of a global service the node
  int version = 0;
  int node = -1;  // none: pending
  bool wanted = true;
  bool holds = false;
  bool given_up = false;  // pending, and of an older version than its service: Swarm tries it once more and no further
};

/// One of the replicas of a service, whichever task fills it.
struct Slot {
  int number = 0;
  int task = -1;          // the wanted one, or the last there was
  int restarts = 0;       // counted where the service sets max_attempts
  bool given_up = false;  // the restart policy left it empty
};

struct NodeState {
  Status status = Status::ready;
  Availability availability = Availability::active;
  int total = 0;  // wanted tasks of all services
  std::int64_t nano_cpus = 0, memory = 0;
  std::vector<std::int64_t> generic;  // left, in the order of Node::generic
  std::vector<HostPort> ports;        // taken
  std::vector<int> tasks;             // wanted or holding
};

struct ServiceState {
  bool created = false;
  int version = 0;
  int replicas = 0;
  std::vector<int> on_node;  // wanted tasks, by node
  std::vector<int> failed;   // tasks of this version that failed there in the last five minutes; empty: none anywhere
  std::vector<Slot> slots;   // ascending numbers
  std::string why;           // of the tasks that pend, in the engine's words
};

struct State {
  const Layout* layout = nullptr;
  Random random{0};
  MapOrder node_order;  // the leader's map of nodes
  std::vector<NodeState> nodes;
  std::vector<ServiceState> services;
  std::vector<Task> tasks;
  std::vector<int> pending;      // tasks without a node
  std::vector<int> preassigned;  // tasks of global services that their node has not taken yet
  bool hung = false;             // the scheduler is in an endless loop (engines before 28.3)
  bool chose = false;            // a random order decided between unlike nodes or branches
  std::int64_t steps = 0;        // nodes and tasks looked at
};

State start(const Layout& layout, std::uint64_t seed);

/// The task runs on the node from now on, and takes what it reserves.
void assign(State& state, int task, int node);

/// The task is no longer wanted: it stops counting, and keeps what it holds.
void abandon(State& state, int task);

/// The task has stopped.
void release(State& state, int task);

/// Running as far as Swarm knows: wanted, and on a node.
bool runs(const Task& task);

}  // namespace planner::placement
