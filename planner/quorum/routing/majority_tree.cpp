// Question: which connected part of the routing holds a majority with the fewest elements that may still be lost?
// Model: walking over a link that is not kept costs 1, and so does a site that is not kept.
//
// Idea: grow a tree from one site, again and again along a cheapest path to the nearest site that adds managers, until
// they are a majority. Not always the least tree, but any will do: it only decides how many branches a search has. Of
// some heavy sites to begin with the one with the least tree is taken.
//
// Example: the ring a b c d with a manager each, majority 3, a–b kept: from a along a–b for nothing to b, then b–c to
// c. Links only: the tree's one element is b–c. With sites: a, b, c and b–c.
//
// Cost: a walk over the neighbourhood of the tree for each site that it joins.
// Source: Takahashi and Matsuyama, An approximate solution for the Steiner problem in graphs, 1980.
#include "planner/quorum/routing/majority_tree.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace planner {
namespace {

constexpr std::size_t tried_starts = 8;

std::size_t at(int index) { return static_cast<std::size_t>(index); }

class Tree {
 public:
  Tree(const CutModel& model, const Standing& standing, std::int64_t& steps)
      : model_(model), standing_(standing), steps_(steps), inside_(model.managers.size(), false) {
    steps_ -= static_cast<std::int64_t>(model.managers.size()) / 8;
  }

  // False where the side of `start` holds no majority.
  bool grow(int start) {
    add_site(start);
    while (managers_ < model_.majority) {
      const int site = nearest_managers();
      if (site < 0) return false;
      add_path(site);
    }
    std::ranges::sort(elements);
    elements.erase(std::unique(elements.begin(), elements.end()), elements.end());
    return true;
  }

  std::vector<int> elements;

 private:
  const CutModel& model_;
  const Standing& standing_;
  std::int64_t& steps_;
  std::vector<bool> inside_;
  std::vector<int> sites_;                 // inside
  std::vector<int> distance_;              // from the tree, by site; −1: not reached yet
  std::vector<std::pair<int, int>> from_;  // by site: the site and the link from which it was reached
  int managers_ = 0;

  bool is_free(int element) const { return element >= 0 && standing_.kept[at(element)] == 0; }
  int cost(const CutArc& arc) const {
    return (is_free(model_.element_of_link[at(arc.link)]) ? 1 : 0) +
           (is_free(model_.element_of_site[at(arc.to)]) ? 1 : 0);
  }

  void add_site(int site) {
    inside_[at(site)] = true;
    sites_.push_back(site);
    managers_ += model_.managers[at(site)];
    if (is_free(model_.element_of_site[at(site)])) elements.push_back(model_.element_of_site[at(site)]);
  }

  void add_path(int site) {
    while (!inside_[at(site)]) {
      const auto [before, link] = from_[at(site)];
      const int element = model_.element_of_link[at(link)];
      if (is_free(element)) elements.push_back(element);
      add_site(site);
      site = before;
    }
  }

  // Of the nearest the one with the most managers, then the first; −1: none is reached.
  int nearest_managers() {
    distance_.assign(inside_.size(), -1);
    from_.resize(inside_.size());
    steps_ -= static_cast<std::int64_t>(inside_.size()) / 4;
    std::vector<std::vector<int>> at_distance(1, sites_);
    for (const int site : sites_) distance_[at(site)] = 0;
    for (std::size_t d = 0; d < at_distance.size(); ++d) {
      int best = -1;
      for (std::size_t i = 0; i < at_distance[d].size(); ++i) {
        const int site = at_distance[d][i];
        if (distance_[at(site)] != static_cast<int>(d)) continue;
        const int managers = inside_[at(site)] ? 0 : model_.managers[at(site)];
        if (managers > (best < 0 ? 0 : model_.managers[at(best)])) best = site;
        reach_from(site, at_distance);
      }
      if (best >= 0) return best;
    }
    return -1;
  }

  void reach_from(int site, std::vector<std::vector<int>>& at_distance) {
    for (const CutArc& arc : arcs_of(model_, site)) {
      --steps_;
      if (!works(arc, standing_)) continue;
      const int distance = distance_[at(site)] + cost(arc);
      if (distance_[at(arc.to)] >= 0 && distance_[at(arc.to)] <= distance) continue;
      distance_[at(arc.to)] = distance;
      from_[at(arc.to)] = {site, arc.link};
      if (at_distance.size() <= at(distance)) at_distance.resize(at(distance) + 1);
      at_distance[at(distance)].push_back(arc.to);
    }
  }
};

}  // namespace

std::optional<std::vector<int>> majority_tree(const CutModel& model, const Standing& standing, std::int64_t& steps) {
  std::vector<int> starts;
  for (int site = 0; site < static_cast<int>(model.managers.size()); ++site)
    if (model.managers[at(site)] > 0 && standing.site_lost[at(site)] == 0) starts.push_back(site);
  std::ranges::stable_sort(starts, [&](int a, int b) { return model.managers[at(a)] > model.managers[at(b)]; });
  std::optional<std::vector<int>> best;
  std::size_t grown = 0;
  for (const int start : starts) {
    if (grown == tried_starts || steps < 0) break;
    Tree tree(model, standing, steps);
    if (!tree.grow(start)) continue;
    ++grown;
    if (!best || tree.elements.size() < best->size()) best = std::move(tree.elements);
  }
  return best;
}

}  // namespace planner
