#include "tests/quorum/routing/brute_routing.hpp"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <utility>

namespace planner::test {
namespace {

std::size_t at(int index) { return static_cast<std::size_t>(index); }

int below(std::mt19937& random, int limit) { return static_cast<int>(random() % static_cast<unsigned>(limit)); }

int part_of(const Routing& routing, int site, std::mt19937& random) {
  std::vector<int> parts = {-1};
  for (int part = 0; part < static_cast<int>(routing.site_of_part.size()); ++part)
    if (routing.site_of_part[at(part)] == site) parts.push_back(part);
  return parts[at(below(random, static_cast<int>(parts.size())))];
}

RoutingLink random_link(const Routing& routing, int number, std::mt19937& random) {
  RoutingLink link;
  const int kind = below(random, 10);
  for (int joins = kind == 0 ? 0 : kind < 7 ? 1 : 2 + below(random, 3); joins > 0 && routing.sites > 1; --joins) {
    // the first ones lead from site to site, so that most routings hang together
    const int from = number < routing.sites ? number : below(random, routing.sites);
    const int to = (from + 1 + below(random, routing.sites - 1)) % routing.sites;
    link.joins.push_back({from, to, part_of(routing, from, random), part_of(routing, to, random)});
  }
  return link;
}

using Names = std::vector<std::vector<std::string>>;

Names names_of(const NamedRouting& named, const std::vector<RoutingElement>& set) {
  Names names;
  for (const auto& [kind, index] : set)
    names.push_back(kind == ElementKind::site ? std::vector{named.sites[at(index)]}
                                              : std::vector{named.links[at(index)][0], named.links[at(index)][1]});
  return names;
}

}  // namespace

NamedRouting random_routing(std::mt19937& random, int sites, int links, int managers) {
  NamedRouting named;
  Routing& routing = named.routing;
  routing.sites = sites;
  for (int site = 0; site < sites; ++site) {
    for (int parts = 1 + below(random, 3); parts > 0; --parts) routing.site_of_part.push_back(site);
    named.sites.push_back(std::string(1, static_cast<char>('a' + site)));
  }
  std::shuffle(named.sites.begin(), named.sites.end(), random);
  std::shuffle(routing.site_of_part.begin(), routing.site_of_part.end(), random);
  const int parts = static_cast<int>(routing.site_of_part.size());
  // in every third routing one half of the managers crowds in the first parts
  const int favoured = below(random, 3) == 0 ? 1 + below(random, parts) : parts;
  for (int m = 0; m < managers; ++m) routing.part_of_manager.push_back(below(random, m % 2 == 0 ? favoured : parts));
  for (int l = 0; l < links; ++l) {
    RoutingLink link = random_link(routing, l, random);
    const auto [from, to] = link.joins.empty() ? std::pair(0, 0) : std::pair(link.joins[0].from, link.joins[0].to);
    named.links.push_back({named.sites[at(from)], named.sites[at(to)]});
    routing.links.push_back(std::move(link));
  }
  return named;
}

std::vector<int> brute_sides(const Routing& routing, const std::vector<bool>& parts, const std::vector<bool>& links) {
  std::vector<int> label(at(routing.sites), -1);
  for (std::size_t part = 0; part < parts.size(); ++part)
    if (!parts[part]) label[at(routing.site_of_part[part])] = routing.site_of_part[part];
  for (int times = 0; times < routing.sites; ++times)
    for (std::size_t link = 0; link < routing.links.size(); ++link)
      for (const auto& [from, to, from_part, to_part] : routing.links[link].joins) {
        int &a = label[at(from)], &b = label[at(to)];
        const bool works = !links[link] && a >= 0 && b >= 0 && (from_part < 0 || !parts[at(from_part)]) &&
                           (to_part < 0 || !parts[at(to_part)]);
        if (works) a = b = std::min(a, b);
      }
  return label;
}

int brute_heaviest(const Routing& routing, const std::vector<bool>& parts, const std::vector<bool>& links) {
  const std::vector<int> label = brute_sides(routing, parts, links);
  std::vector<int> managers(at(routing.sites), 0);
  for (const int part : routing.part_of_manager)
    if (!parts[at(part)]) ++managers[at(label[at(routing.site_of_part[at(part)])])];
  return *std::ranges::max_element(managers);
}

std::vector<std::vector<RoutingElement>> brute_cuts(const NamedRouting& named, bool sites_fail, int within) {
  const Routing& routing = named.routing;
  std::vector<RoutingElement> elements;
  for (int l = 0; l < static_cast<int>(routing.links.size()); ++l) elements.push_back({ElementKind::link, l});
  for (int s = 0; sites_fail && s < routing.sites; ++s) elements.push_back({ElementKind::site, s});
  const int needed = static_cast<int>(routing.part_of_manager.size()) / 2 + 1;
  std::vector<bool> is_cut(std::size_t{1} << elements.size());
  std::vector<std::vector<RoutingElement>> cuts;
  for (std::size_t set = 0; set < is_cut.size(); ++set) {
    std::vector<bool> parts(routing.site_of_part.size(), false), links(routing.links.size(), false);
    std::vector<RoutingElement> lost;
    bool minimal = true;
    for (std::size_t e = 0; e < elements.size(); ++e) {
      if ((set >> e & 1U) == 0) continue;
      lost.push_back(elements[e]);
      if (is_cut[set & ~(std::size_t{1} << e)]) minimal = false;
      if (elements[e].kind == ElementKind::link) links[at(elements[e].index)] = true;
      for (std::size_t p = 0; p < parts.size(); ++p)
        if (elements[e].kind == ElementKind::site && routing.site_of_part[p] == elements[e].index) parts[p] = true;
    }
    is_cut[set] = !minimal || brute_heaviest(routing, parts, links) < needed;
    if (is_cut[set] && minimal && static_cast<int>(lost.size()) <= within) cuts.push_back(std::move(lost));
  }
  // elements of one name by index, which is the order that they have
  for (auto& set : cuts)
    std::ranges::stable_sort(set, {}, [&](const RoutingElement& element) { return names_of(named, {element})[0]; });
  const auto key = [&](const std::vector<RoutingElement>& set) {
    std::vector<std::pair<std::vector<std::string>, int>> order;
    for (const RoutingElement& element : set) order.emplace_back(names_of(named, {element})[0], element.index);
    return std::pair(set.size(), std::move(order));
  };
  std::ranges::sort(cuts, {}, key);
  return cuts;
}

}  // namespace planner::test
