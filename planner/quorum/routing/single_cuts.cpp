// Question: which single element does it take, on top of what is lost?
// Model: one side holds a majority now; all others can be left alone, for they lose nothing that mattered.
//
// Idea: a depth-first tree of that side. Let low(v) be the earliest discovered site that the subtree of v reaches by an
// edge beside the tree.
// - The loss of the link to the parent of v parts the subtree of v when low(v) is v itself, else nothing: the sides
// then
//   hold what is below v, and the rest.
// - The loss of the site v parts each subtree of a child c with low(c) not before v, and leaves the rest in one piece.
// Either is a cut when none of the pieces has a majority. Links that join several pairs of sites are taken out one by
// one: only those with an edge in the beginning of the tree, as far as it takes to hold a majority.
//
// Example: a (2 managers) – b – c (1), b – d (1), majority 3. From a: below(b) = 2, and a–b leaves 2 and 2, a cut. c
// below b: b–c leaves 3, no cut. The site b leaves 2, 1, 1, a cut.
//
// Cost: linear, and linear again for each link of several edges in the tree.
// Source: Hopcroft and Tarjan, Efficient algorithms for graph manipulation, 1973.
#include "planner/quorum/routing/single_cuts.hpp"

#include <algorithm>
#include <cstddef>

namespace planner {
namespace {

std::size_t at(int index) { return static_cast<std::size_t>(index); }

}  // namespace

SingleCuts::SingleCuts(const CutModel& model)
    : model_(model),
      discovered_(model.managers.size(), 0),
      low_(model.managers.size(), 0),
      below_(model.managers.size(), 0),
      parted_(model.managers.size(), 0),
      heaviest_(model.managers.size(), 0),
      parent_edge_(model.managers.size(), -1),
      next_(model.managers.size(), 0),
      seen_(model.managers.size(), false) {}

const std::vector<int>& SingleCuts::find(Standing& standing, std::int64_t& steps) {
  found_.clear();
  std::ranges::fill(discovered_, 0);
  steps -= static_cast<std::int64_t>(discovered_.size()) / 8;
  for (int site = 0; site < static_cast<int>(model_.managers.size()); ++site) {
    if (model_.managers[at(site)] == 0 || standing.site_lost[at(site)] != 0 || discovered_[at(site)] > 0) continue;
    search_from(site, standing);
    for (const int v : order_) steps -= 1 + static_cast<std::int64_t>(arcs_of(model_, v).size());
    if (below_[at(site)] < model_.majority) continue;
    take_single_edges_and_sites(standing);
    take_wide_links(standing, steps);
    break;
  }
  return found_;
}

void SingleCuts::discover(int site, int edge) {
  order_.push_back(site);
  path_.push_back(site);
  discovered_[at(site)] = low_[at(site)] = static_cast<int>(order_.size());
  below_[at(site)] = model_.managers[at(site)];
  parted_[at(site)] = heaviest_[at(site)] = 0;
  parent_edge_[at(site)] = edge;
  next_[at(site)] = model_.first_arc[at(site)];
}

void SingleCuts::finish(int site) {
  path_.pop_back();
  if (path_.empty()) return;
  const std::size_t parent = at(path_.back());
  low_[parent] = std::min(low_[parent], low_[at(site)]);
  below_[parent] += below_[at(site)];
  if (low_[at(site)] < discovered_[parent]) return;
  parted_[parent] += below_[at(site)];
  heaviest_[parent] = std::max(heaviest_[parent], below_[at(site)]);
}

void SingleCuts::search_from(int start, const Standing& standing) {
  order_.clear();
  discover(start, -1);
  while (!path_.empty()) {
    const int site = path_.back();
    if (next_[at(site)] == model_.first_arc[at(site) + 1]) {
      finish(site);
      continue;
    }
    const CutArc& arc = model_.arcs[at(next_[at(site)]++)];
    if (arc.edge == parent_edge_[at(site)] || !works(arc, standing)) continue;
    if (discovered_[at(arc.to)] == 0)
      discover(arc.to, arc.edge);
    else
      low_[at(site)] = std::min(low_[at(site)], discovered_[at(arc.to)]);
  }
}

void SingleCuts::take(int element, const Standing& standing) {
  if (element >= 0 && standing.kept[at(element)] == 0) found_.push_back(element);
}

void SingleCuts::take_single_edges_and_sites(const Standing& standing) {
  wide_.clear();
  const int all = below_[at(order_.front())];
  int managers = 0;  // of the sites so far, which the edges of the tree so far join
  for (const int site : order_) {
    const int rest = all - model_.managers[at(site)] - parted_[at(site)];
    if (std::max(rest, heaviest_[at(site)]) < model_.majority) take(model_.element_of_site[at(site)], standing);
    const bool needed = managers < model_.majority;
    managers += model_.managers[at(site)];
    if (parent_edge_[at(site)] < 0) continue;
    const int link = model_.edges[at(parent_edge_[at(site)])].link;
    if (model_.edges_of_link[at(link)] > 1) {
      if (needed) wide_.push_back(link);
    } else if (low_[at(site)] == discovered_[at(site)] &&
               std::max(below_[at(site)], all - below_[at(site)]) < model_.majority)
      take(model_.element_of_link[at(link)], standing);
  }
}

void SingleCuts::take_wide_links(Standing& standing, std::int64_t& steps) {
  std::ranges::sort(wide_);
  wide_.erase(std::unique(wide_.begin(), wide_.end()), wide_.end());
  for (const int link : wide_) {
    if (steps < 0) return;
    if (standing.kept[at(model_.element_of_link[at(link)])] != 0) continue;
    standing.link_lost[at(link)] = 1;
    if (!holds(standing, steps)) take(model_.element_of_link[at(link)], standing);
    standing.link_lost[at(link)] = 0;
  }
}

// Some side holds a majority.
bool SingleCuts::holds(const Standing& standing, std::int64_t& steps) {
  steps -= static_cast<std::int64_t>(seen_.size()) / 8;
  std::fill(seen_.begin(), seen_.end(), false);
  for (int start = 0; start < static_cast<int>(model_.managers.size()); ++start) {
    if (model_.managers[at(start)] == 0 || standing.site_lost[at(start)] != 0 || seen_[at(start)]) continue;
    std::vector<int>& ahead = order_;  // what the tree was found in is not needed any more
    ahead.assign(1, start);
    seen_[at(start)] = true;
    int managers = 0;
    while (!ahead.empty() && managers < model_.majority) {
      const int site = ahead.back();
      ahead.pop_back();
      managers += model_.managers[at(site)];
      steps -= 1 + static_cast<std::int64_t>(arcs_of(model_, site).size());
      for (const CutArc& arc : arcs_of(model_, site)) {
        if (seen_[at(arc.to)] || !works(arc, standing)) continue;
        seen_[at(arc.to)] = true;
        ahead.push_back(arc.to);
      }
    }
    if (managers >= model_.majority) return true;
  }
  return false;
}

}  // namespace planner
