// Two sites with managers in both: no distribution of managers survives the loss of either.
#include <fmt/format.h>

#include "planner/rules/all.hpp"
#include "planner/rules/sites.hpp"

namespace planner {
namespace {

constexpr SourceFile bad[] = {{"cluster.toml", R"([fra]
# swarmplan: allow quorum-lost-with-domain because there is no third room
a = { managers = 2 }
b = { managers = 1 }
)"}};

constexpr SourceFile good[] = {{"cluster.toml", R"([fra]
a = { managers = 1 }
b = { managers = 1 }
c = { managers = 1 }
)"}};

int managers_in(const Facts& facts, PlaceIndex place) {
  for (const DomainQuorum& result : facts.quorum->domains)
    if (facts.cluster.topology.domains[static_cast<std::size_t>(result.domain)].place == place) return result.managers;
  return 0;
}

std::vector<Finding> check(const Facts& facts) {
  if (!facts.quorum) return {};
  const Topology& topology = facts.cluster.topology;
  const std::optional<Level> level = outermost_level(topology);
  if (!level) return {};
  const std::vector<PlaceIndex> sites = sites_of(topology, *level);
  if (sites.size() != 2) return {};
  const int first = managers_in(facts, sites[0]);
  const int second = managers_in(facts, sites[1]);
  // Beside two groups there may be regions in no group: managers there are the third site.
  if (first == 0 || second == 0 || first + second != facts.quorum->managers) return {};
  return {{.severity = Severity::info,
           .message = fmt::format("{} and {} are all the {}s there are, with {} and {} of {} managers: one of two "
                                  "always holds half or more, so no distribution survives the loss of either",
                                  place_at(topology, sites[0]).id, place_at(topology, sites[1]).id, name_of(*level),
                                  first, second, facts.quorum->managers),
           .where = facts.cluster.where,
           .help = fmt::format("a small manager in a third {}, which need not run anything else", name_of(*level))}};
}

}  // namespace

const Rule two_sites_only{
    .name = "two-sites-only",
    .severity = Severity::info,
    .needs = Input::spec,
    .summary = "two sites with managers in both can never be made safe",
    .why =
        "With N managers in two sites one of them holds at least N/2, and (N - 1)/2 may be lost at most. So 2-2, "
        "3-2 and 4-3 all stop with the larger site, and an even split with either. Sites are the outermost of "
        "groups, regions and zones of which there are more than one; edges are none.\n"
        "Sources: https://docs.docker.com/engine/swarm/admin_guide/#distribute-manager-nodes, "
        "https://github.com/moby/moby/issues/26491",
    .fix =
        "A third site with one manager as a witness: 2-2-1 survives the loss of any one. Where there is no third, "
        "put all managers but a minority in the site that should go on, and write down how to recover the other.",
    .bad = bad,
    .good = good,
    .check = check,
};

}  // namespace planner
