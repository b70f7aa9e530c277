// Question: which single sites and links part the routing?
// Model: sites as vertices, joins as edges; zones all up. A link of several joins goes down as a whole.
//
// Idea: articulation points and bridges of the graph (graph/biconnected.cpp) answer for sites, and for links of one
// join. For a link of several take its joins out and see whether their ends still reach each other. Most need no look:
// build a spanning forest that takes such links last; a link that it does without parts nothing.
//
// Example: sites a b c d, links a–b, b–c, and one link joining both a–d and c–d. The sites are a ring, so no site and
// no single join parts them; but without that link d is alone: it is a bridge.
//
// Cost: linear, and linear again for each link of several joins in the forest. Source: Hopcroft and Tarjan, 1973.
#include "planner/quorum/routing/partitions.hpp"

#include <algorithm>
#include <cstddef>
#include <numeric>

#include "planner/graph/biconnected.hpp"
#include "planner/quorum/routing/sides.hpp"

namespace planner {
namespace {

std::size_t at(int index) { return static_cast<std::size_t>(index); }

// Links of several joins of which one is in the spanning forest, ascending.
std::vector<int> wide_links_needed(const Routing& routing) {
  std::vector<int> above(at(routing.sites));
  std::iota(above.begin(), above.end(), 0);
  const auto root_of = [&](int site) {
    while (above[at(site)] != site) site = above[at(site)] = above[at(above[at(site)])];
    return site;
  };
  std::vector<int> needed;
  for (const bool wide : {false, true})
    for (int link = 0; link < static_cast<int>(routing.links.size()); ++link) {
      const std::vector<Join>& joins = routing.links[at(link)].joins;
      if ((joins.size() > 1) != wide) continue;
      for (const Join& join : joins) {
        const int from = root_of(join.from), to = root_of(join.to);
        if (from == to) continue;
        above[at(from)] = to;
        if (wide && (needed.empty() || needed.back() != link)) needed.push_back(link);
      }
    }
  return needed;
}

bool parts(const Routing& routing, Sides& sides_without, RoutingLoss& loss, int link) {
  loss.links[at(link)] = true;
  const std::vector<int>& side = sides_without.find(loss);
  loss.links[at(link)] = false;
  return std::ranges::any_of(routing.links[at(link)].joins,
                             [&](const Join& join) { return side[at(join.from)] != side[at(join.to)]; });
}

}  // namespace

SinglePartings single_partings(const Routing& routing, const RoutingNames& names, std::int64_t steps) {
  const RoutingGraph joined = graph_of(routing);
  SinglePoints points = single_points(joined.graph);
  SinglePartings result{std::move(points.articulation), {}, true};
  for (const int edge : points.bridges)
    if (routing.links[at(joined.link_of_edge[at(edge)])].joins.size() == 1)
      result.bridges.push_back(joined.link_of_edge[at(edge)]);
  Sides sides_without(routing);
  RoutingLoss loss{{}, std::vector<bool>(routing.links.size(), false)};
  for (const int link : wide_links_needed(routing)) {
    steps -= static_cast<std::int64_t>(joined.graph.edges.size() + routing.site_of_part.size()) + routing.sites;
    result.bridges_complete = steps >= 0;
    if (!result.bridges_complete) break;
    if (parts(routing, sides_without, loss, link)) result.bridges.push_back(link);
  }
  std::ranges::sort(result.articulation, {}, [&](int site) -> const std::string& { return names.sites[at(site)]; });
  std::ranges::sort(result.bridges);
  std::ranges::stable_sort(
      result.bridges, {}, [&](int link) -> const auto& { return names.links[at(link)]; });
  return result;
}

Partitions find_partitions(const Routing& routing, const RoutingNames& names, const CutLimits& limits) {
  return {single_partings(routing, names, limits.steps), link_cuts(routing, names, limits),
          mixed_cuts(routing, names, limits)};
}

}  // namespace planner
