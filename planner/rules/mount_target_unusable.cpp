// Mounts at a path that is none in a container.
#include <fmt/format.h>

#include <algorithm>

#include "planner/rules/all.hpp"
#include "planner/stack/key_shapes.hpp"
#include "planner/stack/variables.hpp"
#include "planner/swarm/constraint.hpp"

namespace planner {
namespace {

constexpr SourceFile bad[] = {{"stack.yml", R"(version: "3.8"
services:
  api:
    image: registry.example/api:1
    volumes: ["/srv/data:data"]
)"}};

constexpr SourceFile good[] = {{"stack.yml", R"(version: "3.8"
services:
  api:
    image: registry.example/api:1
    volumes: ["/srv/data:/data"]
)"}};

/// "c:/data" is one of Windows, and may be what is left of a volume c at /data.
bool names_drive(std::string_view path) {
  return path.size() > 1 && path[1] == ':' && ((path[0] | 0x20) >= 'a' && (path[0] | 0x20) <= 'z');
}

bool on_windows(const StackFileService& service) {
  return std::ranges::any_of(service.constraints, [](const PlacementEntry& entry) {
    const std::optional<Constraint> asked = parse_constraint(entry.text);
    return holds_variable(entry.text) || (asked && asked->key == "node.platform.os" && asked->equal);
  });
}

/// Of "/", "/./.." and the like nothing is left once it is worked out.
bool is_root(std::string_view path) {
  if (!path.starts_with('/')) return false;
  while (!path.empty()) {
    const std::string_view name = path.substr(0, path.find('/'));
    if (!name.empty() && name != "." && name != "..") return false;
    path.remove_prefix(std::min(name.size() + 1, path.size()));
  }
  return true;
}

/// Why no task can have it; empty where one may.
std::string reason(const StackMount& mount) {
  const std::string& target = mount.target;
  if (target.empty()) return "without a target";
  if (target.find('\\') != std::string::npos) return {};
  if (is_root(target)) return fmt::format("at {}, where the image is", target);
  if (names_drive(target))
    return fmt::format("at {}: docker takes a name of one letter for a drive of Windows", shortened(target));
  if (!target.starts_with('/')) return fmt::format("at {}, which is no absolute path", shortened(target));
  return {};
}

std::vector<Finding> check(const Facts& facts) {
  std::vector<Finding> findings;
  for (const StackFile& stack : facts.stack_files)
    for (const StackFileService& service : stack.services)
      for (const StackMount& mount : service.mounts) {
        if (holds_variable(mount.target) || mount.type == "npipe") continue;
        const bool drive = names_drive(mount.target);
        const std::string why = reason(mount);
        if (why.empty() || (drive && on_windows(service))) continue;
        findings.push_back(
            {.message = fmt::format("services.{} has a mount {}: engines reject every one of its tasks, and try again "
                                    "for ever",
                                    service.name, why),
             .file = stack.file,
             .where = mount.where,
             .place = service.name,
             .help = drive ? "a name of two letters or more" : "a target that begins with / and names a folder"});
      }
  return findings;
}

}  // namespace

const Rule mount_target_unusable{
    .name = "mount-target-unusable",
    .severity = Severity::error,
    .needs = Input::files,
    .summary = "a mount without a target, at a relative path or at /",
    .why =
        "Nothing looks at a mount's target before a task is on its node: the file is taken and the service made. "
        "There the engine rejects the task (invalid mount target, must be an absolute path), and the next one, 1 every "
        "5 seconds. A volume with a name of one letter ends so too: v:/data is a path on the drive v.\n"
        "Source: https://github.com/moby/moby/blob/master/daemon/cluster/executor/container/validate.go; seen on "
        "engines 20.10 and 28",
    .fix = "Write the whole path, from / on; give the volume a name of two letters or more.",
    .bad = bad,
    .good = good,
    .check = check,
};

}  // namespace planner
