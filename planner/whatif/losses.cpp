#include "planner/whatif/losses.hpp"

namespace planner {
namespace {

RoleCounts without(const RoleCounts& all, const RoleCounts& lost) {
  return {all.manager - lost.manager, all.loadbalancer - lost.loadbalancer, all.worker - lost.worker,
          all.service - lost.service};
}

bool has_endpoint(const Topology& topology, PlaceIndex place) {
  for (std::optional<PlaceIndex> at = place; at;) {
    const Place& here = topology.places[static_cast<std::size_t>(*at)];
    if (!here.endpoint.empty()) return true;
    at = here.parent;
  }
  return false;
}

}  // namespace

std::vector<DomainLoss> single_losses(const Topology& topology) {
  const RoleCounts all = count_roles(topology);
  std::vector<DomainLoss> losses;
  losses.reserve(topology.domains.size());
  for (std::size_t i = 0; i < topology.domains.size(); ++i) {
    const RoleCounts lost = count_roles(topology, topology.domains[i]);
    losses.push_back({static_cast<DomainIndex>(i), lost, without(all, lost)});
  }
  return losses;
}

std::vector<ZoneEntry> zone_entries(const Topology& topology) {
  std::vector<ZoneEntry> entries;
  for (const FailureDomain& domain : topology.domains) {
    if (!domain.place || topology.places[static_cast<std::size_t>(*domain.place)].level != Level::zone) continue;
    const RoleCounts counts = count_roles(topology, domain);
    if (counts.service == 0) continue;
    entries.push_back({*domain.place, counts.loadbalancer, counts.service, has_endpoint(topology, *domain.place)});
  }
  return entries;
}

}  // namespace planner
