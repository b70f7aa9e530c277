// Two mounts, secrets or configs of a service at one path.
#include <fmt/format.h>

#include <set>

#include "planner/rules/all.hpp"
#include "planner/stack/key_shapes.hpp"
#include "planner/stack/variables.hpp"

namespace planner {
namespace {

constexpr SourceFile bad[] = {{"stack.yml", R"(version: "3.8"
services:
  api:
    image: registry.example/api:1
    volumes: ["/srv/data:/data", "/srv/more:/data"]
)"}};

constexpr SourceFile good[] = {{"stack.yml", R"(version: "3.8"
services:
  api:
    image: registry.example/api:1
    volumes: ["/srv/data:/data", "/srv/more:/more"]
)"}};

std::vector<PlacementEntry> targets_of(const std::vector<StackMount>& mounts) {
  std::vector<PlacementEntry> targets;
  for (const StackMount& mount : mounts) targets.push_back({mount.target, mount.where});
  return targets;
}

void check_targets(const StackFile& stack, const StackFileService& service, std::string_view kind,
                   const std::vector<PlacementEntry>& targets, std::vector<Finding>& findings) {
  std::set<std::string_view> taken;
  for (const PlacementEntry& target : targets) {
    if (target.text.empty() || holds_variable(target.text)) continue;
    if (taken.insert(target.text).second) continue;
    findings.push_back({.message = fmt::format("services.{} has two {} at {}: the engine refuses the service",
                                               service.name, kind, shortened(target.text)),
                        .file = stack.file,
                        .where = target.where,
                        .place = service.name,
                        .help = "another target for one of the two, or take it out"});
  }
}

std::vector<Finding> check(const Facts& facts) {
  std::vector<Finding> findings;
  for (const StackFile& stack : facts.stack_files)
    for (const StackFileService& service : stack.services) {
      check_targets(stack, service, "mounts", targets_of(service.mounts), findings);
      check_targets(stack, service, "secrets", service.secret_targets, findings);
      check_targets(stack, service, "configs", service.config_targets, findings);
    }
  return findings;
}

}  // namespace

const Rule target_twice{
    .name = "target-twice",
    .severity = Severity::error,
    .needs = Input::files,
    .refused = true,
    .summary = "two mounts, two secrets or two configs of a service at one path",
    .why =
        "A path in a container holds 1 thing. The engine refuses a service with two mounts at one target (duplicate "
        "mount point), with two secrets or with two configs at one (duplicate secret target); a secret or config "
        "without a target lands at the name by which the service calls it, so that naming it twice is enough. Files "
        "that are merged with several -c append these lists. docker stack config takes all of them.\n"
        "Source: https://github.com/moby/swarmkit/blob/master/manager/controlapi/service.go; seen on engines 20.10 and "
        "28",
    .fix = "Give one of the two another target, or take it out.",
    .bad = bad,
    .good = good,
    .check = check,
};

}  // namespace planner
