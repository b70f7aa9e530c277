#pragma once
// Private routing as the quorum sees it: sites that hold managers or pass traffic, and links between them.
#include <span>
#include <utility>
#include <vector>

namespace planner {

/// Two sites that a link joins. A link that ends at a zone needs that zone: `from_part`, `to_part`; −1: any part of the
/// site will do.
struct Join {
  int from = 0;
  int to = 0;
  int from_part = -1;
  int to_part = -1;
};

/// One declared link: up or down as a whole. Between groups it joins several pairs of sites.
struct RoutingLink {
  std::vector<Join> joins;  // never a site with itself; may be empty (both ends in one site)
  double p = 0;             // unavailability, 0 … 1; 0: never fails
};

/// A site is a region of the Swarm, a part one of its zones; edges are left out, they pass no traffic. A site is up
/// while one of its parts is. Parts of one site always reach each other; sites reach each other by links, through
/// sites that are up.
struct Routing {
  int sites = 0;
  std::vector<int> site_of_part;
  std::vector<int> part_of_manager;  // managers numbered from 0 in node order
  std::vector<RoutingLink> links;
};

}  // namespace planner
