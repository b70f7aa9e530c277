#pragma once
// What every step of a rehearsal works on: the plan, the machines, the programs, and whom to tell.
#include <string>
#include <vector>

#include "cli/rehearse/engine.hpp"
#include "cli/rehearse/messages.hpp"
#include "planner/model/rehearsal.hpp"

namespace cli {

struct Hall {
  const planner::RehearsalPlan& plan;
  const Programs& programs;
  std::string group;  // control groups
  const Speaker& speaker;
  std::vector<Engine> engines;  // as plan.engines

  Engine& at(planner::EngineIndex index) { return engines[static_cast<std::size_t>(index)]; }
};

std::vector<planner::EngineIndex> all_on(const Hall& hall);

/// Managers that are on.
std::vector<planner::EngineIndex> managers_on(const Hall& hall);

/// Of whichever manager does it: one that has just returned may refuse for a while. False after `limit` seconds; then
/// `words` are the last that said no.
bool through_a_manager(Hall& hall, const std::vector<std::string>& arguments, double limit, std::string& words);

/// All of them answer; else the one that does not, with its log, is told by an Error.
void wait_for_engines(Hall& hall);

/// Every manager is counted as present, every node is Ready. False when `limit` seconds have passed.
bool wait_until_whole(Hall& hall, double limit);

}  // namespace cli
