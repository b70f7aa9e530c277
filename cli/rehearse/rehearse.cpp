#include "cli/rehearse/rehearse.hpp"

#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <ostream>

#include "cli/error.hpp"
#include "cli/rehearse/director.hpp"
#include "cli/rehearse/estimate.hpp"
#include "cli/rehearse/leftovers.hpp"
#include "cli/rehearse/machine_room.hpp"
#include "cli/rehearse/messages.hpp"
#include "cli/rehearse/process.hpp"
#include "cli/rehearse/programs.hpp"
#include "cli/rehearse/progress.hpp"

namespace cli {
namespace {

volatile sig_atomic_t caught = 0;

/// While it lives, a signal that would end us is noted instead.
struct Signals {
  static constexpr std::array<int, 4> kAll{SIGINT, SIGTERM, SIGHUP, SIGQUIT};
  std::array<struct sigaction, kAll.size()> before{};

  Signals() {
    caught = 0;
    struct sigaction note {};
    note.sa_handler = [](int signal) { caught = signal; };
    for (std::size_t i = 0; i < kAll.size(); ++i) sigaction(kAll[i], &note, &before[i]);
  }
  ~Signals() {
    for (std::size_t i = 0; i < kAll.size(); ++i) sigaction(kAll[i], &before[i], nullptr);
  }
  Signals(const Signals&) = delete;
  Signals& operator=(const Signals&) = delete;
};

/// Seconds that each part took on two cores; what is told to be left is no more than a guess.
std::vector<double> expected_parts(const planner::RehearsalPlan& plan) {
  const auto engines = static_cast<double>(plan.engines.size());
  std::vector<double> parts{3 + engines / 4, 5 + 2 * engines};
  const double stack = plan.stack.empty() ? 0 : 30;  // deployed, at rest three times, removed
  for (const planner::Drill& drill : plan.drills)
    parts.push_back(stack + (drill.kept ? 60 : 75) + (drill.for_good ? 60 : 0) +
                    40 * static_cast<double>(drill.mend.size()));
  return parts;
}

struct Listener {
  planner::RehearsalSeen& seen;
  Progress& progress;
  std::string rest = {};

  void take(std::string_view text) {
    rest += text;
    for (std::size_t end = rest.find('\n'); end != std::string::npos; end = rest.find('\n')) {
      if (const auto doing = hear(rest.substr(0, end), seen)) progress.doing(doing->part, doing->what);
      rest.erase(0, end + 1);
    }
  }
};

/// Until all is said, or a signal came.
void listen(int messages, Listener& listener) {
  std::array<char, 4096> buffer;
  while (caught == 0) {
    pollfd end{messages, POLLIN, 0};
    const int news = poll(&end, 1, 500);
    listener.progress.tick();
    if (news <= 0) continue;
    const ssize_t got = read(messages, buffer.data(), buffer.size());
    if (got == 0) return;
    if (got > 0) listener.take({buffer.data(), static_cast<std::size_t>(got)});
  }
}

struct Rehearsed {
  planner::RehearsalSeen seen;
  int interrupted = 0;  // the signal that ended it
};

Rehearsed rehearse(const planner::PlannedRehearsal& planned, const RehearseOptions& options, Streams& streams) {
  const planner::RehearsalPlan& plan = planned.plan;
  Programs programs = find_programs(options.engine, !plan.stack.empty() && options.image_tar.empty());
  if (!options.image_tar.empty()) programs.image_tar = std::filesystem::absolute(options.image_tar).string();
  if (!options.image_tar.empty() && !std::filesystem::is_regular_file(options.image_tar))
    throw Error(3, fmt::format("--image-tar {}: there is no such file", options.image_tar));
  if (const std::string reason = too_large(plan.engines.size(), memory_available(), planned.smaller); !reason.empty())
    throw Error(3, reason);
  Rehearsed rehearsed;
  const Signals signals;
  Claim mine;  // ends last
  claim(mine);
  raise_neighbours(mine, plan.engines.size());
  MachineRoom room;
  streams.out.flush();
  streams.err.flush();
  Progress progress(streams.err, streams.terminal_err, expected_parts(plan));
  open_room(room, [&](int messages) { direct(plan, programs, mine.id, options.keep, messages); });
  Listener listener{rehearsed.seen, progress};
  listen(room.messages, listener);
  progress.end();
  close_room(room);
  rehearsed.interrupted = caught;
  if (rehearsed.interrupted == 0 && rehearsed.seen.drills.size() < plan.drills.size() && rehearsed.seen.trouble.empty())
    rehearsed.seen.trouble = "the rehearsal ended before its time";
  return rehearsed;
}

}  // namespace

int rehearse_and_tell(const planner::PlannedRehearsal& planned, const RehearseOptions& options,
                      const std::string& format, Streams& streams) {
  const Rehearsed rehearsed = rehearse(planned, options, streams);
  const std::string& trouble = rehearsed.seen.trouble;
  if (rehearsed.interrupted != 0) {
    streams.err << "swarmplan: interrupted; nothing of the rehearsal is left\n";
    return 128 + rehearsed.interrupted;
  }
  if (!trouble.empty()) streams.err << "swarmplan: " << trouble << '\n';
  streams.out << planner::print_rehearsal(planned.plan, rehearsed.seen, format);
  if (!trouble.empty()) return 3;
  return planner::wrong_predictions(planned.plan, rehearsed.seen) == 0 ? 0 : 1;
}

}  // namespace cli
