#pragma once
// An order in which to decide sites and links one by one, so that few sites at a time have links both ways.
#include <utility>
#include <vector>

#include "planner/quorum/routing/cut_model.hpp"

namespace planner {

/// A site that enters or a link that is decided. The frontier is the list of sites that have entered and not left;
/// places count into it.
struct FrontierMove {
  int element = -1;                        // −1: nothing to decide, it stays
  int site = -1;                           // enters at the end of the frontier; −1: a link
  int link = -1;                           // −1: a site
  std::vector<std::pair<int, int>> joins;  // of the link, by places
  std::vector<int> leaves;                 // places, from the last down: sites of which all links are decided now
};

/// Every site and link in the component of the majority, sites before their links.
std::vector<FrontierMove> frontier_moves(const CutModel& model);

}  // namespace planner
