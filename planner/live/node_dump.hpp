#pragma once
// Nodes as a running Swarm tells them: the output of `docker node inspect $(docker node ls -q)`.
#include <string>
#include <vector>

#include "planner/model/source_range.hpp"

namespace planner {

struct DumpedLabel {
  std::string key;
  std::string value;
  SourceRange where;  // of the key
};

struct DumpedNode {
  std::string id;
  std::string hostname;
  std::string role;                 // "manager" or "worker", as this and the next two are told; empty where left out
  std::string availability;         // "active", "pause", "drain"
  std::string state;                // "ready", "down", "unknown", "disconnected"
  std::string address;              // as the managers see the node
  std::string engine;               // "28.5.1"
  std::vector<DumpedLabel> labels;  // of the node (Spec.Labels), in the order of the file
};

struct NodeDump {
  std::string file;  // as the user named it
  std::vector<DumpedNode> nodes;
};

}  // namespace planner
