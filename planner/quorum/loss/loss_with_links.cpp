// Question: how probable is it that no connected side holds a majority of managers that are up?
// Model: loss_model.hpp and routing.hpp. Domains, managers and links fail independently; a place that is down passes no
// traffic; a site is down when all its parts are.
//
// Idea: a majority is more than half, so one side at most can hold it. Once it is known which sites that side has,
// every manager outside is as good as lost, and the tree (failure_tree.cpp) gives the rest with the same `fatal`.
// Condition therefore, depth-first, on what decides the side:
// - the domains that cut across the tree: up or down;
// - the places whose state can cut off others: up or down, asked of the tree itself, so that it does not matter through
//   how many domains a place can go down;
// - the links, by partitions of the sites (majority_side.cpp), once for each state of the places.
// A site can cut off others only when it has two neighbours or more that are not all joined to each other by links that
// never fail; a part only when a link ends at it. In a full mesh of sure links there is no such place, one state is
// left, and the result is the loss probability without links.
// A branch with `fatal` managers lost counts whole; one below the threshold is left out and told; the threshold falls
// until what was left out is at most 1e-12 of the sum.
//
// Example: sites a b c in a row, a manager in each, majority 2; only b has p = 0.01. b is watched. Up: a b c are one
// side, nothing is lost. Down: it passes nothing, no side has two managers: 0.01, where without links nothing would be
// lost (two of three are up).
//
// Cost: 2^(crossing domains + watched places) × sides × one evaluation of the tree, most of it below the threshold.
// Source: factoring, as in conditioning.cpp; the rest in the files named.
#include "planner/quorum/loss/loss_with_links.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "planner/quorum/loss/conditioning.hpp"
#include "planner/quorum/loss/majority_side.hpp"

namespace planner {
namespace {

std::size_t at(int index) { return static_cast<std::size_t>(index); }

// A node of the tree that is asked to be up or down, and what that says to the routing.
struct Watched {
  int node = 0;
  int site = -1;
  int part = -1;
};

struct Places {
  std::vector<std::vector<int>> of_part;  // elements
  std::vector<std::vector<int>> of_site;
};

struct LinkedModel {
  const LossModel& loss;
  const Routing& routing;
  FailureTree tree;
  std::vector<FallibleSet> crossing;
  std::vector<Watched> watched;
  std::vector<int> site_of_manager;
};

// Depth-first over crossing sets, then watched places.
struct Descent {
  const LinkedModel& model;
  TreeState state;
  double threshold = 0;
  std::int64_t steps = 0;
  double sum = 0;
  double left_out = 0;
  PlacesDown down = {};
  std::map<std::pair<std::vector<bool>, std::vector<bool>>, MajoritySides> sides = {};  // by `down`
};

Places places_of(const Routing& routing, int managers) {
  Places places{std::vector<std::vector<int>>(routing.site_of_part.size()),
                std::vector<std::vector<int>>(at(routing.sites))};
  for (int manager = 0; manager < managers; ++manager) {
    const int part = routing.part_of_manager[at(manager)];
    places.of_part[at(part)].push_back(manager);
    places.of_site[at(routing.site_of_part[at(part)])].push_back(manager);
  }
  for (int part = 0; part < static_cast<int>(places.of_part.size()); ++part) {
    places.of_part[at(part)].push_back(managers + part);
    places.of_site[at(routing.site_of_part[at(part)])].push_back(managers + part);
  }
  return places;
}

// Sites whose loss can cut off others, by the rule of the header.
std::vector<bool> transit_sites(const Routing& routing) {
  std::vector<std::set<int>> neighbours(at(routing.sites));
  std::set<std::pair<int, int>> sure;
  for (const RoutingLink& link : routing.links)
    for (const Join& join : link.joins) {
      if (link.p >= 1) continue;
      neighbours[at(join.from)].insert(join.to);
      neighbours[at(join.to)].insert(join.from);
      if (link.p <= 0 && join.from_part < 0 && join.to_part < 0) sure.insert(std::minmax(join.from, join.to));
    }
  std::vector<bool> transit;
  for (const std::set<int>& around : neighbours)
    transit.push_back(std::ranges::any_of(around, [&](int a) {
      return std::ranges::any_of(around, [&](int b) { return a < b && !sure.contains({a, b}); });
    }));
  return transit;
}

std::vector<bool> parts_that_links_need(const Routing& routing) {
  std::vector<bool> needed(routing.site_of_part.size(), false);
  for (const RoutingLink& link : routing.links)
    for (const Join& join : link.joins)
      for (const int part : {join.from_part, join.to_part})
        if (part >= 0) needed[at(part)] = true;
  return needed;
}

std::vector<int> elements_of(const FallibleDomain& domain, const Places& places) {
  std::vector<int> elements = domain.managers;
  for (const int part : domain.parts)
    elements.insert(elements.end(), places.of_part[at(part)].begin(), places.of_part[at(part)].end());
  std::ranges::sort(elements);
  elements.erase(std::unique(elements.begin(), elements.end()), elements.end());
  return elements;
}

void watch(LinkedModel& model, const DistinctSets& distinct, const Places& places) {
  const std::vector<bool> transit = transit_sites(model.routing), needed = parts_that_links_need(model.routing);
  std::map<int, Watched> by_node;  // a site of one part is the same node as the part
  const auto add = [&](const std::vector<int>& elements) -> Watched& {
    return by_node[model.tree.node_of_set[at(distinct.index_of.at(elements))]];
  };
  for (int site = 0; site < model.routing.sites; ++site)
    if (transit[at(site)] && !places.of_site[at(site)].empty()) add(places.of_site[at(site)]).site = site;
  for (int part = 0; part < static_cast<int>(needed.size()); ++part)
    if (needed[at(part)]) add(places.of_part[at(part)]).part = part;
  for (const auto& [node, watched] : by_node) {
    model.watched.push_back(watched);
    model.watched.back().node = node;
  }
}

LinkedModel link_model(const LossModel& loss, const Routing& routing) {
  LinkedModel model{loss, routing, {}, {}, {}, {}};
  const int managers = static_cast<int>(loss.manager_p.size());
  const Places places = places_of(routing, managers);
  for (const int part : routing.part_of_manager) model.site_of_manager.push_back(routing.site_of_part[at(part)]);
  DistinctSets distinct;
  for (const std::vector<int>& part : places.of_part) add_set(distinct, part, 0);
  for (const std::vector<int>& site : places.of_site)
    if (!site.empty()) add_set(distinct, site, 0);
  std::vector<bool> wanted(distinct.sets.size(), true);
  for (const FallibleDomain& domain : loss.domains) {
    std::vector<int> elements = elements_of(domain, places);
    if (domain.p > 0 && !elements.empty()) add_set(distinct, std::move(elements), domain.p);
  }
  wanted.resize(distinct.sets.size(), false);
  const int elements = managers + static_cast<int>(routing.site_of_part.size());
  const NestedSplit split = split_nested(distinct.sets, elements, wanted);
  for (const int set : split.crossing) model.crossing.push_back(distinct.sets[at(set)]);
  model.tree = grow_tree({distinct.sets, split.nested, loss.manager_p, std::vector<int>(at(elements), 0), loss.fatal});
  watch(model, distinct, places);
  return model;
}

void evaluate_stages(Descent& descent) {
  evaluate(descent.model.tree, descent.state, 0);
  descent.steps -= descent.model.tree.cost + 8 * static_cast<std::int64_t>(descent.model.tree.nodes.size());
}

const MajoritySides& sides_of(Descent& descent) {
  const auto [it, is_new] = descent.sides.try_emplace({descent.down.sites, descent.down.parts});
  if (is_new) {
    const int majority = descent.model.tree.managers - descent.model.loss.fatal + 1;
    it->second = majority_sides(descent.model.routing, descent.down, majority, descent.threshold, descent.steps);
  }
  return it->second;
}

// Places are known; `mass` of the crossing sets, `agreeing` with the places too.
void add_sides(Descent& descent, double mass, double agreeing) {
  const MajoritySides& sides = sides_of(descent);
  descent.sum += agreeing * sides.none;
  descent.left_out += agreeing * sides.left_out;
  for (const MajoritySide& side : sides.sides) {
    if (agreeing * side.probability <= descent.threshold || descent.steps < 0) {
      descent.left_out += agreeing * side.probability;
      continue;
    }
    const auto cut_off = [&](int by) {
      for (int manager = 0; manager < descent.model.tree.managers; ++manager)
        if (!side.sites[at(descent.model.site_of_manager[at(manager)])]) descent.state.gone[at(manager)] += by;
    };
    cut_off(1);
    evaluate_stages(descent);
    descent.sum += mass * side.probability * fatal_probability(descent.model.tree, descent.state);
    cut_off(-1);
  }
}

void decide_places(Descent& descent, std::size_t decided, double mass) {
  evaluate_stages(descent);
  evaluate_root(descent.model.tree, descent.state);
  const double agreeing = mass * agreeing_probability(descent.model.tree, descent.state);
  if (agreeing <= descent.threshold || descent.steps < 0) {
    descent.left_out += agreeing;
    return;
  }
  if (decided == descent.model.watched.size()) return add_sides(descent, mass, agreeing);
  const Watched& watched = descent.model.watched[decided];
  for (const bool down : {false, true}) {
    descent.state.asked[at(watched.node)] = down ? TreeState::Asked::down : TreeState::Asked::up;
    if (watched.site >= 0) descent.down.sites[at(watched.site)] = down;
    if (watched.part >= 0) descent.down.parts[at(watched.part)] = down;
    decide_places(descent, decided + 1, mass);
  }
  descent.state.asked[at(watched.node)] = TreeState::Asked::either;
  if (watched.site >= 0) descent.down.sites[at(watched.site)] = false;
  if (watched.part >= 0) descent.down.parts[at(watched.part)] = false;
}

void decide_crossing(Descent& descent, std::size_t decided, int lost, double mass) {
  if (lost >= descent.model.tree.fatal) {
    descent.sum += mass;
    return;
  }
  if (mass <= descent.threshold || descent.steps < 0) {
    descent.left_out += mass;
    return;
  }
  if (decided == descent.model.crossing.size()) return decide_places(descent, 0, mass);
  const FallibleSet& set = descent.model.crossing[decided];
  for (const bool down : {set.p > 0.5, set.p <= 0.5}) {
    int more = 0;
    for (const int element : set.elements)
      if (down && descent.state.gone[at(element)]++ == 0 && element < descent.model.tree.managers) ++more;
    decide_crossing(descent, decided + 1, lost + more, mass * (down ? set.p : 1 - set.p));
    for (const int element : set.elements)
      if (down) --descent.state.gone[at(element)];
  }
}

}  // namespace

LossWithLinks loss_with_links(const LossModel& model, const Routing& routing, std::int64_t steps) {
  const auto fallible =
      std::ranges::count_if(routing.links, [](const RoutingLink& link) { return link.p > 0 && link.p < 1; });
  if (fallible > most_fallible_links)
    return {{}, 0, std::to_string(fallible) + " fallible links, more than " + std::to_string(most_fallible_links)};
  const LossWithLinks too_many{{}, 0, "too many states of domains, places and links"};
  const LinkedModel linked = link_model(model, routing);
  if (linked.tree.cost + 64 * static_cast<std::int64_t>(linked.tree.numbers) > steps) return too_many;
  const std::size_t elements = model.manager_p.size() + routing.site_of_part.size();
  for (double threshold = 1e-15;;) {
    Descent descent{linked, start_state(linked.tree, elements), threshold, steps};
    descent.down = {std::vector<bool>(at(routing.sites), false), std::vector<bool>(routing.site_of_part.size(), false)};
    decide_crossing(descent, 0, 0, 1);
    if (descent.left_out <= negligible_share * descent.sum) return {descent.sum, descent.left_out, {}};
    steps = descent.steps;
    if (steps < 0) return too_many;
    threshold = lower_threshold(threshold, descent.sum > 0 ? descent.left_out / descent.sum : 1);
  }
}

}  // namespace planner
