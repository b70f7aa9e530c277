// Question: is this loss one of those that a goal promises to survive?
// Model: the goal names how many domains of each level may be lost. The loss is one of them when everything in it that
// bears on the quorum, managers and zones that pass traffic, can be covered by that many domains.
// Idea: take the first thing that is not covered; one of the domains that hold it has to be among those chosen; try
// each. Of places at most one a level holds it, so only declared domains that overlap make the search branch. Example:
// survive_together zone 1, node 1; lost are both managers of a and one of b. a covers two, the third is the one node:
// promised. With another one of c it is not. Cost: exponential in the number of domains named at worst, so it counts
// its steps. Source: own; exact set cover.
#include "planner/whatif/promise.hpp"

#include <algorithm>
#include <optional>

namespace planner {
namespace {

std::size_t at(int index) { return static_cast<std::size_t>(index); }

bool place_in(const Topology& topology, const FailureDomain& domain, PlaceIndex place) {
  for (std::optional<PlaceIndex> here = place; here; here = topology.places[at(*here)].parent) {
    if (domain.place ? *domain.place == *here
                     : std::binary_search(domain.whole_places.begin(), domain.whole_places.end(), *here))
      return true;
  }
  return false;
}

bool node_in(const Topology& topology, const FailureDomain& domain, NodeIndex node) {
  if (!domain.place) return std::binary_search(domain.nodes.begin(), domain.nodes.end(), node);
  const Place& place = topology.places[at(*domain.place)];
  return node >= place.first_node && node < place.first_node + place.node_count;
}

struct Cover {
  const Topology& topology;
  std::span<const NodeIndex> managers;
  std::span<const PlaceIndex> places;
  std::int64_t steps;
  std::vector<std::pair<std::string, int>> left;  // level, domains that may still be chosen
  std::vector<const FailureDomain*> chosen = {};

  bool holds(const FailureDomain& domain, bool is_place, int index) const {
    return is_place ? place_in(topology, domain, index) : node_in(topology, domain, index);
  }
  bool covered(bool is_place, int index) const {
    return std::ranges::any_of(chosen, [&](const FailureDomain* d) { return holds(*d, is_place, index); });
  }
  bool search();
  bool cover(bool is_place, int index);
};

bool Cover::cover(bool is_place, int index) {
  for (auto& [level, count] : left) {
    if (count == 0 || level == name_of(Level::node)) continue;
    for (const FailureDomain& domain : topology.domains) {
      if (domain.level != level || !holds(domain, is_place, index)) continue;
      if (--steps < 0) return true;
      --count;
      chosen.push_back(&domain);
      const bool found = search();
      chosen.pop_back();
      ++count;
      if (found) return true;
    }
  }
  if (is_place) return false;
  // As a node by itself.
  for (auto& [level, count] : left) {
    if (count == 0 || level != name_of(Level::node)) continue;
    const FailureDomain alone{topology.nodes[at(index)].id, level, {}, {index}, {}, {}};
    --count;
    chosen.push_back(&alone);
    const bool found = search();
    chosen.pop_back();
    ++count;
    if (found) return true;
  }
  return false;
}

bool Cover::search() {
  for (const PlaceIndex place : places)
    if (!covered(true, place)) return cover(true, place);
  for (const NodeIndex manager : managers)
    if (!covered(false, manager)) return cover(false, manager);
  return true;
}

}  // namespace

bool promised(const Topology& topology, const SurvivalGoal& goal, std::span<const NodeIndex> managers_down,
              std::span<const PlaceIndex> zones_down, std::int64_t steps) {
  Cover cover{topology, managers_down, zones_down, steps, goal.losses};
  return cover.search();
}

}  // namespace planner
