#pragma once
// A node dump: JSON of `docker node inspect` → the nodes and their labels.
#include <optional>
#include <string_view>
#include <vector>

#include "planner/live/node_dump.hpp"
#include "planner/model/finding.hpp"

namespace planner {

struct DumpReading {
  std::optional<NodeDump> dump;   // none if there is a finding
  std::vector<Finding> findings;  // invalid-syntax, too-large, or unknown-file: JSON of something else
};

/// Arrays of nodes and single nodes, one after the other. At most 32 MiB.
DumpReading read_node_dump(std::string_view json, std::string_view file);

}  // namespace planner
