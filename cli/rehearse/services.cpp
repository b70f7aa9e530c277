#include "cli/rehearse/services.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

#include "cli/error.hpp"
#include "cli/rehearse/docker.hpp"

namespace cli {
namespace {

constexpr const char* kStack = "/run/rehearsal/stack.yml";
constexpr double kRest = 120;  // seconds for a stack to start, and to be gone
constexpr double kMend = 900;  // for one service: an update goes task by task
constexpr int kQuiet = 3;      // looks that must find the same

const Engine& first_manager(const Hall& hall) {
  return hall.engines[static_cast<std::size_t>(managers_on(hall).front())];
}

/// From whichever manager answers: one line a task that is wanted.
std::optional<std::vector<std::string>> tasks_wanted(const Hall& hall) {
  for (const planner::EngineIndex manager : managers_on(hall)) {
    const Outcome outcome =
        ask(hall.programs, hall.engines[static_cast<std::size_t>(manager)],
            {"stack", "ps", "--no-trunc", "--filter", "desired-state=running", "--filter", "desired-state=ready",
             "--format", "{{.ID}} {{.CurrentState}} {{.Node}}", hall.plan.name});
    if (!outcome.ok()) continue;
    std::vector<std::string> lines;
    std::istringstream text(outcome.out);
    for (std::string line; std::getline(text, line);) lines.push_back(line);
    std::ranges::sort(lines);
    return lines;
  }
  return std::nullopt;
}

/// "ID Running 5 seconds ago NODE" → "ID Running NODE".
std::string without_age(const std::string& line) {
  std::istringstream words(line);
  std::string id, state, last;
  words >> id >> state;
  for (std::string word; words >> word;) last = word;
  return id + " " + state + " " + last;
}

bool runs(const std::string& line) { return line.find(" Running ") != std::string::npos; }

bool rests(const std::string& line) { return runs(line) || line.find(" Pending ") != std::string::npos; }

void create_objects(const Hall& hall) {
  const Engine& manager = first_manager(hall);
  for (const auto& [kind, names] : {std::pair{"secret", &hall.plan.secrets}, std::pair{"config", &hall.plan.configs}})
    for (const std::string& name : *names)
      run_program(docker(hall.programs, manager, {kind, "create", name, "-"}, 20, "stands in\n"));  // may be there
  for (const std::string& name : hall.plan.networks)
    run_program(docker(hall.programs, manager, {"network", "create", "--driver", "overlay", "--attachable", name}, 20));
}

}  // namespace

bool wait_until_at_rest(Hall& hall, double limit, const std::vector<planner::EngineIndex>& engines) {
  std::vector<std::string> last;
  int same = 0;
  return wait_until(limit, [&] {
    const auto lines = tasks_wanted(hall);
    if (!lines || !std::ranges::all_of(*lines, rests)) {
      same = 0;
      return false;
    }
    std::vector<std::string> now_seen;
    for (const std::string& line : *lines) now_seen.push_back(without_age(line));
    same = now_seen == last ? same + 1 : 0;
    last = std::move(now_seen);
    if (same < kQuiet) return false;
    const auto running = static_cast<std::size_t>(std::ranges::count_if(last, runs));
    return count_tasks(hall, engines).ids.size() == running;  // none is still being stopped
  });
}

bool deploy_stack(Hall& hall) {
  create_objects(hall);
  std::ofstream(kStack) << hall.plan.stack;
  Command deploy = docker(hall.programs, first_manager(hall),
                          {"stack", "deploy", "--resolve-image", "never", "-c", "-", hall.plan.name}, 120);
  deploy.input_file = kStack;
  deploy.directory = std::filesystem::path(hall.plan.file).parent_path().string();  // from where its paths start
  deploy.environment.insert(deploy.environment.end(), hall.plan.stack_environment.begin(),
                            hall.plan.stack_environment.end());
  const Outcome outcome = run_program(deploy);
  if (!outcome.ok())
    throw Error(3, fmt::format("docker stack deploy refused stack.yml: {}{}", outcome.out, outcome.err));
  return wait_until_at_rest(hall, kRest, all_on(hall));
}

TaskCount count_tasks(Hall& hall, const std::vector<planner::EngineIndex>& engines) {
  const planner::RehearsalPlan& plan = hall.plan;
  TaskCount count{std::vector<std::vector<int>>(plan.services.size(), std::vector<int>(plan.zones.size(), 0)), {}};
  std::vector<Command> questions;
  for (const planner::EngineIndex engine : engines)
    questions.push_back(docker(hall.programs, hall.at(engine),
                               {"ps", "--no-trunc", "--filter", "label=com.docker.swarm.service.name", "--format",
                                R"({{.ID}} {{.Label "com.docker.swarm.service.name"}})"},
                               20));
  const std::vector<Outcome> answers = run_all(questions);
  for (std::size_t i = 0; i < engines.size(); ++i) {
    const std::string& zone = plan.engines[static_cast<std::size_t>(engines[i])].zone;
    const auto column = static_cast<std::size_t>(std::ranges::find(plan.zones, zone) - plan.zones.begin());
    std::istringstream lines(answers[i].out);
    for (std::string id, service; lines >> id >> service;) {
      const auto row = std::ranges::find_if(plan.services, [&](const planner::RehearsedService& each) {
        return std::ranges::find(each.deployed, service) != each.deployed.end();
      });
      if (row == plan.services.end()) continue;
      ++count.zones[static_cast<std::size_t>(row - plan.services.begin())][column];
      count.ids.insert(id);
    }
  }
  return count;
}

std::string mend(Hall& hall, const std::vector<std::string>& commands) {
  for (const std::string& command : commands) {
    std::istringstream words(command.substr(std::string_view("docker ").size()));
    const std::vector<std::string> printed{std::istream_iterator<std::string>(words), {}};
    std::vector<std::string> arguments{"service", "update", "--update-delay", "0s", "--update-monitor", "1s"};
    arguments.insert(arguments.end(), printed.begin() + 2, printed.end());
    if (std::string refusal; !through_a_manager(hall, arguments, kMend, refusal))
      return fmt::format("{} did not end: {}", command, refusal);
  }
  return wait_until_at_rest(hall, kRest, all_on(hall)) ? ""
                                                       : "the services did not come to rest after the force-updates";
}

std::string remove_stack(Hall& hall) {
  std::string words;
  if (!through_a_manager(hall, {"stack", "rm", hall.plan.name}, kRest, words))
    return fmt::format("docker stack rm failed: {}", words);
  const std::vector<planner::EngineIndex> all = all_on(hall);
  const bool ended = wait_until(kRest, [&] { return count_tasks(hall, all).ids.empty(); });
  const bool gone = wait_until(kRest, [&] {
    const Outcome networks =
        ask(hall.programs, first_manager(hall),
            {"network", "ls", "-q", "--filter", "label=com.docker.stack.namespace=" + hall.plan.name});
    return networks.ok() && networks.out.empty();
  });
  if (!ended) return "containers outlive the stack";
  return gone ? "" : "networks outlive the stack";
}

}  // namespace cli
