#include <fmt/format.h>

#include "planner/rules/all.hpp"
#include "planner/rules/places.hpp"

namespace planner {
namespace {

constexpr SourceFile kBad[] = {{"cluster.toml", R"([fra.a]
managers = 1
[fra.b]
managers = 1
[ams.a]
managers = 1
)"}};
constexpr SourceFile kGood[] = {{"cluster.toml", R"([fra.a]
managers = 1
[fra.b]
managers = 1
[fra.c]
managers = 1
)"}};

std::vector<Finding> check(const Facts& facts) {
  const Topology& topology = facts.cluster.topology;
  std::vector<const Place*> regions;
  for (const Place* region : core_places(topology, Level::region)) {
    const RoleCounts counts = count_in(topology, *region);
    if (counts.worker > 0 || counts.manager > 0) regions.push_back(region);
  }
  if (regions.size() < 2) return {};
  std::vector<Finding> findings;
  for (const Place* region : regions) {
    if (region->children.size() != 1) continue;
    const Place& zone = topology.places[static_cast<std::size_t>(region->children[0])];
    findings.push_back(finding_at(
        Severity::info, region->where, region->id,
        fmt::format("{} has one zone, {}: a failure of the zone is a failure of the region", region->id, zone.name),
        "split its nodes over two or more zones if the provider has them there"));
  }
  return findings;
}

}  // namespace

const Rule region_single_zone{
    "region-single-zone",
    Severity::info,
    Input::spec,
    "A region with a single zone, where there are several regions",
    "Zones exist so that one failure of power or network does not take the region. With one zone the two levels are "
    "the "
    "same thing, and what the layout survives at region level is used up by an ordinary zone failure.",
    "Spread the region's nodes over two or more zones.",
    kBad,
    kGood,
    check,
};

}  // namespace planner
