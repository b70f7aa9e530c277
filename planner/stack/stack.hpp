#pragma once
// What `docker stack deploy` gets: services with their placement worked out, and the objects that they name.
#include <optional>
#include <string>
#include <vector>

#include "planner/model/cluster.hpp"

namespace planner {

struct StackService {
  std::string name;
  Service service;                       // scale is replicas or global here: per-zone ones are split
  int replicas = 1;                      // unused for global
  std::vector<std::string> constraints;  // all of them, Swarm's grammar
  std::vector<std::string> preferences;  // "node.labels.zone", outermost first
  std::vector<std::string> aliases;      // on every network: how a split service is still reached by its name
  bool per_place = false;                // others answer to its name in other places: it owes nothing to a lost one
  /// More of its environment, as docker reads it: ${NAME} is a variable of the deploy.
  std::vector<std::pair<std::string, std::string>> deploy_env = {};
};

/// Ports of a service that is one service a zone: Swarm gives an ingress port to one service only.
struct UnpublishedPorts {
  std::string service;
  std::vector<std::string> ports;  // "443/tcp"
  SourceRange where;               // of the service
};

struct Stack {
  std::string name;
  std::vector<StackService> services;                            // in declaration order
  std::vector<std::string> networks, volumes, secrets, configs;  // named by the services or defined; sorted
  ComposeObjects definitions;                                    // of some of them
  std::optional<int> mtu;                                        // of the underlay, for every overlay network
  std::vector<UnpublishedPorts> unpublished;
  std::vector<std::string> notes;  // where the stack is not what the spec's author may expect; whole sentences
};

/// Centralized: constraints, preferences and the splitting into zones are Swarm's. Decentralized: one container of
/// each service on each host, so there are none of them.
Stack make_stack(const Cluster& cluster);

}  // namespace planner
