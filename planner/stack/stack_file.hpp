#pragma once
// What a user's stack file says about where services may run, with the position of every word of it.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "planner/model/cluster.hpp"
#include "planner/model/finding.hpp"
#include "planner/model/yaml_value.hpp"

namespace planner {

struct PlacementEntry {
  std::string text;  // as written: "node.labels.zone == a"
  SourceRange where;
};

struct StackFileService {
  std::string name;
  SourceRange where;
  std::vector<PlacementEntry> constraints;
  std::vector<PlacementEntry> preferences;  // the descriptor of `spread`: "node.labels.zone"
  std::string mode = "replicated";          // as written: may hold a variable
  std::optional<std::int64_t> replicas;     // none: not written, or a variable
  std::optional<std::int64_t> max_replicas_per_node;
};

struct StackFile {
  std::string file;                        // as the user named it
  std::vector<StackFileService> services;  // in the order of the file
  std::vector<Finding> refused;            // shapes that `docker stack deploy` refuses; message, where and place only
  std::vector<Allowance> allowances;
  YamlValue root;  // all of it, as written
};

}  // namespace planner
