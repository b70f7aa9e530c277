#include "cli/rehearse/hall.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "cli/error.hpp"
#include "cli/rehearse/docker.hpp"

namespace cli {
namespace {

constexpr double kBoot = 120;  // seconds for all engines to answer

bool is_whole(const Hall& hall, const std::vector<NodeLine>& nodes) {
  std::set<std::string> ready, present;
  for (const NodeLine& node : nodes) {
    if (node.status == "Ready") ready.insert(node.name);
    if (in_quorum(node)) present.insert(node.name);
  }
  return std::ranges::all_of(hall.plan.engines, [&](const planner::RehearsedEngine& engine) {
    return ready.contains(engine.name) && (engine.role != planner::Role::manager || present.contains(engine.name));
  });
}

}  // namespace

std::vector<planner::EngineIndex> all_on(const Hall& hall) {
  std::vector<planner::EngineIndex> engines;
  for (const Engine& engine : hall.engines)
    if (engine.on()) engines.push_back(engine.number);
  return engines;
}

std::vector<planner::EngineIndex> managers_on(const Hall& hall) {
  std::vector<planner::EngineIndex> managers;
  for (const Engine& engine : hall.engines)
    if (engine.on() && hall.plan.engines[static_cast<std::size_t>(engine.number)].role == planner::Role::manager)
      managers.push_back(engine.number);
  return managers;
}

bool through_a_manager(Hall& hall, const std::vector<std::string>& arguments, double limit, std::string& words) {
  return wait_until(limit, [&] {
    return std::ranges::any_of(managers_on(hall), [&](planner::EngineIndex manager) {
      const Outcome outcome = ask(hall.programs, hall.at(manager), arguments, limit);
      if (!outcome.ok()) words = words_of(outcome);
      return outcome.ok();
    });
  });
}

void wait_for_engines(Hall& hall) {
  std::vector<Engine*> silent;
  for (Engine& engine : hall.engines)
    if (engine.on()) silent.push_back(&engine);
  const bool all = wait_until(kBoot, [&] {
    std::vector<Command> questions;
    for (const Engine* engine : silent)
      questions.push_back(docker(hall.programs, *engine, {"version", "--format", "{{.Server.Version}}"}, 10));
    const std::vector<Outcome> answers = run_all(questions);
    std::vector<Engine*> still;
    for (std::size_t i = 0; i < silent.size(); ++i)
      if (!answers[i].ok()) still.push_back(silent[i]);
    silent = std::move(still);
    for (Engine* engine : silent)
      if (has_died(*engine)) return true;
    return silent.empty();
  });
  if (all && silent.empty()) return;
  for (Engine* engine : silent)
    if (!engine->on())
      throw Error(
          3, fmt::format("the engine {} ended as it started. Its last words:\n{}", engine->name, log_end(*engine)));
  throw Error(3, fmt::format("{} engines do not answer after {} s, {} among them. Its last words:\n{}", silent.size(),
                             kBoot, silent.front()->name, log_end(*silent.front())));
}

bool wait_until_whole(Hall& hall, double limit) {
  return wait_until(limit, [&] {
    for (const planner::EngineIndex manager : managers_on(hall))
      if (const auto nodes = nodes_at(hall.programs, hall.at(manager))) return is_whole(hall, *nodes);
    return false;
  });
}

}  // namespace cli
