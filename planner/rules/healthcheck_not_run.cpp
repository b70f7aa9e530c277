// Health checks that engines do not know how to run.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "planner/rules/all.hpp"
#include "planner/stack/key_shapes.hpp"
#include "planner/stack/variables.hpp"

namespace planner {
namespace {

constexpr SourceFile bad[] = {{"stack.yml", R"(version: "3.8"
services:
  api:
    image: registry.example/api:1
    healthcheck:
      test: [curl, -f, "http://localhost"]
)"}};

constexpr SourceFile good[] = {{"stack.yml", R"(version: "3.8"
services:
  api:
    image: registry.example/api:1
    healthcheck:
      test: [CMD, curl, -f, "http://localhost"]
)"}};

constexpr std::array<std::string_view, 3> known{"CMD", "CMD-SHELL", "NONE"};

const YamlField* test_of(const YamlField& service) {
  const YamlField* health = service.value.find("healthcheck");
  return health == nullptr ? nullptr : health->value.find("test");
}

void check_service(const StackFile& stack, const YamlField& service, std::vector<Finding>& findings) {
  const YamlField* test = test_of(service);
  if (test == nullptr || test->value.items.empty()) return;
  const YamlValue& first = test->value.items.front();
  if (!first.is_scalar() || holds_variable(first.text)) return;
  const auto tell = [&](std::string message, std::string help) {
    findings.push_back({.message = std::move(message),
                        .file = stack.file,
                        .where = first.where,
                        .place = shortened(service.key),
                        .help = std::move(help)});
  };
  if (std::ranges::find(known, first.text) == known.end())
    return tell(fmt::format("services.{}: a health check in a list begins with CMD, CMD-SHELL or NONE, not with {}: "
                            "the engine runs none and waits for its result, so that no task gets beyond starting",
                            shortened(service.key), shortened(first.text)),
                "CMD as the first item; or the command as one text, which a shell runs");
  if (first.text == "CMD" && test->value.items.size() == 1)
    tell(fmt::format("services.{}: a health check of CMD and no command: the engine of each node that runs a task "
                     "ends, and all its containers with it",
                     shortened(service.key)),
         "the command and its arguments as further items");
}

std::vector<Finding> check(const Facts& facts) {
  std::vector<Finding> findings;
  for (const StackFile& stack : facts.stack_files)
    for (const YamlField& service : written_services(stack)) check_service(stack, service, findings);
  return findings;
}

}  // namespace

const Rule healthcheck_not_run{
    .name = "healthcheck-not-run",
    .severity = Severity::error,
    .needs = Input::files,
    .summary = "a health check in a list that does not say what runs it",
    .why =
        "Of a list the first item says what runs the others: CMD nothing, CMD-SHELL a shell, NONE no check at all. An "
        "engine that finds another word there notes it in its log and runs no check, and the Swarm waits for the "
        "result of 1: the task stays starting for ever, its port and its name lead nowhere, and nothing fails. CMD "
        "with nothing behind it is worse: engines 20.10 and 28 end at the first check (slice bounds out of range), on "
        "each node that the task comes to.\n"
        "Source: https://github.com/moby/moby/blob/master/daemon/health.go; seen on engines 20.10 and 28",
    .fix = "Write CMD before the command, or the command as one text.",
    .bad = bad,
    .good = good,
    .check = check,
};

}  // namespace planner
