#include <fmt/format.h>

#include "planner/rules/all.hpp"
#include "planner/rules/places.hpp"

namespace planner {
namespace {

constexpr SourceFile kBad[] = {{"cluster.toml", R"([fra.a]
managers = 3
workers  = 2
[fra.b]
workers = 2
)"}};
constexpr SourceFile kGood[] = {{"cluster.toml", R"([fra.a]
managers = 1
workers  = 2
[fra.b]
managers = 1
workers  = 2
[fra.c]
managers = 1
workers  = 2
)"}};

std::vector<Finding> check(const Facts& facts) {
  const Topology& topology = facts.cluster.topology;
  const std::vector<const Place*> zones = core_places(topology, Level::zone);
  const int managers = count_roles(topology).manager;
  if (!facts.quorum || managers < 2 || zones.size() < 2) return {};
  for (const Place* zone : zones) {
    if (count_in(topology, *zone).manager != managers) continue;
    return {finding_at(Severity::error, zone->where, zone->id,
                       fmt::format("all {} managers stand in {}, one of {} zones: it dies and takes the Swarm with it",
                                   managers, zone->id, zones.size()),
                       zones.size() > 2 ? "spread them over three zones, so that each holds less than half"
                                        : "spread them over three zones; with two, one always holds half or more")};
  }
  return {};
}

}  // namespace

const Rule managers_in_one_zone{
    "managers-in-one-zone",
    Severity::error,
    Input::spec,
    "Two or more managers, all in one of several zones",
    "Several managers are there to outlive one of them; in one zone they share its power, network and cooling. The "
    "nodes in the other zones run on without a manager, and nothing is restarted or moved there. "
    "https://docs.docker.com/engine/swarm/admin_guide/",
    "Spread the managers over at least three zones: 3 as 1-1-1, 5 as 2-2-1, 7 as 3-2-2.",
    kBad,
    kGood,
    check,
};

}  // namespace planner
