// Local volumes of services that may be placed anew elsewhere.
#include <fmt/format.h>

#include <set>
#include <string_view>

#include "planner/rules/all.hpp"
#include "planner/rules/stack_pins.hpp"

namespace planner {
namespace {

constexpr SourceFile bad[] = {{"stack.yml", R"(version: "3.8"
services:
  api:
    image: registry.example/api:1
    volumes: ["data:/var/lib/data"]
volumes:
  data:
)"}};

constexpr SourceFile good[] = {{"stack.yml", R"(version: "3.8"
services:
  api:
    image: registry.example/api:1
    volumes: ["data:/var/lib/data"]
    deploy:
      placement:
        constraints: [node.labels.data == api]
volumes:
  data:
)"}};

/// Volumes of the local driver that are no share of a network, by key.
std::set<std::string_view> local_volumes(const StackFile& stack) {
  std::set<std::string_view> keys;
  for (const StackObject& volume : stack.volumes)
    if (!volume.external && (volume.driver.empty() || volume.driver == "local") && volume.driver_opts.empty())
      keys.insert(volume.key);
  return keys;
}

void check_service(const StackFile& stack, const StackFileService& service, const std::set<std::string_view>& local,
                   std::vector<Finding>& findings) {
  for (const StackMount& mount : service.mounts) {
    if (mount.type != "volume" || !local.contains(mount.source)) continue;
    findings.push_back({.severity = Severity::warning,
                        .message = fmt::format("services.{} keeps {} in a volume of one node and may run on several: "
                                               "placed on another node it starts with an empty one",
                                               service.name, mount.source),
                        .file = stack.file,
                        .where = mount.where,
                        .place = service.name,
                        .help = "label the node that keeps the data and constrain on it (node.labels.data == NAME), or "
                                "use storage that all nodes reach"});
  }
}

std::vector<Finding> check(const Facts& facts) {
  std::vector<Finding> findings;
  for (std::size_t i = 0; i < facts.stack_files.size(); ++i) {
    const std::set<std::string_view> local = local_volumes(facts.stack_files[i]);
    for (std::size_t j = 0; j < facts.stack_files[i].services.size(); ++j) {
      const StackFileService& service = facts.stack_files[i].services[j];
      const StackRoom* room = facts.on_layout.empty() ? nullptr : &facts.on_layout[i].rooms[j];
      const bool stays = room != nullptr && room->known ? room->nodes <= 1 && !room->may_grow : is_pinned(service);
      if (service.mode == "replicated" && !stays) check_service(facts.stack_files[i], service, local, findings);
    }
  }
  return findings;
}

}  // namespace

const Rule volume_left_behind{
    .name = "volume-left-behind",
    .severity = Severity::warning,
    .needs = Input::files,
    .summary = "a local volume of a service that may run on several nodes",
    .why =
        "A volume of the local driver lives on the node that it was made on. When Swarm places the task on another "
        "node, after a loss, a drain or an update, the engine there makes a new, empty one of the same name: the "
        "data is not lost, and not there. 2 replicas on 2 nodes have 2 volumes. Told where no constraint on a "
        "label, a host name or an id holds the service, and the volume has no options (such as NFS) and no other "
        "driver. External volumes are not judged.\n"
        "Source: https://docs.docker.com/engine/swarm/services/#data-volumes, "
        "https://github.com/moby/swarmkit/issues/3063",
    .fix =
        "Pin the service to the node that keeps the data, which makes that node its single point of failure; or "
        "use a volume that every node reaches (NFS, CSI, object storage), or a database that replicates by itself.",
    .bad = bad,
    .good = good,
    .check = check,
};

}  // namespace planner
