#include "cli/rehearse/network.hpp"

#include <fmt/format.h>
#include <sys/stat.h>

#include <fstream>
#include <map>

#include "cli/error.hpp"
#include "cli/rehearse/process.hpp"

namespace cli {
namespace {

constexpr const char* kBatch = "/run/rehearsal/ip";

/// Several lines for `ip`, in one namespace, or in the room's own where `network` is empty.
void batch(const Programs& programs, const std::string& network, const std::string& lines) {
  std::ofstream(kBatch) << lines;
  std::vector<std::string> argv{programs.ip};
  if (!network.empty()) argv.insert(argv.end(), {"-n", network});
  argv.insert(argv.end(), {"-batch", kBatch});
  const Outcome outcome = run_program({argv, programs.environment});
  if (!outcome.ok()) throw Error(3, fmt::format("ip failed: {}", outcome.err));
}

/// Lines for each engine that is an end of a pair: it drops, or no longer drops, what comes from the other end.
void rules(const Programs& programs, std::span<const planner::RehearsedEngine> engines, const Pairs& pairs,
           std::string_view verb) {
  std::map<planner::EngineIndex, std::string> lines;
  const auto drop = [&](planner::EngineIndex at, planner::EngineIndex from) {
    lines[at] += fmt::format("rule {} priority 100 from {}/32 blackhole\n", verb,
                             engines[static_cast<std::size_t>(from)].address);
  };
  for (const auto& [a, b] : pairs) {
    drop(a, b);
    drop(b, a);
  }
  for (const auto& [engine, text] : lines) batch(programs, network_of(engine), text);
}

}  // namespace

std::string network_of(planner::EngineIndex engine) { return fmt::format("e{}", engine); }

void lay_cables(const Programs& programs, std::span<const planner::RehearsedEngine> engines) {
  mkdir("/run/netns", 0755);
  std::string room = "link set lo up\nlink add switch type bridge\nlink set switch up\n";
  for (std::size_t i = 0; i < engines.size(); ++i)
    room += fmt::format(
        "netns add e{0}\nlink add p{0} type veth peer name eth0 netns e{0}\nlink set p{0} master switch up\n", i);
  batch(programs, "", room);
  // The table of local addresses is looked at after our rules, so that a rule can drop what comes in.
  for (std::size_t i = 0; i < engines.size(); ++i)
    batch(programs, fmt::format("e{}", i),
          fmt::format("link set lo up\naddress add {}/32 dev eth0\nlink set eth0 up\nroute add default dev eth0\n"
                      "rule add priority 1000 from all lookup local\nrule del priority 0 from all lookup local\n",
                      engines[i].address));
}

void plug(const Programs& programs, planner::EngineIndex engine, bool in) {
  batch(programs, "", fmt::format("link set p{} {}\n", engine, in ? "up" : "down"));
}

void cut(const Programs& programs, std::span<const planner::RehearsedEngine> engines, const Pairs& pairs) {
  rules(programs, engines, pairs, "add");
}

void heal(const Programs& programs, std::span<const planner::RehearsedEngine> engines, const Pairs& pairs) {
  rules(programs, engines, pairs, "del");
}

}  // namespace cli
