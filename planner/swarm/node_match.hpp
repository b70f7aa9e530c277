#pragma once
// Which nodes a constraint matches.
// Source: github.com/moby/swarmkit manager/constraint/constraint.go, NodeMatches (the same in engines 20.10 to 29).
#include <optional>
#include <string>

#include "planner/model/topology.hpp"
#include "planner/swarm/constraint.hpp"

namespace planner {

/// What constraints can ask of a node. None: only a running engine knows it, and a constraint on it is taken to hold.
struct NodeAttributes {
  std::optional<std::string> id, host_name, address, os, arch;
  std::string role;  // manager, worker
  Labels labels;     // sorted
  std::optional<Labels> engine_labels;
};

/// Empty where there is none; Swarm makes no difference either.
std::string_view label_of(const Labels& labels, std::string_view key);

/// Keys are compared without regard to case, but for what follows node.labels. and engine.labels.; a key that Swarm
/// does not know matches no node. node.ip takes one address or subnet.
bool matches(const NodeAttributes& node, const Constraint& constraint);

/// Asks for a host name or an address, in which nodes that are otherwise alike differ.
bool names_node(const Constraint& constraint);

}  // namespace planner
