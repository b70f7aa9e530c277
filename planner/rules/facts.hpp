#pragma once
// Everything known about the input, computed before any rule looks at it. Rules and emitters only read.
#include <optional>
#include <string>
#include <vector>

#include "planner/live/node_dump.hpp"
#include "planner/model/cluster.hpp"
#include "planner/quorum/cure.hpp"
#include "planner/quorum/quorum.hpp"
#include "planner/stack/stack.hpp"
#include "planner/stack/stack_file.hpp"

namespace planner {

struct Facts {
  std::string file;  // the spec as the user named it
  Cluster cluster;
  std::optional<Quorum> quorum;
  Stack stack;
  std::vector<StackFile> stack_files;  // given beside or instead of a spec
  std::vector<NodeDump> dumps;
};

}  // namespace planner
