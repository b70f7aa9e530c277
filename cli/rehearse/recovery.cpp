#include "cli/rehearse/recovery.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <sstream>

#include "cli/rehearse/docker.hpp"
#include "cli/rehearse/network.hpp"
#include "cli/rehearse/scripts.hpp"
#include "cli/rehearse/stand_in.hpp"

namespace cli {
namespace {

// Seconds. Seen: five other survivors are managers again after 80.
constexpr double kRejoin = 300;
constexpr double kWhole = 240;

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

/// `docker node promote` and `demote`, of those that the drill names.
bool change_roles(Hall& hall, const planner::Drill& drill, const char* word, planner::DrillSeen& seen) {
  if (drill.promoted.empty()) return true;
  std::vector<std::string> words{"node", word};
  for (const planner::EngineIndex engine : drill.promoted) words.push_back(hall.at(engine).name);
  const Outcome outcome = ask(hall.programs, hall.at(drill.survivor), words, 120);
  if (!outcome.ok()) seen.trouble = fmt::format("docker node {} failed: {}", word, words_of(outcome));
  return outcome.ok();
}

bool managers_are(Hall& hall, const planner::Drill& drill, std::size_t wanted) {
  return wait_until(kRejoin, [&] {
    const auto nodes = nodes_at(hall.programs, hall.at(drill.survivor));
    return nodes && static_cast<std::size_t>(std::ranges::count_if(*nodes, in_quorum)) == wanted;
  });
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
  if (!remove_dead(hall, drill, seen) || !change_roles(hall, drill, "promote", seen)) return;
  if (managers_are(hall, drill, left + drill.promoted.size())) seen.odd_again = now() - start;
  if (!change_roles(hall, drill, "demote", seen)) return;
  if (!managers_are(hall, drill, left)) seen.trouble = "the promoted did not become workers again";
  replace_machines(hall, drill);
  run_bootstrap(hall);
  if (wait_until_whole(hall, kWhole)) seen.recovered = now() - start;
}

}  // namespace cli
