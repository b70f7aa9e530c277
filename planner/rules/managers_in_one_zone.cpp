// Several managers, several zones, and all managers in the same one.
#include <fmt/format.h>

#include <algorithm>

#include "planner/rules/all.hpp"
#include "planner/rules/sites.hpp"

namespace planner {
namespace {

constexpr SourceFile bad[] = {{"cluster.toml", R"([fra]
a = { managers = 3, workers = 1 }
b = { workers = 1 }
c = { workers = 1 }
)"}};

constexpr SourceFile good[] = {{"cluster.toml", R"([fra]
a = { managers = 1, workers = 1 }
b = { managers = 1, workers = 1 }
c = { managers = 1, workers = 1 }
)"}};

std::vector<Finding> check(const Facts& facts) {
  if (!facts.quorum || facts.quorum->managers < 2) return {};
  const Topology& topology = facts.cluster.topology;
  std::vector<std::string> zones;
  for (const PlaceIndex index : sites_of(topology, Level::zone)) zones.push_back(place_at(topology, index).id);
  if (zones.size() < 2) return {};
  const auto all_in = std::ranges::find_if(facts.quorum->domains, [&](const DomainQuorum& result) {
    return topology.domains[static_cast<std::size_t>(result.domain)].level == "zone" &&
           result.managers == facts.quorum->managers;
  });
  if (all_in == facts.quorum->domains.end()) return {};
  const FailureDomain& zone = topology.domains[static_cast<std::size_t>(all_in->domain)];
  std::erase(zones, zone.id);
  const std::string cure =
      zones.size() == 1
          ? fmt::format("two zones never survive the loss of either: put one manager each in {}, {} and a third zone",
                        zone.id, zones.front())
          : fmt::format("put a third of them each in {}, {} and {}", zone.id, zones[0], zones[1]);
  return {{.message = fmt::format("all {} managers stand in {}, one of {} zones: when it dies, none is left to run the "
                                  "others",
                                  facts.quorum->managers, zone.id, zones.size() + 1),
           .where = zone.where,
           .place = zone.id,
           .help = cure}};
}

}  // namespace

const Rule managers_in_one_zone{
    .name = "managers-in-one-zone",
    .severity = Severity::error,
    .needs = Input::spec,
    .summary = "all managers stand in one of several zones",
    .why =
        "The loss of that zone leaves 0 of N managers. The workers of the other zones keep the tasks that they run, "
        "but what ran in the lost zone is started nowhere, although there is room for it.\n"
        "Source: https://docs.docker.com/engine/swarm/admin_guide/#distribute-manager-nodes",
    .fix =
        "Spread the managers over three zones: 3 as 1-1-1, 5 as 2-2-1, 7 as 3-2-2. A third zone needs nothing but "
        "a manager.",
    .bad = bad,
    .good = good,
    .check = check,
};

}  // namespace planner
