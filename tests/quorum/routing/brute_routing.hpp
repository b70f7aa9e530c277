#pragma once
// The oracle for routing: labels that spread along joins, and every subset of links and sites, one by one. Shares no
// code with planner/.
#include <array>
#include <random>
#include <string>
#include <vector>

#include "planner/quorum/routing/partition_cuts.hpp"
#include "planner/quorum/routing/routing.hpp"

namespace planner::test {

struct NamedRouting {
  Routing routing;
  std::vector<std::string> sites;
  std::vector<std::array<std::string, 2>> links;

  RoutingNames names() const { return {sites, links}; }
};

/// Several parts a site, links that end at parts, that have no join or several, between the same sites more than once;
/// managers unevenly spread. Ids are in another order than sites.
NamedRouting random_routing(std::mt19937& random, int sites, int links, int managers);

/// By site: the lowest site of its side, −1: down.
std::vector<int> brute_sides(const Routing& routing, const std::vector<bool>& parts, const std::vector<bool>& links);

/// The most managers on one side; those of parts that are down left out.
int brute_heaviest(const Routing& routing, const std::vector<bool>& parts, const std::vector<bool>& links);

/// All minimal sets of up to `within` elements, in the order of the contract. At most 20 elements.
std::vector<std::vector<RoutingElement>> brute_cuts(const NamedRouting& named, bool sites_fail, int within);

}  // namespace planner::test
