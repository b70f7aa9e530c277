#pragma once
// A few sites and links that hold a majority together: every cut takes one of them.
#include <cstdint>
#include <optional>
#include <vector>

#include "planner/quorum/routing/cut_model.hpp"

namespace planner {

/// Where a search stands: what it has taken out, and what it has decided to leave in.
struct Standing {
  explicit Standing(const CutModel& model)
      : link_lost(model.edges_of_link.size()), site_lost(model.managers.size()), kept(model.elements.size()) {}

  // 0 or 1; bytes, since a bit takes longer to read and the searches do nothing else
  std::vector<char> link_lost;  // by link
  std::vector<char> site_lost;  // by site
  std::vector<char> kept;       // by element
};

/// Leads from a site that is up to one that is.
inline bool works(const CutArc& arc, const Standing& standing) {
  return standing.link_lost[static_cast<std::size_t>(arc.link)] == 0 &&
         standing.site_lost[static_cast<std::size_t>(arc.to)] == 0;
}

/// The elements of such a tree that are not kept, sorted; none where no side holds a majority. Takes the steps away
/// that it needs, at most a few for each edge and manager site.
std::optional<std::vector<int>> majority_tree(const CutModel& model, const Standing& standing, std::int64_t& steps);

}  // namespace planner
