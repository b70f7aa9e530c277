// Question: which sites still reach each other, and where is the heaviest group of managers?
// Model: routing.hpp. Idea: disjoint sets. The lowest site of a set is its root, so that one pass upwards numbers the
// sides; paths are halved, which keeps them short without ranks.
//
// Example: sites a b c d, links a–b, b–c, c–d; the loss of c leaves {a, b} and {d}: 0 0 −1 1.
//
// Cost: nearly linear in parts + joins, nothing allocated. Source: Tarjan and van Leeuwen, Worst-case analysis of set
// union algorithms, 1984.
#include "planner/quorum/routing/sides.hpp"

#include <algorithm>
#include <cassert>
#include <cstddef>

namespace planner {
namespace {

std::size_t at(int index) { return static_cast<std::size_t>(index); }

bool is_down(const std::vector<bool>& down, int index) { return !down.empty() && down[at(index)]; }

}  // namespace

Sides::Sides(const Routing& routing)
    : site_of_part_(routing.site_of_part),
      part_of_manager_(routing.part_of_manager),
      above_(at(routing.sites)),
      side_(at(routing.sites)),
      managers_(at(routing.sites)) {
  for (std::size_t link = 0; link < routing.links.size(); ++link)
    for (const Join& join : routing.links[link].joins) edges_.push_back({join, static_cast<int>(link)});
}

int Sides::root_of(int site) {
  while (above_[at(site)] != site) {
    above_[at(site)] = above_[at(above_[at(site)])];
    site = above_[at(site)];
  }
  return site;
}

void Sides::unite(int a, int b) {
  a = root_of(a);
  b = root_of(b);
  above_[at(std::max(a, b))] = std::min(a, b);
}

const std::vector<int>& Sides::find(const RoutingLoss& loss) {
  assert(loss.parts.empty() || loss.parts.size() == site_of_part_.size());
  std::ranges::fill(above_, -1);
  for (std::size_t part = 0; part < site_of_part_.size(); ++part)
    if (!is_down(loss.parts, static_cast<int>(part))) above_[at(site_of_part_[part])] = site_of_part_[part];
  for (const auto& [join, link] : edges_) {
    if (is_down(loss.links, link) || above_[at(join.from)] < 0 || above_[at(join.to)] < 0) continue;
    if (join.from_part >= 0 && is_down(loss.parts, join.from_part)) continue;
    if (join.to_part >= 0 && is_down(loss.parts, join.to_part)) continue;
    unite(join.from, join.to);
  }
  int count = 0;
  for (int site = 0; site < static_cast<int>(side_.size()); ++site) {
    const bool up = above_[at(site)] >= 0;
    const int root = up ? root_of(site) : -1;
    side_[at(site)] = !up ? -1 : root == site ? count++ : side_[at(root)];
  }
  return side_;
}

int Sides::heaviest(const RoutingLoss& loss, const std::vector<bool>& manager_up) {
  assert(manager_up.size() == part_of_manager_.size());
  find(loss);
  std::ranges::fill(managers_, 0);
  int most = 0;
  for (std::size_t manager = 0; manager < part_of_manager_.size(); ++manager) {
    const int part = part_of_manager_[manager];
    if (!manager_up[manager] || is_down(loss.parts, part)) continue;
    most = std::max(most, ++managers_[at(side_[at(site_of_part_[at(part)])])]);
  }
  return most;
}

std::vector<int> sides(const Routing& routing, const RoutingLoss& loss) { return Sides(routing).find(loss); }

RoutingGraph graph_of(const Routing& routing) {
  RoutingGraph result{{routing.sites, {}}, {}};
  for (std::size_t link = 0; link < routing.links.size(); ++link)
    for (const Join& join : routing.links[link].joins) {
      result.graph.edges.emplace_back(join.from, join.to);
      result.link_of_edge.push_back(static_cast<int>(link));
    }
  return result;
}

}  // namespace planner
