#pragma once
// The stack on the booted Swarm: deployed as it is printed, watched container by container, mended, and taken away.
#include <set>
#include <string>
#include <vector>

#include "cli/rehearse/hall.hpp"

namespace cli {

/// Containers that run now, on the engines looked at.
struct TaskCount {
  std::vector<std::vector<int>> zones;  // by service of the plan, by zone of the plan
  std::set<std::string> ids;            // of containers
};

/// Everything that the stack names and does not hold, then the stack. False where the Swarm did not come to rest.
/// Throws Error where deploy refuses.
bool deploy_stack(Hall& hall);

/// Every task that is wanted runs, on one of those engines, or waits for a node; no other runs there, and nothing has
/// changed for a moment. False after `limit` seconds.
bool wait_until_at_rest(Hall& hall, double limit, const std::vector<planner::EngineIndex>& engines);

/// Asks those engines themselves, so that it works without a quorum too.
TaskCount count_tasks(Hall& hall, const std::vector<planner::EngineIndex>& engines);

/// These `docker service update --force …`, one after the other, as they are printed, but without the waits between
/// two tasks that the services ask for. What went wrong; empty: nothing.
std::string mend(Hall& hall, const std::vector<std::string>& commands);

/// Until nothing of it is left. What went wrong; empty: nothing.
std::string remove_stack(Hall& hall);

}  // namespace cli
