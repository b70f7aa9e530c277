#pragma once
// One network namespace an engine, all joined by a switch: a bridge in the room's own namespace. Traffic between two
// engines is stopped by a rule at either end that drops what comes from the other, silently, as a broken cable does.
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "cli/rehearse/programs.hpp"
#include "planner/model/rehearsal.hpp"

namespace cli {

using Pairs = std::vector<std::pair<planner::EngineIndex, planner::EngineIndex>>;

/// The switch and the cable of every engine. Throws Error.
void lay_cables(const Programs& programs, std::span<const planner::RehearsedEngine> engines);

/// A cable is pulled, or put back.
void plug(const Programs& programs, planner::EngineIndex engine, bool in);

void cut(const Programs& programs, std::span<const planner::RehearsedEngine> engines, const Pairs& pairs);
void heal(const Programs& programs, std::span<const planner::RehearsedEngine> engines, const Pairs& pairs);

/// The namespace of an engine, as `ip` knows it.
std::string network_of(planner::EngineIndex engine);

}  // namespace cli
