#include <fmt/format.h>

#include "planner/rules/all.hpp"
#include "planner/rules/places.hpp"

namespace planner {
namespace {

constexpr SourceFile kBad[] = {{"cluster.toml", "[fra.a]\nmanagers = 2\n[fra.b]\nmanagers = 1\n"}};
constexpr SourceFile kGood[] = {
    {"cluster.toml", "[fra.a]\nmanagers = 1\n[fra.b]\nmanagers = 1\n[fra.c]\nmanagers = 1\n"}};

std::vector<Finding> check(const Facts& facts) {
  if (!facts.quorum) return {};
  const Topology& topology = facts.cluster.topology;
  const std::optional<Level> level = outermost_level(topology);
  if (!level) return {};
  const std::vector<const Place*> sites = core_places(topology, *level);
  if (sites.size() != 2) return {};
  for (const Place* site : sites)
    if (count_in(topology, *site).manager == 0) return {};
  return {finding_at(
      Severity::info, sites[0]->where, sites[0]->id,
      fmt::format("the managers stand in two {0}s, {1} and {2}: no number of managers survives the loss "
                  "of either one",
                  name_of(*level), sites[0]->id, sites[1]->id),
      fmt::format("put one manager into a third {}; it may be small, and need run no service", name_of(*level)))};
}

}  // namespace

const Rule two_sites_only{
    "two-sites-only",
    Severity::info,
    Input::spec,
    "The managers stand in exactly two sites",
    "Of two sites one holds half of the managers or more, so its loss leaves less than a majority; and a cut between "
    "them stops the smaller half, or both if they are equal. This is arithmetic, not a matter of how many managers "
    "there are. https://docs.docker.com/engine/swarm/raft/",
    "Add a third site with one manager. It breaks the tie.",
    kBad,
    kGood,
    check,
};

}  // namespace planner
