#pragma once
// Does a survival goal speak of a given loss? Only then does the loss break its promise when it stops the quorum.
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "planner/model/cluster.hpp"

namespace planner {

/// One step is one domain tried.
constexpr std::int64_t promise_steps = 1'000'000;

/// Managers and whole zones that are lost, and nothing besides, lie in so many domains of each level as the goal names.
/// Past the limit of steps it says yes: then a promise may be called broken that spoke of less.
bool promised(const Topology& topology, const SurvivalGoal& goal, std::span<const NodeIndex> managers_down,
              std::span<const PlaceIndex> zones_down, std::int64_t steps = promise_steps);

}  // namespace planner
