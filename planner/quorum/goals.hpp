#pragma once
// Does a survival goal hold, and which loss is the worst that it names?
#include <span>

#include "planner/quorum/domains.hpp"
#include "planner/quorum/quorum.hpp"

namespace planner {

/// `nodes`: the level `node`, one domain a manager. A level that the layout lacks is lost without harm.
GoalQuorum judge_goal(const SurvivalGoal& goal, std::span<const LevelDomains> levels, const LevelDomains& nodes);

}  // namespace planner
