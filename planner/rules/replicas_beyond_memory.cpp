// More replicas than a manager can write down.
#include <fmt/format.h>

#include "planner/rules/all.hpp"
#include "planner/stack/key_shapes.hpp"
#include "planner/stack/value_forms.hpp"

namespace planner {
namespace {

constexpr SourceFile bad[] = {{"stack.yml", R"(version: "3.8"
services:
  api:
    image: registry.example/api:1
    deploy:
      replicas: 9999999999
)"}};

constexpr SourceFile good[] = {{"stack.yml", R"(version: "3.8"
services:
  api:
    image: registry.example/api:1
    deploy:
      replicas: 99
)"}};

constexpr double most = 10'000'000;
constexpr double most_taken =
    9223372036854775808.0;                // from here on the engine refuses them, and stack-value-refused tells
constexpr double bytes_of_task = 23'000;  // of a manager's memory, measured with 100000 tasks that no node takes

void check_service(const StackFile& stack, const YamlField& service, std::vector<Finding>& findings) {
  const YamlField* deploy = service.value.find("deploy");
  const YamlField* replicas = deploy == nullptr ? nullptr : deploy->value.find("replicas");
  if (replicas == nullptr || !is_whole_number(replicas->value)) return;
  const double number = number_of(replicas->value);
  if (number <= most || number >= most_taken) return;
  findings.push_back({.message = fmt::format("services.{} asks for {} replicas: a manager keeps some {:.0f} kB of each "
                                             "task, {:.0f} GB of all, and ends when its memory is full",
                                             shortened(service.key), shortened(replicas->value.text),
                                             bytes_of_task / 1e3, number * bytes_of_task / 1e9),
                      .file = stack.file,
                      .where = replicas->value.where,
                      .place = shortened(service.key),
                      .help = "a number that the nodes can hold"});
}

std::vector<Finding> check(const Facts& facts) {
  std::vector<Finding> findings;
  for (const StackFile& stack : facts.stack_files)
    for (const YamlField& service : written_services(stack)) check_service(stack, service, findings);
  return findings;
}

}  // namespace

const Rule replicas_beyond_memory{
    .name = "replicas-beyond-memory",
    .severity = Severity::error,
    .needs = Input::files,
    .summary = "more than 10000000 replicas",
    .why =
        "The leader makes a task of every replica at once, whether a node is there for it or not, and each manager "
        "keeps all of them. 100000 tasks took 2.3 GB of a manager's memory (engine 20.10, no node free); of "
        "10000000000 engines 20.10 and 28 made more than 100 MB a second until they were stopped. It begins with the "
        "deploy and takes the quorum with it.\n"
        "Source: https://github.com/moby/swarmkit/blob/master/manager/orchestrator/replicated/services.go",
    .fix = "Write the number that is meant.",
    .bad = bad,
    .good = good,
    .check = check,
};

}  // namespace planner
