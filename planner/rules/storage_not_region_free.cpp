// Files in one region of a plan that has several.
#include <fmt/format.h>

#include "planner/catalogue/storage_drivers.hpp"
#include "planner/rules/all.hpp"
#include "planner/rules/task_nodes.hpp"
#include "planner/rules/wording.hpp"

namespace planner {
namespace {

constexpr SourceFile bad[] = {{"cluster.toml", R"([storage]
driver = "backblaze"
bucket = "shop"

[fra]
a = { managers = 1, workers = 1 }
b = { workers = 1 }
[ber]
a = { managers = 1, workers = 1 }
b = { workers = 1 }
[ams]
a = { managers = 1, workers = 1 }
b = { workers = 1 }
)"}};

constexpr SourceFile good[] = {{"cluster.toml", R"([storage]
driver   = "r2"
bucket   = "shop"
endpoint = "0123.r2.cloudflarestorage.com"

[fra]
a = { managers = 1, workers = 1 }
b = { workers = 1 }
[ber]
a = { managers = 1, workers = 1 }
b = { workers = 1 }
[ams]
a = { managers = 1, workers = 1 }
b = { workers = 1 }
)"}};

std::string alternatives() {
  std::vector<std::string> names;
  for (const StorageDriver& driver : storage_drivers())
    if (driver.region_free)
      names.push_back(
          fmt::format("{}{}", driver.name, driver.free_egress ? " (reading it from elsewhere is free)" : ""));
  return enumerate(names);
}

std::vector<Finding> check(const Facts& facts) {
  const std::optional<Storage>& storage = facts.cluster.storage;
  if (!storage || storage->regions.size() > 1) return {};
  const StorageDriver& driver = *find_storage_driver(storage->driver);
  const TaskNodes nodes = task_nodes(facts.cluster);
  if (driver.region_free || driver.local || nodes.regions.size() < 2) return {};
  return {{.severity = Severity::warning,
           .message = fmt::format("a bucket of {} lies in one region{}, the plan has {}: {} read and write it from "
                                  "afar, and when that region is down all of them are without their files",
                                  driver.company,
                                  storage->regions.empty() ? "" : fmt::format(", {}", storage->regions.front()),
                                  enumerate(nodes.regions), amount(nodes.count, name_of(nodes.role))),
           .where = storage->where,
           .help = fmt::format("region-free by the document: {}. Or keep copies in several regions and say so: "
                               "storage.regions = [\"…\", \"…\"]",
                               alternatives())}};
}

}  // namespace

const Rule storage_not_region_free{
    .name = "storage-not-region-free",
    .severity = Severity::warning,
    .needs = Input::spec,
    .summary = "files lie in one region of a plan that has several",
    .why =
        "A layout of several regions outlives the loss of one, its files do not if they lie there: the services run on "
        "and find nothing. The document asks for storage that is region-free; its marks are kept as they stand in its "
        "table. Where 2 or more of the plan's regions run services and storage.regions names fewer than 2, a driver "
        "without the mark is told.\n"
        "Source: https://book.appread.io/high-availability",
    .fix = "Take a driver with the mark, or replicate the bucket to a second region and name both in storage.regions.",
    .bad = bad,
    .good = good,
    .check = check,
};

}  // namespace planner
