#include "planner/whatif/drill_verdict.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "planner/whatif/drill_services.hpp"

namespace planner {
namespace {

constexpr std::size_t names_at_most = 6;

std::string names_of(const RehearsalPlan& plan, const std::vector<EngineIndex>& engines) {
  std::string text;
  for (std::size_t i = 0; i < engines.size() && i < names_at_most; ++i)
    text += (i == 0 ? "" : ", ") + plan.engines[static_cast<std::size_t>(engines[i])].name;
  if (engines.size() > names_at_most) text += fmt::format(" and {} more", engines.size() - names_at_most);
  return text;
}

/// What one list has and the other lacks.
void compare_lists(const RehearsalPlan& plan, const std::vector<EngineIndex>& foretold,
                   const std::vector<EngineIndex>& seen, const char* word, std::vector<std::string>& wrong) {
  std::vector<EngineIndex> missing, extra;
  std::ranges::set_difference(foretold, seen, std::back_inserter(missing));
  std::ranges::set_difference(seen, foretold, std::back_inserter(extra));
  if (!missing.empty())
    wrong.push_back(fmt::format("foretold to be {}, and not so: {}", word, names_of(plan, missing)));
  if (!extra.empty()) wrong.push_back(fmt::format("{} though it was not foretold: {}", word, names_of(plan, extra)));
}

std::string said(const SideSeen& seen) { return seen.words.empty() ? "" : fmt::format("; the engine: {}", seen.words); }

void compare_side(const DrillSide& foretold, const SideSeen& seen, std::vector<std::string>& wrong) {
  const auto managers = static_cast<int>(foretold.managers.size());
  if (foretold.kept && !seen.kept)
    wrong.push_back(
        fmt::format("the side of {} managers was to keep the quorum, and committed no change{}", managers, said(seen)));
  else if (!foretold.kept && seen.kept)
    wrong.push_back(fmt::format("the side of {} managers was to lose the quorum, and committed a change", managers));
  else if (seen.kept && foretold.meshed && seen.reachable != managers)
    wrong.push_back(fmt::format("{} managers were to be left, and the Swarm counts {}", managers, seen.reachable));
}

}  // namespace

std::vector<EngineIndex> foretold_down(const RehearsalPlan& plan, const Drill& drill) {
  std::vector<EngineIndex> down;
  for (const DrillSide& side : drill.sides)
    for (EngineIndex engine = 0; side.kept && engine < static_cast<int>(plan.engines.size()); ++engine)
      if (!std::ranges::binary_search(side.engines, engine)) down.push_back(engine);
  return down;
}

std::vector<std::string> differences(const RehearsalPlan& plan, const Drill& drill, const DrillSeen& seen) {
  std::vector<std::string> wrong;
  if (seen.sides.size() != drill.sides.size())
    wrong.emplace_back("the drill was not watched to its end");
  else
    for (std::size_t i = 0; i < drill.sides.size(); ++i) compare_side(drill.sides[i], seen.sides[i], wrong);
  if (drill.kept && std::ranges::all_of(drill.sides, &DrillSide::meshed)) {
    compare_lists(plan, foretold_down(plan, drill), seen.called_down, "Down", wrong);
    std::vector<EngineIndex> drained;
    std::ranges::set_difference(drill.drained, seen.were_drained, std::back_inserter(drained));
    compare_lists(plan, drained, seen.called_drained, "drained", wrong);
  }
  if (drill.for_good && !seen.forced) wrong.push_back(fmt::format("{} did not work", drill.force_command));
  if (drill.for_good && seen.forced && !seen.rejoined)
    wrong.emplace_back("the other managers that lived did not come back by themselves");
  if (!drill.promoted.empty() && seen.rejoined && !seen.odd_again)
    wrong.push_back(fmt::format("the promoted did not become managers: {}", names_of(plan, drill.promoted)));
  compare_services(plan, drill, seen, wrong);
  if (seen.started > 0 && !seen.led_again)
    wrong.push_back(
        fmt::format("{} were started, which is a majority with those that were up, and none led",
                    seen.started == 1 ? std::string("1 manager") : fmt::format("{} managers", seen.started)));
  if (!seen.recovered) wrong.emplace_back("when all had returned, the Swarm did not become whole again");
  if (!seen.trouble.empty()) wrong.push_back(seen.trouble);
  return wrong;
}

std::size_t count_differing(const RehearsalPlan& plan, const RehearsalSeen& seen) {
  std::size_t right = 0;
  for (std::size_t i = 0; i < plan.drills.size() && i < seen.drills.size(); ++i)
    if (differences(plan, plan.drills[i], seen.drills[i]).empty()) ++right;
  return plan.drills.size() - right;
}

}  // namespace planner
