// Constraints that no node of any Swarm meets.
#include <fmt/format.h>

#include "planner/rules/all.hpp"
#include "planner/rules/never_met.hpp"

namespace planner {
namespace {

constexpr SourceFile bad[] = {{"stack.yml", R"(version: "3.8"
services:
  api:
    image: registry.example/api:1
    deploy:
      placement:
        constraints: [node.region == eu]
)"}};

constexpr SourceFile good[] = {{"stack.yml", R"(version: "3.8"
services:
  api:
    image: registry.example/api:1
    deploy:
      placement:
        constraints: [node.labels.region == eu]
)"}};

std::vector<Finding> check(const Facts& facts) {
  std::vector<Finding> findings;
  for (const StackFile& stack : facts.stack_files)
    for (const StackFileService& service : stack.services)
      for (NeverMet& never : never_met(service))
        findings.push_back({.message = fmt::format("services.{}: no node meets {}: {}. Its tasks stay pending for ever",
                                                   service.name, never.entry->text, never.why),
                            .file = stack.file,
                            .where = never.entry->where,
                            .place = service.name,
                            .help = std::move(never.help)});
  return findings;
}

}  // namespace

const Rule constraint_never_met{
    .name = "constraint-never-met",
    .severity = Severity::error,
    .needs = Input::files,
    .summary = "a constraint that no node of any Swarm can meet",
    .why =
        "Swarm takes any key that is spelt like one and lets no node pass for those that it does not know, with != "
        "too: the service is made and its tasks stay pending for ever (no suitable node, scheduling constraints "
        "not satisfied on N nodes). The same with two constraints that exclude each other, for all have to hold, "
        "and with node.platform.arch == amd64: the key is compared with what the engine reports, x86_64; and with "
        "node.ip and what is neither an address nor a subnet, with != too. Deploying says nothing of it. Seen on "
        "engines 20.10, 26.1 and 28.\n"
        "Source: https://github.com/moby/swarmkit/blob/master/manager/constraint/constraint.go",
    .fix =
        "Mend the key or the value. For one of several values give the nodes a label that means just that, or "
        "exclude the others with !=.",
    .bad = bad,
    .good = good,
    .check = check,
};

}  // namespace planner
