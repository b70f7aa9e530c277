#include "cli/rehearse/drill.hpp"

#include <fmt/format.h>
#include <signal.h>

#include <algorithm>
#include <iterator>
#include <sstream>

#include "cli/rehearse/docker.hpp"
#include "cli/rehearse/network.hpp"
#include "cli/rehearse/quorum_watch.hpp"

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

  void doing(const std::string& what) const {
    hall.speaker.doing(2 + number, fmt::format("{}: {}", drill.title, what));
  }
  std::vector<EngineIndex> find(const std::vector<NodeLine>& nodes, bool (*wanted)(const NodeLine&)) const;
  bool set_availability(const std::vector<EngineIndex>& which, const char* word) const;
  void happen();
  void watch_quorum();
  void watch_nodes(QuorumWatch& side, const planner::DrillSide& foretold, planner::SideSeen& told);
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

void Watched::undo() {
  doing("all return");
  const double from = now();
  heal(hall.programs, hall.plan.engines, drill.parted);
  for (const EngineIndex engine : drill.down) {
    if (drill.kind == DrillKind::fail) plug(hall.programs, engine, true);
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

}  // namespace

DrillSeen run_drill(Hall& hall, int number) {
  Watched watched{hall, hall.plan.drills[static_cast<std::size_t>(number)], number};
  watched.doing("begins");
  watched.happen();
  watched.watch_quorum();
  watched.undo();
  return watched.seen;
}

}  // namespace cli
