#include "planner/simulate.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "planner/assess.hpp"
#include "planner/emit/simulation.hpp"
#include "planner/emit/visible_text.hpp"
#include "planner/model/nearest.hpp"
#include "planner/rules/capacity_words.hpp"
#include "planner/spec/read_cluster.hpp"
#include "planner/whatif/capacity_goals.hpp"

namespace planner {
namespace {

std::vector<std::string> check_level(const Cluster& cluster, const std::string& level) {
  const std::vector<std::string>& levels = cluster.topology.levels;
  if (level.empty()) return {};
  if (cluster.control == Control::decentralized || managers_of(cluster.topology).empty())
    return {"--max: this plan has no managers, so nothing has to be kept up for a quorum"};
  if (std::ranges::find(levels, level) != levels.end()) return {};
  const std::vector<std::string_view> names(levels.begin(), levels.end());
  const std::string_view near = nearest(level, names);
  return {fmt::format("--max {}: this layout has no such level{}; it has {}", level,
                      near.empty() ? "" : fmt::format(", did you mean {}?", near), fmt::join(levels, ", "))};
}

/// Of a spec with services of its own.
void add_capacity_goals(const Cluster& cluster, const Failure& failure, Simulation& simulation) {
  if (!simulation.quorum || cluster.services.empty()) return;
  for (const CapacityGoalAfter& goal : capacity_goals_after(cluster, make_stack(cluster), failure))
    simulation.goals.push_back(
        {goal.goal, goal.met,
         goal.met ? "" : "it promises room for all after this loss: " + bottlenecks_words(goal.after)});
}

}  // namespace

WhatIfAnswer simulate(std::string_view text, std::string_view file, const WhatIf& question, std::string_view format,
                      const Beside& beside) {
  Reading reading = read_cluster(text, file);
  if (!reading.cluster) return {false, std::move(reading.findings), {}, {}, false};
  Cluster& cluster = *reading.cluster;
  if (!cluster.compose.empty()) {
    std::vector<Finding> compose = settle_services(cluster, file, beside);
    if (!compose.empty()) return {false, std::move(compose), {}, {}, false};
  }
  const FailureQuestion asked{question.fail, question.drain, question.cut};
  FailureReading failure = read_failure(cluster.topology, asked);
  for (std::string& error : check_level(cluster, question.max)) failure.errors.push_back(std::move(error));
  for (std::string& error : failure.errors) error = visible_text(error);
  if (!failure.errors.empty()) return {true, {}, std::move(failure.errors), {}, false};

  Simulated simulated{std::string(file), cluster, simulate_failure(cluster, asked, failure.failure), {}, {}};
  simulated.forecast = forecast_services(cluster, failure.failure, simulated.simulation, question.seeds);
  add_capacity_goals(cluster, failure.failure, simulated.simulation);
  if (!question.max.empty()) simulated.maintenance = largest_stop(cluster, failure.failure, question.max);
  WhatIfAnswer answer{true, {}, {}, {}, simulated.simulation.holds()};
  answer.content = format == "json"       ? emit_simulation_json(simulated)
                   : format == "markdown" ? story_markdown(tell_simulation(simulated))
                                          : story_text(tell_simulation(simulated));
  return answer;
}

}  // namespace planner
