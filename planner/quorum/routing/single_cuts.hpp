#pragma once
// Which single element, lost on top of what is lost already, leaves no side with a majority.
#include <cstdint>
#include <vector>

#include "planner/quorum/routing/cut_model.hpp"
#include "planner/quorum/routing/majority_tree.hpp"

namespace planner {

/// Asked again and again by a search; does not allocate after the first questions.
class SingleCuts {
 public:
  explicit SingleCuts(const CutModel& model);

  /// Elements that are not kept, in no order; none where no side holds a majority as it stands. Good until the next
  /// question. Takes the steps away that it needs: one for each site and edge, and again for each link of several edges
  /// that may be one.
  const std::vector<int>& find(Standing& standing, std::int64_t& steps);

 private:
  const CutModel& model_;
  std::vector<int> found_;
  std::vector<int> discovered_;   // when, by site, from 1; 0: not yet
  std::vector<int> low_;          // the earliest site that its subtree reaches beside the tree, by site
  std::vector<int> below_;        // managers in its subtree
  std::vector<int> parted_;       // managers in those subtrees that hang on the site alone
  std::vector<int> heaviest_;     // the most managers in one of these
  std::vector<int> parent_edge_;  // −1: the first site
  std::vector<int> next_;         // into arcs
  std::vector<int> order_;        // sites as they were discovered
  std::vector<int> path_;         // from the first site to the present one
  std::vector<int> wide_;         // links of several edges that the tree needs
  std::vector<bool> seen_;

  void search_from(int start, const Standing& standing);
  void discover(int site, int edge);
  void finish(int site);
  void take_single_edges_and_sites(const Standing& standing);
  void take_wide_links(Standing& standing, std::int64_t& steps);
  bool holds(const Standing& standing, std::int64_t& steps);
  void take(int element, const Standing& standing);
};

}  // namespace planner
