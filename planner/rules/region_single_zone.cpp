// One of several regions has all it has in one zone.
#include <fmt/format.h>

#include "planner/rules/all.hpp"
#include "planner/rules/sites.hpp"
#include "planner/rules/wording.hpp"

namespace planner {
namespace {

constexpr SourceFile bad[] = {{"cluster.toml", R"([fra]
a = { managers = 1, workers = 2 }
b = { managers = 1, workers = 2 }
c = { managers = 1, workers = 2 }

[ber]
a = { workers = 2 }
)"}};

constexpr SourceFile good[] = {{"cluster.toml", R"([fra]
a = { managers = 1, workers = 2 }
b = { managers = 1, workers = 2 }
c = { managers = 1, workers = 2 }

[ber]
a = { workers = 1 }
b = { workers = 1 }
)"}};

RoleCounts roles_in(const Topology& topology, const Place& place) {
  RoleCounts counts;
  for (int i = 0; i < place.pool_count; ++i) {
    const Pool& pool = topology.pools[static_cast<std::size_t>(place.first_pool + i)];
    if (pool.role == Role::manager) counts.manager += pool.count;
    if (pool.role == Role::worker) counts.worker += pool.scaling && pool.count == 0 ? 1 : pool.count;
  }
  return counts;
}

std::vector<Finding> check(const Facts& facts) {
  const Topology& topology = facts.cluster.topology;
  std::vector<const Place*> regions;
  for (const PlaceIndex index : sites_of(topology, Level::region))
    if (roles_in(topology, place_at(topology, index)).total() > 0) regions.push_back(&place_at(topology, index));
  std::vector<Finding> findings;
  if (regions.size() < 2) return findings;
  for (const Place* region : regions) {
    if (region->children.size() != 1) continue;
    const Place& zone = place_at(topology, region->children.front());
    const RoleCounts counts = roles_in(topology, *region);
    findings.push_back({.severity = Severity::info,
                        .message = fmt::format("{} has one zone, {}: the loss of that zone is the loss of the region, "
                                               "with {} and {}",
                                               region->id, zone.name, amount(counts.manager, "manager"),
                                               amount(counts.worker, "worker")),
                        .where = region->where,
                        .place = region->id,
                        .help = fmt::format("a second zone in {} with part of them, or nothing where it is meant as a "
                                            "small site",
                                            region->id)});
  }
  return findings;
}

}  // namespace

const Rule region_single_zone{
    .name = "region-single-zone",
    .severity = Severity::info,
    .needs = Input::spec,
    .summary = "one of several regions consists of a single zone",
    .why =
        "A zone fails far more often than a whole region. With 1 zone the region is as weak as that zone: all of its "
        "managers and workers go together. Told where 2 or more regions have workers or managers; never of edges.\n"
        "Source: https://docs.docker.com/engine/swarm/admin_guide/#distribute-manager-nodes",
    .fix =
        "Split the region over two zones or three. A site that holds one manager as a witness, or that has no other "
        "zone, is fine as it is: allow it there.",
    .bad = bad,
    .good = good,
    .check = check,
};

}  // namespace planner
