#pragma once
// The oracle for what still reaches what: one look at every zone, link and node. Shares no code with planner/ beyond
// the plain data of the model.
#include <functional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "planner/model/cluster.hpp"

namespace planner::test {

/// What is down. Places are zones that are down as a whole, with all that they hold.
struct Down {
  std::set<NodeIndex> nodes;
  std::set<PoolIndex> pools;   // scaling ones
  std::set<PlaceIndex> zones;  // of core regions
  std::vector<std::pair<PlaceIndex, PlaceIndex>> cuts;
};

bool lies_in(const Cluster& cluster, PlaceIndex inner, PlaceIndex outer);
PlaceIndex place_named(const Cluster& cluster, const std::string& id);
std::vector<NodeIndex> all_managers(const Cluster& cluster);
PlaceIndex home_of(const Cluster& cluster, NodeIndex node);  // its zone or rack
PlaceIndex region_around(const Cluster& cluster, PlaceIndex place);

/// Takes a whole place, or a declared domain with the places that it names.
void take_place(const Cluster& cluster, PlaceIndex place, Down& down);
void take_domain(const Cluster& cluster, const FailureDomain& domain, Down& down);

/// One pair of regions that a link joins, and the places that it names: a zone, else the region.
struct BruteJoin {
  PlaceIndex from = 0, to = 0;
  PlaceIndex from_end = 0, to_end = 0;
  std::size_t link = 0;
};

/// Of core regions, with what a cut or a dead end takes left out.
std::vector<BruteJoin> joins_after(const Cluster& cluster, const Down& down);

/// By place of a core region: a label of its component, −1 where it is down and for all other places.
std::vector<int> region_labels(const Cluster& cluster, const Down& down);

/// The most managers up that are connected, without cuts.
int heaviest_side(const Cluster& cluster, const Down& down);

/// Calls `look` with every loss of exactly so many domains of each level (all where there are fewer), `before`
/// included; of single nodes managers alone are taken.
void for_each_loss(const Cluster& cluster, const SurvivalGoal& goal, const Down& before,
                   const std::function<void(const Down&)>& look);

/// Every loss of the goal leaves a side with a majority.
bool goal_holds_after(const Cluster& cluster, const SurvivalGoal& goal, const Down& before);

int half_and_one(int managers);

}  // namespace planner::test
