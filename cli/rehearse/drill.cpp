#include "cli/rehearse/drill.hpp"

#include <fmt/format.h>
#include <signal.h>

#include <algorithm>
#include <iterator>
#include <sstream>

#include "cli/rehearse/docker.hpp"
#include "cli/rehearse/network.hpp"
#include "cli/rehearse/quorum_watch.hpp"
#include "cli/rehearse/recovery.hpp"
#include "cli/rehearse/services.hpp"

namespace cli {
namespace {

using planner::Drill;
using planner::DrillKind;
using planner::DrillSeen;
using planner::EngineIndex;

// Seconds. The loss of a quorum is told after two elections' time, nodes are called Down after up to 52 s.
constexpr double kWatch = 150;
constexpr double kReturn = 240;

struct Watched {
  Hall& hall;
  const Drill& drill;
  int number;
  DrillSeen seen{};
  double start = 0;
  TaskCount lasting{};  // what ran after the loss

  void doing(const std::string& what) const {
    hall.speaker.doing(2 + number, fmt::format("{}: {}", drill.title, what));
  }
  std::vector<EngineIndex> find(const std::vector<NodeLine>& nodes, bool (*wanted)(const NodeLine&)) const;
  bool set_availability(const std::vector<EngineIndex>& which, const char* word) const;
  void happen();
  void watch_quorum();
  void deploy();
  void watch_services();
  void watch_return();
  void force_updates();
  TaskCount count(std::vector<int> planner::ServiceSeen::*moment, const std::vector<EngineIndex>& engines);
  void watch_nodes(QuorumWatch& side, const planner::DrillSide& foretold, planner::SideSeen& told);
  void start_missing();
  void undo();
  void forget_changes() const;
};

std::vector<EngineIndex> Watched::find(const std::vector<NodeLine>& nodes, bool (*wanted)(const NodeLine&)) const {
  std::vector<EngineIndex> found;
  for (const Engine& engine : hall.engines)
    if (std::ranges::any_of(nodes, [&](const NodeLine& node) { return node.name == engine.name && wanted(node); }))
      found.push_back(engine.number);
  return found;
}

bool is_down(const NodeLine& node) { return node.status == "Down"; }
bool is_drained(const NodeLine& node) { return node.availability == "Drain"; }

/// Through whichever manager can.
bool Watched::set_availability(const std::vector<EngineIndex>& which, const char* word) const {
  return std::ranges::all_of(which, [&](EngineIndex engine) {
    return wait_until(kWatch, [&] {
      return std::ranges::any_of(managers_on(hall), [&](EngineIndex manager) {
        return ask(hall.programs, hall.at(manager), {"node", "update", "--availability", word, hall.at(engine).name})
            .ok();
      });
    });
  });
}

void Watched::happen() {
  if (const auto nodes = nodes_at(hall.programs, hall.at(managers_on(hall).front())))
    seen.were_drained = find(*nodes, is_drained);
  start = now();
  switch (drill.kind) {
    case DrillKind::drain:
      if (!set_availability(drill.drained, "drain")) seen.trouble = "nodes could not be drained";
      break;
    case DrillKind::stop:
      for (const EngineIndex engine : drill.down) kill(hall.at(engine).first, SIGTERM);
      for (const EngineIndex engine : drill.down) shut_down(hall.at(engine));
      break;
    case DrillKind::fail:
      for (const EngineIndex engine : drill.down) plug(hall.programs, engine, false);
      for (const EngineIndex engine : drill.down) cut_power(hall.at(engine));
      break;
    case DrillKind::cut: break;
  }
  cut(hall.programs, hall.plan.engines, drill.parted);
}

/// Until the side that has a quorum calls exactly those nodes Down that it should, and counts its managers.
void Watched::watch_nodes(QuorumWatch& side, const planner::DrillSide& foretold, planner::SideSeen& told) {
  std::vector<EngineIndex> expected, drained;
  for (const Engine& engine : hall.engines)
    if (!std::ranges::binary_search(foretold.engines, engine.number)) expected.push_back(engine.number);
  std::ranges::set_difference(drill.drained, seen.were_drained, std::back_inserter(drained));
  if (foretold.meshed)
    doing(fmt::format("waiting until {} called Down",
                      expected.size() == 1 ? std::string("1 node is") : fmt::format("{} nodes are", expected.size())));
  const bool all = wait_until(kWatch, [&] {
    auto nodes = nodes_at(hall.programs, hall.at(side.answering));
    for (std::size_t i = 0; !nodes && i < foretold.managers.size(); ++i)
      nodes = nodes_at(hall.programs, hall.at(foretold.managers[i]));
    if (!nodes) return false;
    seen.called_down = find(*nodes, is_down);
    seen.called_drained.clear();
    std::ranges::set_difference(find(*nodes, is_drained), seen.were_drained, std::back_inserter(seen.called_drained));
    told.reachable = static_cast<int>(std::ranges::count_if(*nodes, in_quorum));
    if (!foretold.meshed) return true;
    return seen.called_down == expected && seen.called_drained == drained &&
           told.reachable == static_cast<int>(foretold.managers.size());
  });
  if (all && foretold.kept) seen.noticed = now() - start;
}

void Watched::watch_quorum() {
  std::vector<QuorumWatch> sides;
  for (const planner::DrillSide& side : drill.sides) sides.emplace_back(hall, side);
  doing("waiting for the word of its managers");
  wait_until(kWatch, [&] {
    for (QuorumWatch& side : sides) side.look();
    return std::ranges::all_of(sides, [](const QuorumWatch& side) { return side.settled; });
  });
  for (std::size_t i = 0; i < sides.size(); ++i) {
    planner::SideSeen& told = seen.sides.emplace_back(sides[i].seen);
    if (told.kept) watch_nodes(sides[i], drill.sides[i], told);
    if (!drill.kept && sides[i].silent_since >= 0)
      seen.noticed = std::max(seen.noticed.value_or(0), sides[i].silent_since - start);
  }
}

/// What was committed to see whether it can be.
void Watched::forget_changes() const {
  for (const EngineIndex manager : managers_on(hall)) {
    const Outcome listed =
        ask(hall.programs, hall.at(manager), {"config", "ls", "-q", "--filter", "label=swarmplan=rehearsal"});
    if (!listed.ok()) continue;
    std::vector<std::string> words{"config", "rm"};
    std::istringstream ids(listed.out);
    for (std::string id; ids >> id;) words.push_back(id);
    if (words.size() > 2) ask(hall.programs, hall.at(manager), words);
    return;
  }
}

/// The first step of the runbook: as many managers as are missing, and no more.
void Watched::start_missing() {
  std::vector<EngineIndex> missing;
  for (const EngineIndex engine : drill.down)
    if (hall.plan.engines[static_cast<std::size_t>(engine)].role == planner::Role::manager &&
        static_cast<int>(missing.size()) < drill.majority - drill.left)
      missing.push_back(engine);
  if (drill.kept || drill.sides.size() > 1 || missing.empty()) return;
  seen.started = static_cast<int>(missing.size());
  doing("as many managers are started as are missing");
  const double from = now();
  for (const EngineIndex engine : missing) {
    plug(hall.programs, engine, true);
    boot(hall.at(engine), hall.programs, hall.group);
  }
  wait_for_engines(hall);
  const planner::DrillSide majority{managers_on(hall), managers_on(hall), true, true};
  QuorumWatch watch(hall, majority);
  const bool led = wait_until(kWatch, [&] {
    watch.look();
    return watch.settled;
  });
  if (led) seen.led_again = now() - from;
}

void Watched::undo() {
  start_missing();
  doing("all return");
  const double from = now();
  heal(hall.programs, hall.plan.engines, drill.parted);
  for (const EngineIndex engine : drill.down) {
    if (hall.at(engine).on()) continue;
    plug(hall.programs, engine, true);
    boot(hall.at(engine), hall.programs, hall.group);
  }
  wait_for_engines(hall);
  std::vector<EngineIndex> drained;
  std::ranges::set_difference(drill.drained, seen.were_drained, std::back_inserter(drained));
  const bool active = set_availability(drained, "active");
  doing("waiting until the Swarm is whole again");
  if (active && wait_until_whole(hall, kReturn)) seen.recovered = now() - from;
  forget_changes();
}

TaskCount Watched::count(std::vector<int> planner::ServiceSeen::*moment, const std::vector<EngineIndex>& engines) {
  TaskCount tasks = count_tasks(hall, engines);
  for (std::size_t i = 0; i < seen.services.size(); ++i) seen.services[i].*moment = tasks.zones[i];
  return tasks;
}

void Watched::deploy() {
  if (hall.plan.stack.empty()) return;
  doing("stack.yml is deployed");
  seen.services.resize(hall.plan.services.size());
  if (!deploy_stack(hall)) seen.trouble = "the stack did not come to rest after it was deployed";
  count(&planner::ServiceSeen::before, all_on(hall));
}

/// Where the quorum is kept, when all is placed anew; where it is lost nothing is, and that is looked at too.
void Watched::watch_services() {
  if (hall.plan.stack.empty()) return;
  std::vector<EngineIndex> engines = all_on(hall);
  for (std::size_t i = 0; i < seen.sides.size(); ++i)
    if (seen.sides[i].kept) engines = drill.sides[i].engines;
  if (drill.kept) {
    doing("waiting until its services are at rest");
    if (!wait_until_at_rest(hall, kWatch, engines)) seen.trouble = "the services did not come to rest after the loss";
  }
  lasting = count(&planner::ServiceSeen::after, engines);
}

/// Nothing that ran on is moved because room has come back.
void Watched::watch_return() {
  if (hall.plan.stack.empty()) return;
  doing("what runs where, now that all have returned");
  if (!wait_until_at_rest(hall, kWatch, all_on(hall)))
    seen.trouble = "the services did not come to rest when all had returned";
  if (drill.for_good) lasting.ids.clear();  // tasks may be started anew
  const TaskCount back = count(&planner::ServiceSeen::returned, all_on(hall));
  for (const std::string& id : lasting.ids) seen.moved += back.ids.contains(id) ? 0 : 1;
  force_updates();
  if (const std::string left = remove_stack(hall); seen.trouble.empty()) seen.trouble = left;
}

/// As the report and NEXT.md tell it: what a loss has left uneven is spread again.
void Watched::force_updates() {
  if (drill.mend.empty() || drill.for_good) return;
  doing(fmt::format("{}", fmt::join(drill.mend, "; ")));
  const double from = now();
  if (const std::string wrong = mend(hall, drill.mend); wrong.empty())
    seen.mended = now() - from;
  else
    seen.trouble = wrong;
  count(&planner::ServiceSeen::mended, all_on(hall));
}

}  // namespace

DrillSeen run_drill(Hall& hall, int number) {
  Watched watched{hall, hall.plan.drills[static_cast<std::size_t>(number)], number};
  watched.doing("begins");
  watched.deploy();
  watched.happen();
  watched.watch_quorum();
  watched.watch_services();
  if (watched.drill.for_good) {
    watched.doing("one survivor takes over by force");
    recover_by_force(hall, watched.drill, watched.seen);
  } else {
    watched.undo();
  }
  watched.watch_return();
  return watched.seen;
}

}  // namespace cli
