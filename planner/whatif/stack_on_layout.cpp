#include "planner/whatif/stack_on_layout.hpp"

namespace planner {

StackOnLayout judge_stack(const Cluster& cluster, const StackFile& file) {
  StackOnLayout judged;
  judged.rooms = rooms_of(cluster.topology, file);
  judged.stack = scheduled_stack(file, judged.rooms);
  judged.capacity = judge_capacity(cluster, judged.stack);
  return judged;
}

}  // namespace planner
