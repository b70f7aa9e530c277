// Articulation and bridges against every removal; the whole of partitions in another order.
#include "planner/quorum/routing/partitions.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "tests/quorum/routing/brute_routing.hpp"

using namespace planner;
using namespace planner::test;

namespace {

int below(std::mt19937& random, int limit) { return static_cast<int>(random() % static_cast<unsigned>(limit)); }

NamedRouting any_routing(std::mt19937& random, int sites, int links) {
  const auto rather_many = [&](int most) { return std::max(below(random, most + 1), below(random, most + 1)); };
  return random_routing(random, std::max(1, rather_many(sites)), rather_many(links), std::max(1, rather_many(9)));
}

std::size_t count_sides(const Routing& routing, const std::vector<bool>& parts, const std::vector<bool>& links) {
  const std::vector<int> label = brute_sides(routing, parts, links);
  std::set<int> labels(label.begin(), label.end());
  labels.erase(-1);
  return labels.size();
}

}  // namespace

TEST_CASE("articulation and bridges of random routings equal removal") {
  std::mt19937 random(6);
  std::size_t articulation = 0, bridges = 0, wide = 0;
  for (int round = 0; round < 600; ++round) {
    const NamedRouting named = any_routing(random, 7, 9);
    const Routing& routing = named.routing;
    const std::vector<bool> parts(routing.site_of_part.size(), false), links(routing.links.size(), false);
    const std::size_t before = count_sides(routing, parts, links);
    const SinglePartings single = single_partings(routing, named.names());
    const std::set<int> told_sites(single.articulation.begin(), single.articulation.end());
    const std::set<int> told_links(single.bridges.begin(), single.bridges.end());
    CHECK(single.bridges_complete);
    CHECK(told_sites.size() == single.articulation.size());
    CHECK(told_links.size() == single.bridges.size());
    for (int site = 0; site < routing.sites; ++site) {
      std::vector<bool> without = parts;
      for (std::size_t p = 0; p < parts.size(); ++p) without[p] = routing.site_of_part[p] == site;
      CHECK(told_sites.contains(site) == (count_sides(routing, without, links) > before));
    }
    for (int link = 0; link < static_cast<int>(links.size()); ++link) {
      std::vector<bool> without = links;
      without[static_cast<std::size_t>(link)] = true;
      CHECK(told_links.contains(link) == (count_sides(routing, parts, without) > before));
      if (told_links.contains(link) && routing.links[static_cast<std::size_t>(link)].joins.size() > 1) ++wide;
    }
    CHECK(std::ranges::is_sorted(single.articulation, {},
                                 [&](int s) { return named.sites[static_cast<std::size_t>(s)]; }));
    CHECK(std::ranges::is_sorted(single.bridges, {}, [&](int l) { return named.links[static_cast<std::size_t>(l)]; }));
    articulation += told_sites.size();
    bridges += told_links.size();
  }
  CHECK(articulation > 200);
  CHECK(bridges > 200);
  CHECK(wide > 50);
}

TEST_CASE("bridges say when a limit came first") {
  std::mt19937 random(7);
  int stopped = 0;
  for (int round = 0; round < 100; ++round) {
    const NamedRouting named = any_routing(random, 7, 9);
    const SinglePartings full = single_partings(named.routing, named.names());
    const SinglePartings part = single_partings(named.routing, named.names(), 20);
    CHECK(part.articulation == full.articulation);
    for (const int link : part.bridges) CHECK(std::ranges::count(full.bridges, link) == 1);
    if (part.bridges_complete) CHECK(part.bridges == full.bridges);
    if (!part.bridges_complete) ++stopped;
  }
  CHECK(stopped > 10);
}

TEST_CASE("links and sites in another order make the same sets") {
  std::mt19937 random(8);
  for (int round = 0; round < 40; ++round) {
    const NamedRouting named = any_routing(random, 6, 8);
    NamedRouting turned = named;
    std::ranges::reverse(turned.routing.links);
    std::ranges::reverse(turned.links);
    if (std::set(named.links.begin(), named.links.end()).size() < named.links.size()) continue;
    const int last = static_cast<int>(named.links.size()) - 1;
    PartitionCuts cuts = mixed_cuts(turned.routing, turned.names());
    for (auto& set : cuts.sets)
      for (RoutingElement& element : set)
        if (element.kind == ElementKind::link) element.index = last - element.index;
    const PartitionCuts expected = mixed_cuts(named.routing, named.names());
    CHECK(cuts.sets == expected.sets);
    CHECK(cuts.count.decimal == expected.count.decimal);
    CHECK(find_partitions(named.routing, named.names()).mixed_cuts.sets == expected.sets);
  }
}
