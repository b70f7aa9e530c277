// Zones of a region that takes no traffic itself, though another region does.
#include <fmt/format.h>

#include <algorithm>

#include "planner/rules/all.hpp"
#include "planner/rules/sites.hpp"

namespace planner {
namespace {

constexpr SourceFile bad[] = {{"cluster.toml", R"([fra]
a = { loadbalancer = 1, services = 2 }

[ber]
a = { services = 2 }
)"}};

constexpr SourceFile good[] = {{"cluster.toml", R"([fra]
a = { loadbalancer = 1, services = 2 }

[ber]
a = { loadbalancer = 1, services = 2 }
)"}};

bool below_endpoint(const Topology& topology, PlaceIndex index) {
  for (std::optional<PlaceIndex> at = index; at; at = place_at(topology, *at).parent)
    if (!place_at(topology, *at).endpoint.empty()) return true;
  return false;
}

/// A node of the role, a pool of them that may grow, or a managed one: an endpoint on the zone or around it.
bool has_loadbalancer(const Topology& topology, PlaceIndex zone) {
  const Place& place = place_at(topology, zone);
  for (int i = 0; i < place.pool_count; ++i) {
    const Pool& pool = topology.pools[static_cast<std::size_t>(place.first_pool + i)];
    if (pool.role == Role::loadbalancer && (pool.count > 0 || pool.scaling)) return true;
  }
  return below_endpoint(topology, zone);
}

std::vector<Finding> check(const Facts& facts) {
  const Topology& topology = facts.cluster.topology;
  std::vector<const Place*> lacking;
  std::string with;
  for (const Place& place : topology.places) {
    if (place.level != Level::region) continue;
    const bool has =
        std::ranges::any_of(place.children, [&](PlaceIndex zone) { return has_loadbalancer(topology, zone); });
    if (!has)
      lacking.push_back(&place);
    else if (with.empty())
      with = place.id;
  }
  std::vector<Finding> findings;
  if (with.empty()) return findings;
  for (const Place* region : lacking)
    for (const PlaceIndex index : region->children) {
      const Place& zone = place_at(topology, index);
      findings.push_back({.severity = Severity::warning,
                          .message = fmt::format("no zone of {} has a load balancer, but {} has: traffic for {} "
                                                 "comes through another region and stops when that one does",
                                                 region->id, with, zone.id),
                          .where = zone.where,
                          .place = zone.id,
                          .help = fmt::format("loadbalancer = 1 in {}, or endpoint = \"NAME\" on {} where the provider "
                                              "runs it",
                                              zone.id, region->id)});
    }
  return findings;
}

}  // namespace

const Rule zone_without_loadbalancer{
    .name = "zone-without-loadbalancer",
    .severity = Severity::warning,
    .needs = Input::spec,
    .summary = "a region takes no traffic itself, while another one does",
    .why =
        "Name servers send a client to the nearest load balancer that is up. A region of which 0 zones have one is "
        "never the nearest: each request for it enters elsewhere and crosses between regions, and when the other "
        "region is lost its own workers live on unreached. A zone beside one that has a load balancer is not "
        "told, nor any zone where no region has one.\n"
        "Source: https://docs.docker.com/engine/swarm/ingress/ (every node forwards, whichever region it is in)",
    .fix =
        "A load balancer in at least one zone of the region, or the address of a managed one as the region's "
        "`endpoint`. A place that only holds a manager as a witness may do without: allow it there.",
    .bad = bad,
    .good = good,
    .check = check,
};

}  // namespace planner
