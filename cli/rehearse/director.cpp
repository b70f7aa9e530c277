#include "cli/rehearse/director.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <exception>

#include "cli/error.hpp"
#include "cli/rehearse/docker.hpp"
#include "cli/rehearse/drill.hpp"
#include "cli/rehearse/hall.hpp"
#include "cli/rehearse/network.hpp"
#include "cli/rehearse/scripts.hpp"
#include "cli/rehearse/stand_in.hpp"

namespace cli {
namespace {

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

void form(Hall& hall) {
  const double start = now();
  hall.speaker.doing(1, fmt::format("bootstrap.sh makes {} machines one Swarm", hall.engines.size()));
  run_bootstrap(hall);
  hall.speaker.doing(1, "labels.sh looks whether every node has its labels");
  if (const std::string said = run_labels(hall); said.find("nothing to do") == std::string::npos)
    throw Error(3, fmt::format("labels.sh found work after bootstrap.sh:\n{}", said));
  if (!wait_until_whole(hall, 120)) throw Error(3, "the Swarm that bootstrap.sh made is not whole after two minutes");
  hall.speaker.formed(now() - start);
}

void bring_images(Hall& hall) {
  if (hall.plan.stack.empty()) return;
  hall.speaker.doing(1, fmt::format("a stand-in is imported as {}", fmt::join(hall.plan.images, ", ")));
  import_stand_in(hall);
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
    bring_images(hall);
    for (std::size_t i = 0; i < plan.drills.size(); ++i) speaker.seen(run_drill(hall, static_cast<int>(i)));
  } catch (const std::exception& error) {
    speaker.trouble(error.what());
  }
  while (keep) pause();
}

}  // namespace cli
