#include "planner/whatif/capacity_goals.hpp"

#include "planner/whatif/promise.hpp"

namespace planner {
namespace {

std::size_t at(int index) { return static_cast<std::size_t>(index); }

/// What the failure takes of nodes that services may use: only that bears on these goals.
struct Taken {
  std::vector<NodeIndex> nodes;
  std::vector<PlaceIndex> places;  // of pools that scale by themselves
};

Taken taken_by(const Topology& topology, const CapacityModel& model, const std::vector<bool>& down,
               const std::vector<bool>& down_pools) {
  Taken taken;
  for (const NodeRun& run : model.runs) {
    const Pool& pool = topology.pools[at(run.pool)];
    if (pool.scaling && pool.scaling->min > 0 && down_pools[at(run.pool)]) taken.places.push_back(pool.place);
    for (NodeIndex node = run.first; !pool.scaling && node < run.first + run.count; ++node)
      if (down[at(node)]) taken.nodes.push_back(node);
  }
  return taken;
}

}  // namespace

std::vector<CapacityGoalAfter> capacity_goals_after(const Cluster& cluster, const Stack& stack,
                                                    const Failure& failure) {
  if (cluster.goals.capacity.empty()) return {};
  const std::optional<CapacityModel> model = model_capacity(cluster, stack);
  if (!model) return {};
  std::vector<bool> down = failure.down;
  for (std::size_t i = 0; i < down.size(); ++i) down[i] = down[i] || failure.drained[i];
  const std::optional<CapacityAfter> after = capacity_after(cluster, stack, down, failure.down_pools);
  if (!after || after->fits == Fits::unknown) return {};
  const Taken taken = taken_by(cluster.topology, *model, down, failure.down_pools);
  std::vector<CapacityGoalAfter> goals;
  for (const CapacityGoal& goal : cluster.goals.capacity) {
    const SurvivalGoal loss{{{goal.level, goal.count}}, false, goal.where};
    const bool spoken_of = promised(cluster.topology, loss, taken.nodes, taken.places);
    goals.push_back({"capacity." + goal.level, after->fits == Fits::yes || !spoken_of, *after});
  }
  return goals;
}

}  // namespace planner
