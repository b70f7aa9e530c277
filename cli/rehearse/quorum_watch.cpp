#include "cli/rehearse/quorum_watch.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "cli/rehearse/docker.hpp"

namespace cli {
namespace {

/// Seconds that all managers have to be without a leader where a loss was foretold: the longest election, 19 ticks of a
/// second, and a bit. https://github.com/moby/swarmkit: manager/state/raft/raft.go
constexpr double kElection = 20;

/// The same word where the quorum was to be kept is no end: an election may fail and be held again. The drill's own
/// limit is.
bool says_no_leader(const Outcome& outcome) {
  return outcome.err.find("does not have a leader") != std::string::npos ||
         outcome.err.find("deadline exceeded") != std::string::npos;
}

/// A change that needs a majority, and hurts nobody: a config that no service uses.
bool commits(const Hall& hall, const Engine& engine) {
  const std::string name = fmt::format("rehearsal-{:.0f}-{}", now() * 1000, engine.number);
  return run_program(docker(hall.programs, engine, {"config", "create", "--label", "swarmplan=rehearsal", name, "-"}, 5,
                            "committed\n"))
      .ok();
}

}  // namespace

void QuorumWatch::look() {
  if (settled) return;
  if (side.managers.empty()) {
    settled = true;
    return;
  }
  std::vector<Command> questions;
  for (const planner::EngineIndex manager : side.managers)
    questions.push_back(node_list(hall.programs, hall.at(manager)));
  const std::vector<Outcome> answers = run_all(questions);
  for (std::size_t i = 0; i < answers.size(); ++i) {
    if (!answers[i].ok() || !commits(hall, hall.at(side.managers[i]))) continue;
    seen.kept = settled = true;
    answering = side.managers[i];
    return;
  }
  for (const Outcome& answer : answers)
    if (!answer.ok() && !answer.timed_out) seen.words = words_of(answer);
  // Who gives no answer in time may have a leader or not.
  if (std::ranges::any_of(answers, [](const Outcome& answer) { return !answer.timed_out && !says_no_leader(answer); }))
    silent_since = -1;
  if (!std::ranges::all_of(answers, says_no_leader)) return;
  if (silent_since < 0) silent_since = now();
  settled = !side.kept && now() - silent_since >= kElection;
}

}  // namespace cli
