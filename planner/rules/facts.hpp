#pragma once
// Everything known about the input, computed before any rule looks at it. Rules and emitters only read.
#include <optional>
#include <string>
#include <vector>

#include "planner/live/node_dump.hpp"
#include "planner/model/cluster.hpp"
#include "planner/quorum/cure.hpp"
#include "planner/quorum/loss/quorum_loss.hpp"
#include "planner/quorum/one_away.hpp"
#include "planner/quorum/quorum.hpp"
#include "planner/quorum/routing/latency.hpp"
#include "planner/quorum/routing/named_partitions.hpp"
#include "planner/stack/stack.hpp"
#include "planner/stack/stack_file.hpp"
#include "planner/whatif/capacity.hpp"
#include "planner/whatif/stack_on_layout.hpp"

namespace planner {

struct Facts {
  std::string file;            // the spec as the user named it
  std::string spec_from_plan;  // the spec's folder, seen from the one that the plan is written to
  Cluster cluster;
  std::optional<Quorum> quorum;
  // The rest of what is known of the quorum; each only where there is one and the spec gives what it needs.
  OneAway one_away;
  std::optional<NamedPartitions> partitions;
  LatencyJudged latency;
  std::optional<QuorumLoss> loss;
  Stack stack;
  std::vector<StackFile> stack_files;    // given beside or instead of a spec
  std::vector<StackOnLayout> on_layout;  // each of them, where one spec is given with them; else none
  std::optional<Capacity> capacity;      // none where nothing of the user's runs in a Swarm
  std::vector<NodeDump> dumps;
};

}  // namespace planner
