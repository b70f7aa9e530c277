#include <fmt/format.h>

#include "planner/rules/all.hpp"
#include "planner/rules/places.hpp"

namespace planner {
namespace {

constexpr SourceFile kBad[] = {{"cluster.toml", R"([fra.a]
managers     = 3
loadbalancer = 1
workers      = 2

[ams.a]
workers = 2
)"}};
constexpr SourceFile kGood[] = {{"cluster.toml", R"([fra.a]
managers     = 3
loadbalancer = 1
workers      = 2

[ams.a]
loadbalancer = 1
workers      = 2
)"}};

/// Does anything run there that traffic could be meant for? A manager alone, drained, is a witness.
bool runs_tasks(const Topology& topology, const Place& zone) {
  for (int i = 0; i < zone.pool_count; ++i) {
    const Pool& pool = topology.pools[static_cast<std::size_t>(zone.first_pool + i)];
    const bool node = pool.count > 0 || pool.scaling;
    if (node && (pool.role != Role::manager || pool.availability == Availability::active)) return true;
  }
  return false;
}

std::vector<Finding> check(const Facts& facts) {
  const Topology& topology = facts.cluster.topology;
  std::string other;
  for (const Place* region : core_places(topology, Level::region))
    if (other.empty() && has_loadbalancer(topology, *region)) other = region->id;
  if (other.empty()) return {};
  std::vector<Finding> findings;
  for (const Place* zone : core_places(topology, Level::zone)) {
    const Place& region = topology.places[static_cast<std::size_t>(*zone->parent)];
    if (has_loadbalancer(topology, region) || !runs_tasks(topology, *zone)) continue;
    findings.push_back(finding_at(
        Severity::warning, zone->where, zone->id,
        fmt::format("no zone of {} has a load balancer, though {} has one: traffic for {} enters elsewhere, and stops "
                    "with that place",
                    region.id, other, zone->id),
        fmt::format("add loadbalancer = 1 to {}, or name a managed one: endpoint = \"…\"", zone->id)));
  }
  return findings;
}

}  // namespace

const Rule zone_without_loadbalancer{
    "zone-without-loadbalancer",
    Severity::warning,
    Input::spec,
    "A zone whose region has no load balancer, though another region has",
    "Clients are sent to the nearest load balancer. A region without one gets its traffic through another region: "
    "slower, and gone when that region is gone. A zone that runs nothing (a drained manager as witness) needs none.",
    "Give one zone of the region a load balancer, or an `endpoint`.",
    kBad,
    kGood,
    check,
};

}  // namespace planner
