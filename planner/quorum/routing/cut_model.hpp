#pragma once
// A routing as the searches for partition cuts see it: sites with managers, links that join them, numbered elements.
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "planner/quorum/routing/partition_cuts.hpp"
#include "planner/quorum/routing/routing.hpp"

namespace planner {

struct CutEdge {
  int from = 0;
  int to = 0;
  int link = 0;
};

/// An edge as the site at one end sees it.
struct CutArc {
  int to = 0;
  int link = 0;
  int edge = 0;
};

/// Edges of one link are neighbours, each pair of sites once a link. Links that can be in no minimal set have none.
struct CutModel {
  int majority = 0;
  bool held = false;          // some side holds a majority as long as nothing is lost
  std::vector<int> managers;  // by site
  std::vector<CutEdge> edges;
  std::vector<int> edges_of_link;        // how many
  std::vector<int> first_arc;            // by site, and one more: into arcs
  std::vector<CutArc> arcs;              // by site
  std::vector<int> element_of_link;      // −1: in no minimal set
  std::vector<int> element_of_site;      // −1: in no minimal set, or sites are not asked about
  std::vector<RoutingElement> elements;  // sorted by name, so that a lower number comes first
};

inline std::span<const CutArc> arcs_of(const CutModel& model, int site) {
  const auto begin = static_cast<std::size_t>(model.first_arc[static_cast<std::size_t>(site)]);
  const auto end = static_cast<std::size_t>(model.first_arc[static_cast<std::size_t>(site) + 1]);
  return {model.arcs.data() + begin, end - begin};
}

CutModel cut_model(const Routing& routing, const RoutingNames& names, bool sites_fail);

/// Sets as sorted numbers of elements, sorted by size, then by numbers; at most `listed_sets` of them.
struct FoundCuts {
  std::vector<std::uint64_t> of_size;  // number of minimal sets, by size
  std::vector<std::vector<int>> listed;
  int sizes_done = 0;    // sizes up to this one are complete
  bool complete = true;  // all sizes that were asked for are
};

}  // namespace planner
