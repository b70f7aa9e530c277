// Only what lies in the component of the majority can be in a minimal set: nothing else was ever joined to it, so that
// losing it changes nothing there, and the rest holds no majority.
#include "planner/quorum/routing/cut_model.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <utility>

#include "planner/graph/components.hpp"
#include "planner/quorum/routing/sides.hpp"

namespace planner {
namespace {

std::size_t at(int index) { return static_cast<std::size_t>(index); }

// The component that holds a majority, −1 where none does. Two never do.
int majority_component(const CutModel& model, const std::vector<int>& component) {
  std::vector<int> managers(component.size(), 0);
  for (std::size_t site = 0; site < component.size(); ++site) {
    managers[at(component[site])] += model.managers[site];
    if (managers[at(component[site])] >= model.majority) return component[site];
  }
  return -1;
}

void add_edges(CutModel& model, const Routing& routing, const std::vector<int>& component, int held) {
  for (std::size_t link = 0; link < routing.links.size(); ++link) {
    std::vector<std::pair<int, int>> ends;
    for (const Join& join : routing.links[link].joins)
      if (join.from != join.to && component[at(join.from)] == held) ends.push_back(std::minmax(join.from, join.to));
    std::ranges::sort(ends);
    ends.erase(std::unique(ends.begin(), ends.end()), ends.end());
    for (const auto& [from, to] : ends) model.edges.push_back({from, to, static_cast<int>(link)});
    model.edges_of_link.push_back(static_cast<int>(ends.size()));
  }
}

void add_arcs(CutModel& model) {
  model.first_arc.assign(model.managers.size() + 1, 0);
  for (const CutEdge& edge : model.edges) {
    ++model.first_arc[at(edge.from) + 1];
    ++model.first_arc[at(edge.to) + 1];
  }
  for (std::size_t site = 1; site < model.first_arc.size(); ++site) model.first_arc[site] += model.first_arc[site - 1];
  std::vector<int> next = model.first_arc;
  model.arcs.resize(2 * model.edges.size());
  for (std::size_t i = 0; i < model.edges.size(); ++i) {
    const auto& [from, to, link] = model.edges[i];
    model.arcs[at(next[at(from)]++)] = {to, link, static_cast<int>(i)};
    model.arcs[at(next[at(to)]++)] = {from, link, static_cast<int>(i)};
  }
}

// Less by name, then by index. A site compares as the list of its one id.
bool comes_first(const RoutingElement& a, const RoutingElement& b, const RoutingNames& names) {
  const auto ids_of = [&](const RoutingElement& element) {
    return element.kind == ElementKind::link ? std::span<const std::string>(names.links[at(element.index)])
                                             : names.sites.subspan(at(element.index), 1);
  };
  const std::span<const std::string> left = ids_of(a), right = ids_of(b);
  if (!std::ranges::equal(left, right)) return std::ranges::lexicographical_compare(left, right);
  return std::pair(a.kind, a.index) < std::pair(b.kind, b.index);
}

void number_elements(CutModel& model, const RoutingNames& names) {
  std::ranges::sort(model.elements, [&](const auto& a, const auto& b) { return comes_first(a, b, names); });
  for (std::size_t i = 0; i < model.elements.size(); ++i) {
    const RoutingElement& element = model.elements[i];
    std::vector<int>& numbers = element.kind == ElementKind::link ? model.element_of_link : model.element_of_site;
    numbers[at(element.index)] = static_cast<int>(i);
  }
}

}  // namespace

CutModel cut_model(const Routing& routing, const RoutingNames& names, bool sites_fail) {
  CutModel model;
  model.majority = majority_of(static_cast<int>(routing.part_of_manager.size()));
  model.managers.assign(at(routing.sites), 0);
  for (const int part : routing.part_of_manager) ++model.managers[at(routing.site_of_part[at(part)])];
  const std::vector<int> component = components(graph_of(routing).graph);
  const int held = majority_component(model, component);
  model.held = held >= 0;
  add_edges(model, routing, component, held);
  add_arcs(model);
  model.element_of_link.assign(routing.links.size(), -1);
  model.element_of_site.assign(at(routing.sites), -1);
  for (int link = 0; link < static_cast<int>(routing.links.size()); ++link)
    if (model.edges_of_link[at(link)] > 0) model.elements.push_back({ElementKind::link, link});
  for (int site = 0; sites_fail && site < routing.sites; ++site)
    if (component[at(site)] == held) model.elements.push_back({ElementKind::site, site});
  number_elements(model, names);
  return model;
}

}  // namespace planner
