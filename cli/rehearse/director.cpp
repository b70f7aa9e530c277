#include "cli/rehearse/director.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <exception>
#include <fstream>

#include "cli/error.hpp"
#include "cli/rehearse/docker.hpp"
#include "cli/rehearse/drill.hpp"
#include "cli/rehearse/hall.hpp"
#include "cli/rehearse/network.hpp"

namespace cli {
namespace {

constexpr const char* kHome = "/run/rehearsal/";

std::string version_of(const Hall& hall, const char* side) {
  std::string version =
      ask(hall.programs, hall.engines.front(), {"version", "--format", fmt::format("{{{{.{}.Version}}}}", side)}).out;
  while (!version.empty() && version.back() == '\n') version.pop_back();
  return version;
}

void boot_all(Hall& hall) {
  const double start = now();
  hall.speaker.doing(0, fmt::format("booting {} engines", hall.engines.size()));
  furnish_machines(hall.engines);
  lay_cables(hall.programs, hall.plan.engines);
  for (Engine& engine : hall.engines) boot(engine, hall.programs, hall.group);
  wait_for_engines(hall);
  hall.speaker.booted(version_of(hall, "Server"), version_of(hall, "Client"), now() - start);
}

void expect(const Outcome& outcome, const std::string& what) {
  if (outcome.ok()) return;
  throw Error(3, fmt::format("{} {}:\n{}{}", what,
                             outcome.timed_out ? "did not end" : fmt::format("ended with {}", outcome.code),
                             outcome.out, outcome.err));
}

/// By the scripts as they are printed, run as a person would run them.
void form(Hall& hall) {
  const double start = now();
  hall.speaker.doing(1, fmt::format("bootstrap.sh makes {} machines one Swarm", hall.engines.size()));
  const std::string home(kHome);
  std::ofstream(home + "bootstrap.sh") << hall.plan.bootstrap;
  std::ofstream(home + "labels.sh") << hall.plan.labels;
  std::ofstream(home + "hosts.txt") << hall.plan.hosts;
  Command bootstrap{{hall.programs.bash, "bootstrap.sh"}, hall.programs.environment};
  if (!hall.plan.hosts.empty()) bootstrap.argv.insert(bootstrap.argv.end(), {"--hosts", "hosts.txt"});
  bootstrap.environment.push_back("SWARMPLAN_ON=" + on_program());
  bootstrap.directory = kHome;
  bootstrap.limit = 120 + 15 * static_cast<double>(hall.engines.size());
  expect(run_program(bootstrap), "bootstrap.sh");

  hall.speaker.doing(1, "labels.sh looks whether every node has its labels");
  Command labels{{hall.programs.bash, "labels.sh"}, hall.programs.environment};
  labels.environment.push_back("DOCKER_HOST=" + socket_of(hall.at(managers_on(hall).front())));
  labels.directory = kHome;
  labels.limit = 120;
  const Outcome labelled = run_program(labels);
  expect(labelled, "labels.sh");
  if (labelled.out.find("nothing to do") == std::string::npos)
    throw Error(3, fmt::format("labels.sh found work after bootstrap.sh:\n{}", labelled.out));
  if (!wait_until_whole(hall, 120)) throw Error(3, "the Swarm that bootstrap.sh made is not whole after two minutes");
  hall.speaker.formed(now() - start);
}

}  // namespace

void direct(const planner::RehearsalPlan& plan, const Programs& programs, const std::string& group, bool keep,
            int messages) {
  const Speaker speaker{messages};
  Hall hall{plan, programs, group, speaker, {}};
  for (std::size_t i = 0; i < plan.engines.size(); ++i)
    hall.engines.push_back({static_cast<int>(i), plan.engines[i].name, plan.engines[i].address});
  try {
    boot_all(hall);
    form(hall);
    for (std::size_t i = 0; i < plan.drills.size(); ++i) speaker.seen(run_drill(hall, static_cast<int>(i)));
  } catch (const std::exception& error) {
    speaker.trouble(error.what());
  }
  while (keep) pause();
}

}  // namespace cli
