#include "cli/rehearse/recovery.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <sstream>
#include <utility>

#include "cli/rehearse/docker.hpp"
#include "cli/rehearse/network.hpp"
#include "cli/rehearse/scripts.hpp"
#include "cli/rehearse/stand_in.hpp"

namespace cli {
namespace {

// Seconds. Seen: five other survivors are managers again after 80.
constexpr double kRejoin = 300;
constexpr double kWhole = 240;
constexpr double kPromoted = 180;  // after which a promoted engine is held for stuck; seen: all are managers after 80

/// The command as it is printed, run on that machine.
bool force(Hall& hall, const planner::Drill& drill, planner::DrillSeen& seen) {
  Command command{{on_program(), hall.at(drill.survivor).address}, hall.programs.environment};
  std::istringstream words(drill.force_command);
  for (std::string word; words >> word;) command.argv.push_back(word);
  command.limit = 120;
  const Outcome outcome = run_program(command);
  if (!outcome.ok()) seen.trouble = fmt::format("{} failed: {}", drill.force_command, words_of(outcome));
  return outcome.ok();
}

bool remove_dead(Hall& hall, const planner::Drill& drill, planner::DrillSeen& seen) {
  std::vector<std::string> words{"node", "rm", "--force"};
  for (const planner::EngineIndex dead : drill.down) words.push_back(hall.at(dead).name);
  const Outcome outcome = ask(hall.programs, hall.at(drill.survivor), words, 60);
  if (!outcome.ok()) seen.trouble = fmt::format("docker node rm --force failed: {}", words_of(outcome));
  return outcome.ok();
}

bool managers_are(Hall& hall, const planner::Drill& drill, std::size_t wanted, double patience = kRejoin) {
  return wait_until(patience, [&] {
    const auto nodes = nodes_at(hall.programs, hall.at(drill.survivor));
    return nodes && static_cast<std::size_t>(std::ranges::count_if(*nodes, in_quorum)) == wanted;
  });
}

/// A promoted engine may go on asking the dead manager that it once joined by. It leaves and joins as what it was to
/// become.
bool join_anew(Hall& hall, const planner::Drill& drill, planner::EngineIndex engine, planner::DrillSeen& seen) {
  const Engine& survivor = hall.at(drill.survivor);
  const Engine& stuck = hall.at(engine);
  const Outcome token = ask(hall.programs, survivor, {"swarm", "join-token", "-q", "manager"}, 60);
  const std::string word = token.out.substr(0, token.out.find('\n'));
  const std::pair<const Engine&, std::vector<std::string>> steps[] = {
      {stuck, {"swarm", "leave", "--force"}},
      {survivor, {"node", "rm", "--force", stuck.name}},
      {stuck, {"swarm", "join", "--token", word, drill.survivor_endpoint}}};
  for (const auto& [on, words] : steps) {
    const Outcome outcome = ask(hall.programs, on, words, 60);
    if (outcome.ok()) continue;
    seen.trouble = fmt::format("docker {} {} for {} failed: {}", words[0], words[1], stuck.name, words_of(outcome));
    return false;
  }
  ++seen.joined_anew;
  return true;
}

bool answers_as_manager(Hall& hall, planner::EngineIndex engine) {
  return nodes_at(hall.programs, hall.at(engine)).has_value();
}

/// Workers become managers, and each of them answers as one.
bool promote(Hall& hall, const planner::Drill& drill, planner::DrillSeen& seen) {
  if (drill.promoted.empty()) return true;
  std::vector<std::string> words{"node", "promote"};
  for (const planner::EngineIndex engine : drill.promoted) words.push_back(hall.at(engine).name);
  const Outcome outcome = ask(hall.programs, hall.at(drill.survivor), words, 120);
  if (!outcome.ok()) seen.trouble = fmt::format("docker node promote failed: {}", words_of(outcome));
  if (!outcome.ok()) return false;
  const std::size_t wanted = static_cast<std::size_t>(drill.left) + drill.promoted.size();
  if (!managers_are(hall, drill, wanted, kPromoted))
    for (const planner::EngineIndex engine : drill.promoted)
      if (!answers_as_manager(hall, engine) && !join_anew(hall, drill, engine, seen)) return false;
  return managers_are(hall, drill, wanted) && wait_until(kRejoin, [&] {
           return std::ranges::all_of(drill.promoted,
                                      [&](planner::EngineIndex engine) { return answers_as_manager(hall, engine); });
         });
}

/// One after another, each when the last has become a worker: two at once can cost the quorum.
bool demote(Hall& hall, const planner::Drill& drill, planner::DrillSeen& seen) {
  std::size_t managers = static_cast<std::size_t>(drill.left) + drill.promoted.size();
  for (const planner::EngineIndex engine : drill.promoted) {
    const std::string& name = hall.at(engine).name;
    const Outcome outcome = ask(hall.programs, hall.at(drill.survivor), {"node", "demote", name}, 120);
    if (!outcome.ok()) seen.trouble = fmt::format("docker node demote {} failed: {}", name, words_of(outcome));
    if (!outcome.ok() || !managers_are(hall, drill, --managers)) return false;
    const bool worker = wait_until(kRejoin, [&] {
      const Outcome info = ask(hall.programs, hall.at(engine), {"info", "--format", "{{.Swarm.ControlAvailable}}"});
      return info.ok() && info.out == "false\n";
    });
    if (worker) continue;
    seen.trouble = fmt::format("{} was demoted, and its engine calls itself a manager", name);
    return false;
  }
  return true;
}

/// An engine that asked a dead manager as it became one, or no longer was one, may call its part of the Swarm "error"
/// from then on, though the Swarm counts it. Started anew, it does not: one after another.
bool restart_confused(Hall& hall, const planner::Drill& drill, std::size_t managers, planner::DrillSeen& seen) {
  for (const planner::EngineIndex engine : all_on(hall)) {
    const Outcome info = ask(hall.programs, hall.at(engine), {"info", "--format", "{{.Swarm.LocalNodeState}}"});
    if (info.out != "error\n" || engine == drill.survivor) continue;
    shut_down(hall.at(engine));
    boot(hall.at(engine), hall.programs, hall.group);
    wait_for_engines(hall);
    ++seen.restarted;
    if (managers_are(hall, drill, managers)) continue;
    seen.trouble = fmt::format("after {} was started anew the managers did not come back", hall.at(engine).name);
    return false;
  }
  return true;
}

/// The last step: on 20.10.24 the engine that took over rejects every new task, "swarm is not active", until it is
/// started anew.
void restart_survivor(Hall& hall, const planner::Drill& drill) {
  shut_down(hall.at(drill.survivor));
  boot(hall.at(drill.survivor), hall.programs, hall.group);
  wait_for_engines(hall);
}

/// New machines of the same names and addresses, with nothing on their disks.
void replace_machines(Hall& hall, const planner::Drill& drill) {
  for (const planner::EngineIndex dead : drill.down) {
    wipe(hall.at(dead));
    plug(hall.programs, dead, true);
    boot(hall.at(dead), hall.programs, hall.group);
  }
  wait_for_engines(hall);
  if (!hall.plan.stack.empty()) import_stand_in(hall);
}

}  // namespace

void recover_by_force(Hall& hall, const planner::Drill& drill, planner::DrillSeen& seen) {
  const double start = now();
  if (!force(hall, drill, seen)) return;
  seen.forced = now() - start;
  const auto left = static_cast<std::size_t>(drill.left);
  if (!managers_are(hall, drill, left)) {
    seen.trouble = "the other managers that lived did not come back as managers by themselves";
    return;
  }
  seen.rejoined = now() - start;
  if (!remove_dead(hall, drill, seen) || !promote(hall, drill, seen)) return;
  seen.odd_again = now() - start;
  if (!restart_confused(hall, drill, left + drill.promoted.size(), seen) || !demote(hall, drill, seen) ||
      !restart_confused(hall, drill, left, seen))
    return;
  replace_machines(hall, drill);
  run_bootstrap(hall);
  if (!wait_until_whole(hall, kWhole)) return;
  restart_survivor(hall, drill);
  if (wait_until_whole(hall, kWhole)) seen.recovered = now() - start;
}

}  // namespace cli
