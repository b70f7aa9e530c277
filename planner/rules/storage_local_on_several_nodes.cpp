// Files on the disk of whichever node a task runs on.
#include <fmt/format.h>

#include <algorithm>

#include "planner/catalogue/storage_drivers.hpp"
#include "planner/rules/all.hpp"
#include "planner/rules/task_nodes.hpp"
#include "planner/rules/wording.hpp"

namespace planner {
namespace {

constexpr SourceFile bad[] = {{"cluster.toml", R"([storage]
driver = "local"

[fra]
a = { managers = 1, workers = 2 }
b = { managers = 1, workers = 2 }
c = { managers = 1, workers = 2 }
)"}};

constexpr SourceFile good[] = {{"cluster.toml", R"([storage]
driver = "s3"
bucket = "shop"

[fra]
a = { managers = 1, workers = 2 }
b = { managers = 1, workers = 2 }
c = { managers = 1, workers = 2 }
)"}};

/// What is not kept by the driver.
std::vector<std::string> local_uses(const Storage& storage) {
  if (find_storage_driver(storage.driver)->local) return storage.uses;
  std::vector<std::string> local;
  for (const char* use : {"files", "builds", "deployments"})
    if (std::ranges::find(storage.uses, use) == storage.uses.end()) local.emplace_back(use);
  return local;
}

std::vector<Finding> check(const Facts& facts) {
  const std::optional<Storage>& storage = facts.cluster.storage;
  if (!storage) return {};
  const TaskNodes nodes = task_nodes(facts.cluster);
  const std::vector<std::string> local = local_uses(*storage);
  if (local.empty() || nodes.count < 2) return {};
  return {{.severity = Severity::error,
           .message = fmt::format("{} are kept on the disk of whichever of {} a task runs on: what is written on one "
                                  "is not found on the others, and is lost with it",
                                  enumerate(local), amount(nodes.count, name_of(nodes.role))),
           .where = find_storage_driver(storage->driver)->local ? storage->where : storage->uses_where,
           .help = find_storage_driver(storage->driver)->local
                       ? "a driver that every node reaches, such as s3 or r2"
                       : fmt::format("keep them with {} too: leave storage.uses out, or name all of files, builds, "
                                     "deployments",
                                     storage->driver)}};
}

}  // namespace

const Rule storage_local_on_several_nodes{
    .name = "storage-local-on-several-nodes",
    .severity = Severity::error,
    .needs = Input::spec,
    .summary = "files lie on single nodes, and services run on several",
    .why =
        "A volume of driver local is made anew, and empty, on each node that a task comes to. With 2 or more nodes an "
        "upload that one task takes is not there for the next, and a build that one worker makes is not there for the "
        "one that runs it. Appwrite keeps three things: files of buckets, builds and deployments of functions; all "
        "three have to be shared.\n"
        "Source: https://book.appread.io/high-availability; "
        "https://docs.docker.com/engine/storage/volumes/#share-data-between-machines",
    .fix =
        "Name a driver that every node reaches, for all three uses. A single node that keeps all, or a network file "
        "system mounted on every node, is no driver local: say s3-compatible with the endpoint that serves it.",
    .bad = bad,
    .good = good,
    .check = check,
};

}  // namespace planner
