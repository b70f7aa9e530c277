#include "cli/rehearse/scripts.hpp"

#include <fmt/format.h>

#include <fstream>

#include "cli/error.hpp"
#include "cli/rehearse/process.hpp"

namespace cli {
namespace {

constexpr const char* kHome = "/run/rehearsal/";

Command script(const Hall& hall, const std::string& name, const std::string& text, const std::string& variable) {
  std::ofstream(kHome + name) << text;
  Command command{{hall.programs.bash, name}, hall.programs.environment};
  command.environment.push_back(variable);
  command.directory = kHome;
  command.limit = 120 + 15 * static_cast<double>(hall.engines.size());
  return command;
}

void expect(const Outcome& outcome, const char* what) {
  if (outcome.ok()) return;
  throw Error(3, fmt::format("{} {}:\n{}{}", what,
                             outcome.timed_out ? "did not end" : fmt::format("ended with {}", outcome.code),
                             outcome.out, outcome.err));
}

}  // namespace

void run_bootstrap(Hall& hall) {
  Command bootstrap = script(hall, "bootstrap.sh", hall.plan.bootstrap, "SWARMPLAN_ON=" + on_program());
  std::ofstream(std::string(kHome) + "hosts.txt") << hall.plan.hosts;
  if (!hall.plan.hosts.empty()) bootstrap.argv.insert(bootstrap.argv.end(), {"--hosts", "hosts.txt"});
  expect(run_program(bootstrap), "bootstrap.sh");
}

std::string run_labels(Hall& hall) {
  const Outcome outcome = run_program(
      script(hall, "labels.sh", hall.plan.labels, "DOCKER_HOST=" + socket_of(hall.at(managers_on(hall).front()))));
  expect(outcome, "labels.sh");
  return outcome.out;
}

}  // namespace cli
