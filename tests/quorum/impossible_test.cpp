// Goals that no distribution can reach: all distributions of up to so many managers over the zones are tried.
#include "planner/quorum/impossible.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <functional>

#include "planner/spec/read_cluster.hpp"
#include "tests/brute_reach.hpp"

using namespace planner;
using namespace planner::test;

namespace {

/// Calls `look` with every way to put `managers` on `zones`, until it says that one will do.
bool any_way(int zones, int managers, std::vector<int>& spread, const std::function<bool()>& look) {
  if (static_cast<int>(spread.size()) == zones - 1) {
    spread.push_back(managers);
    const bool found = look();
    spread.pop_back();
    return found;
  }
  for (int here = 0; here <= managers; ++here) {
    spread.push_back(here);
    const bool found = any_way(zones, managers - here, spread, look);
    spread.pop_back();
    if (found) return true;
  }
  return false;
}

/// Whatever `lost` domains and `nodes` single managers are lost, a majority is left. `owner`: by zone its domain.
bool survives(const std::vector<int>& spread, const std::vector<int>& owner, int domains, int lost, int nodes) {
  int all = 0;
  for (const int managers : spread) all += managers;
  for (unsigned set = 0; set < 1U << static_cast<unsigned>(domains); ++set) {
    if (__builtin_popcount(set) != std::min(lost, domains)) continue;
    int left = 0;
    for (std::size_t zone = 0; zone < spread.size(); ++zone)
      if (((set >> static_cast<unsigned>(owner[zone])) & 1U) == 0) left += spread[zone];
    if (std::max(0, left - nodes) < half_and_one(all)) return false;
  }
  return true;
}

/// The fewest managers with which some distribution survives; 0: none of up to `most`.
int fewest(const std::vector<int>& owner, int domains, int lost, int nodes, int most) {
  for (int managers = 1; managers <= most; ++managers) {
    std::vector<int> spread;
    if (any_way(static_cast<int>(owner.size()), managers, spread,
                [&] { return survives(spread, owner, domains, lost, nodes); }))
      return managers;
  }
  return 0;
}

struct Layout {
  Cluster cluster;
  std::vector<int> region_of_zone;
  int regions = 0;
};

/// `zones`: how many in each region; all hold a manager, how many does not matter.
Layout make(const std::vector<int>& zones, const std::string& goals) {
  std::string text = "[goals]\n" + goals + "\n";
  Layout result;
  for (const int count : zones) {
    text += "[r" + std::to_string(result.regions) + "]\n";
    for (int zone = 0; zone < count; ++zone) {
      text += "z" + std::to_string(zone) + " = { managers = 1 }\n";
      result.region_of_zone.push_back(result.regions);
    }
    ++result.regions;
  }
  Reading reading = read_cluster(text, "impossible.toml");
  REQUIRE(reading.cluster);
  result.cluster = std::move(*reading.cluster);
  return result;
}

std::vector<int> each_by_itself(const Layout& layout) {
  std::vector<int> owner;
  for (std::size_t zone = 0; zone < layout.region_of_zone.size(); ++zone) owner.push_back(static_cast<int>(zone));
  return owner;
}

const std::vector<std::vector<int>> shapes = {{1},    {2},    {1, 1},    {3},          {2, 1},   {1, 1, 1},
                                              {2, 2}, {3, 1}, {2, 1, 1}, {1, 1, 1, 1}, {2, 2, 1}};

}  // namespace

TEST_CASE("a level that no distribution survives has too few domains") {
  int impossible = 0, possible = 0;
  for (const std::vector<int>& shape : shapes)
    for (const std::string level : {"region", "zone"})
      for (int lost = 1; lost <= 3; ++lost) {
        const Layout layout = make(shape, "survive = { " + level + " = " + std::to_string(lost) + " }");
        CAPTURE(layout.region_of_zone);
        CAPTURE(level);
        CAPTURE(lost);
        const bool region = level == "region";
        const std::vector<int> owner = region ? layout.region_of_zone : each_by_itself(layout);
        const int domains = region ? layout.regions : static_cast<int>(owner.size());
        const auto found = impossible_because(layout.cluster, layout.cluster.goals.survive[0]);
        REQUIRE(found.has_value() == (fewest(owner, domains, lost, 0, 9) == 0));
        (found ? impossible : possible) += 1;
        if (!found) continue;
        CHECK(found->level == level);
        CHECK(found->domains == domains);
        CHECK(found->lost == lost);
        CHECK(found->needed_domains == 2 * lost + 1);
      }
  CHECK(impossible > 10);
  CHECK(possible > 5);
}

TEST_CASE("with a limit on managers the fewest that can do it are told") {
  int impossible = 0, possible = 0;
  for (const std::vector<int>& shape : shapes)
    for (const std::string level : {"region", "zone"})
      for (int nodes = 0; nodes <= 2; ++nodes)
        for (int most = 1; most <= 9; most += 2) {
          const std::string losses = level + " = 1" + (nodes > 0 ? ", node = " + std::to_string(nodes) : "");
          const Layout layout =
              make(shape, "max_managers = " + std::to_string(most) + "\nsurvive_together = [{ " + losses + " }]");
          CAPTURE(layout.region_of_zone);
          CAPTURE(losses);
          CAPTURE(most);
          const bool region = level == "region";
          const std::vector<int> owner = region ? layout.region_of_zone : each_by_itself(layout);
          const int domains = region ? layout.regions : static_cast<int>(owner.size());
          const int truth = fewest(owner, domains, 1, nodes, most);
          const auto found = impossible_because(layout.cluster, layout.cluster.goals.survive[0]);
          REQUIRE(found.has_value() == (truth == 0));
          (found ? impossible : possible) += 1;
          if (!found || found->needed_domains > 0) continue;
          CHECK(found->allowed_managers == most);
          CHECK(found->needed_managers > most);
          if (found->needed_managers <= 13) CHECK(found->needed_managers == fewest(owner, domains, 1, nodes, 13));
        }
  CHECK(impossible > 20);
  CHECK(possible > 20);
}

TEST_CASE("single managers alone need as many as arithmetic says") {
  for (int nodes = 1; nodes <= 5; ++nodes)
    for (int most = 1; most <= 13; ++most) {
      const Layout layout = make(
          {1, 1}, "max_managers = " + std::to_string(most) + "\nsurvive = { node = " + std::to_string(nodes) + " }");
      int truth = 0;
      for (int managers = most; managers > 0; --managers)
        if (managers - nodes >= half_and_one(managers)) truth = managers;
      const auto found = impossible_because(layout.cluster, layout.cluster.goals.survive[0]);
      REQUIRE(found.has_value() == (truth == 0));
      if (found) CHECK(found->needed_managers == 2 * nodes + 1);
    }
}

TEST_CASE("nothing is called impossible where a manager can stand outside all domains of the level") {
  const std::string spec = "[goals]\nsurvive = { domain = 1 }\n[domains]\nd = [\"r.a\"]\n[r]\na = { managers = 1 }\n";
  const Reading outside = read_cluster(spec + "b = { managers = 1 }\n", "outside.toml");
  REQUIRE(outside.cluster);
  CHECK_FALSE(impossible_because(*outside.cluster, outside.cluster->goals.survive[0]));
  const Reading inside = read_cluster(spec, "inside.toml");
  REQUIRE(inside.cluster);
  const auto found = impossible_because(*inside.cluster, inside.cluster->goals.survive[0]);
  REQUIRE(found);
  CHECK(found->needed_domains == 3);
}
