#pragma once
// What the scheduler knows that does not change while it works: nodes, services, and which of them fit by name.
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "planner/swarm/node_match.hpp"

namespace planner::placement {

enum class Status { ready, down, unknown };
enum class Availability { active, pause, drain };

using Generic = std::vector<std::pair<std::string, std::int64_t>>;

struct Node {
  NodeAttributes attributes;
  int zone = 0;                   // by which placements are told; the scheduler does not look at it
  int kind = 0;                   // nodes of one kind differ in their name alone
  Status status = Status::ready;  // at the start
  Availability availability = Availability::active;
  std::optional<std::int64_t> nano_cpus, memory;  // none: unbounded
  Generic generic;
};

/// In host mode.
struct HostPort {
  std::string protocol;
  int port = 0;

  friend bool operator==(const HostPort&, const HostPort&) = default;
};

/// Of the image; empty: any.
struct Platform {
  std::string os, arch;
};

struct Service {
  std::string name;
  bool global = false;
  int replicas = 1;  // unused for global
  std::vector<Constraint> constraints;
  std::vector<std::string> preferences;    // spread descriptors, outermost first
  std::int64_t nano_cpus = 0, memory = 0;  // reserved
  Generic generic;
  std::vector<HostPort> ports;
  int max_per_node = 0;             // 0: no limit
  std::vector<Platform> platforms;  // empty: not looked at
  bool restarts = true;             // false: condition none
  int max_attempts = 0;             // 0: no limit
  int parallelism = 1;              // of an update; 0: all at once
  bool start_first = false;
};

/// A branch of a spread tree. Branch 0 is the root.
struct Branch {
  int parent = -1;
  bool leaf = true;
};

/// How one service sees the nodes.
struct View {
  std::vector<bool> constraint, platform;  // by node: it passes
  std::vector<int> leaf;                   // by node: its branch
  std::vector<Branch> branches;            // parents before children
};

struct Layout {
  std::vector<Node> nodes;
  std::vector<Service> services;
  bool guards_convergence = true;  // engine 28.3 and later
  std::vector<View> views;         // by service
};

Layout make_layout(std::vector<Node> nodes, std::vector<Service> services, bool guards_convergence = true);

}  // namespace planner::placement
