// Cures against every distribution of managers over the domains.
#include "planner/quorum/cure.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <functional>
#include <numeric>

#include "tests/layout.hpp"
#include "tests/quorum/brute_force.hpp"

using namespace planner;
using namespace planner::test;

namespace {

using Layout = std::vector<std::pair<std::string, int>>;

bool is_safe(const std::vector<int>& held) {
  const int managers = std::accumulate(held.begin(), held.end(), 0);
  return std::all_of(held.begin(), held.end(), [&](int h) { return managers - h >= brute_majority(managers); });
}

std::vector<int> counts_of(const Layout& layout) {
  std::vector<int> counts;
  for (const auto& [id, count] : layout) counts.push_back(count);
  return counts;
}

Cluster regions(const std::vector<int>& held) {
  std::vector<ZoneLine> lines;
  for (std::size_t i = 0; i < held.size(); ++i) lines.push_back({"r" + std::to_string(i) + ".z", held[i], 0, 1});
  return layout(lines);
}

std::optional<Cure> cure_of(const Cluster& cluster, std::string_view level) {
  return cure_for(cluster.topology, *analyse_quorum(cluster), level);
}

// Every way to put `managers` into `domains`.
void each_distribution(int managers, int domains, const std::function<void(const std::vector<int>&)>& see,
                       std::vector<int> so_far = {}) {
  if (domains == 1) {
    so_far.push_back(managers);
    return see(so_far);
  }
  for (int here = 0; here <= managers; ++here) {
    std::vector<int> then = so_far;
    then.push_back(here);
    each_distribution(managers - here, domains - 1, see, then);
  }
}

// What the layout holds after the moves; every moved manager must be one, and leave the domain where it is.
std::vector<int> after_moves(const Cluster& cluster, const Cure& cure, std::vector<int> held) {
  const auto index_of = [&](const std::string& id) { return static_cast<std::size_t>(std::stoi(id.substr(1))); };
  std::vector<std::string> moved;
  for (const ManagerMove& move : cure.moves) {
    if (!move.manager.empty()) {
      CHECK(std::count(moved.begin(), moved.end(), move.manager) == 0);
      moved.push_back(move.manager);
      const auto node = std::ranges::find(cluster.topology.nodes, move.manager, &Node::id);
      REQUIRE(node != cluster.topology.nodes.end());
      const auto number = static_cast<NodeIndex>(node - cluster.topology.nodes.begin());
      CHECK(role_of(cluster.topology, number) == Role::manager);
      const PlaceIndex region = *ancestor(cluster.topology, place_of(cluster.topology, number), Level::region);
      CHECK(cluster.topology.places[static_cast<std::size_t>(region)].id == move.from);
      --held[index_of(move.from)];
    }
    if (!move.to.empty()) ++held[index_of(move.to)];
  }
  return held;
}

}  // namespace

TEST_CASE("the documents' layout: one manager in a third place, or seven in all") {
  const auto cure = cure_of(documents_layout(), "group");
  REQUIRE(cure);
  CHECK(cure->level == "group");
  CHECK(cure->fatal == std::vector<std::string>{"us", "eu"});
  CHECK(cure->impossible);
  CHECK(cure->add_in_third == 1);
  CHECK(cure->fewer == Layout{{"us", 3}, {"eu", 3}, {"", 1}});
  CHECK(cure->balanced.empty());
  CHECK(cure->moves.empty());
  CHECK_FALSE(cure_of(documents_layout(), "region"));
  CHECK(outermost_level(documents_layout().topology) == Level::group);
}

TEST_CASE("two domains: no distribution is safe, and the cures are the smallest that are") {
  for (int a = 0; a <= 9; ++a)
    for (int b = a == 0 ? 1 : 0; b <= 9; ++b) {
      CAPTURE(a);
      CAPTURE(b);
      each_distribution(a + b, 2, [](const std::vector<int>& held) { CHECK_FALSE(is_safe(held)); });
      const auto cure = cure_of(regions({a, b}), "region");
      REQUIRE(cure);
      CHECK(cure->impossible);
      int fewest = 0;
      for (int x = 40; x >= 1; --x)
        if (is_safe({a, b, x})) fewest = x;
      CHECK(cure->add_in_third == fewest);
      // the largest odd total of at most seven below what there is after the cure above, if any is safe at all
      const int below = fewest > 0 ? a + b + fewest : std::max(a + b, 3) + 1;
      int largest = 0;
      for (int n = 3; n <= 7 && n < below; n += 2)
        each_distribution(n, 3, [&](const std::vector<int>& held) { largest = is_safe(held) ? n : largest; });
      const std::vector<int> fewer = counts_of(cure->fewer);
      CHECK(std::accumulate(fewer.begin(), fewer.end(), 0) == largest);
      if (largest == 0) continue;
      CHECK(is_safe(fewer));
      each_distribution(largest, 3, [&](const std::vector<int>& held) {
        if (is_safe(held)) CHECK(fewer[2] <= held[2]);
      });
      CHECK(fewer[0] == fewer[1]);
    }
}

TEST_CASE("three domains or more: as even as can be, safe, with the fewest moves") {
  for (int domains = 3; domains <= 4; ++domains)
    for (int managers = 1; managers <= 12 - domains; ++managers)
      each_distribution(managers, domains, [&](const std::vector<int>& held) {
        const Cluster cluster = regions(held);
        const auto cure = cure_of(cluster, "region");
        REQUIRE(cure.has_value() == !is_safe(held));
        if (!cure) return;
        CHECK_FALSE(cure->impossible);
        const int n = std::max(3, managers - (managers % 2 == 0 ? 1 : 0));
        const std::vector<int> after = after_moves(cluster, *cure, held);
        CHECK(is_safe(after));
        CHECK(std::accumulate(after.begin(), after.end(), 0) == n);
        const auto [least, most] = std::minmax_element(after.begin(), after.end());
        CHECK(*most - *least <= 1);
        CHECK(cure->balanced_spare == n - brute_majority(n) - *most);
        Layout expected;
        for (std::size_t i = 0; i < after.size(); ++i)
          if (after[i] > 0) expected.emplace_back("r" + std::to_string(i), after[i]);
        CHECK(cure->balanced == expected);
        const auto gained = [&](const std::vector<int>& then) {
          int sum = 0;
          for (std::size_t i = 0; i < then.size(); ++i) sum += std::max(0, then[i] - held[i]);
          return sum;
        };
        if (managers > 6) return;
        each_distribution(n, domains, [&](const std::vector<int>& other) {
          const auto [low, high] = std::minmax_element(other.begin(), other.end());
          if (*high - *low <= 1) CHECK(gained(after) <= gained(other));
        });
      });
}

TEST_CASE("three, one, one becomes two, two, one") {
  const auto cure = cure_of(layout({{"r.a", 3}, {"r.b", 1}, {"r.c", 1}}), "zone");
  REQUIRE(cure);
  CHECK(cure->fatal == std::vector<std::string>{"r.a"});
  CHECK(cure->balanced == Layout{{"r.a", 2}, {"r.b", 2}, {"r.c", 1}});
  CHECK(cure->balanced_spare == 0);
  REQUIRE(cure->moves.size() == 1);
  CHECK(cure->moves[0].manager == "r-a-manager-3");
  CHECK(cure->moves[0].from == "r.a");
  CHECK(cure->moves[0].to == "r.b");
}

TEST_CASE("managers leave the zone of a region that has most of them") {
  const auto cure = cure_of(layout({{"a.x", 1}, {"a.y", 3}, {"b.x", 1}, {"c.x", 0, 0, 1}}), "region");
  REQUIRE(cure);
  REQUIRE(cure->moves.size() == 2);
  CHECK(cure->moves[0].manager == "a-y-manager-3");
  CHECK(cure->moves[1].manager == "a-y-manager-2");
}

TEST_CASE("Docker's own table needs no cure for zones") {
  for (const std::vector<int>& held : std::vector<std::vector<int>>{{1, 1, 1}, {2, 2, 1}, {3, 2, 2}, {3, 3, 3}})
    CHECK_FALSE(cure_of(regions(held), "region"));
}

TEST_CASE("one domain alone, a single manager, and nodes") {
  const auto region = cure_of(layout({{"r.a", 2}, {"r.b", 2}, {"r.c", 1}}), "region");
  REQUIRE(region);
  CHECK(region->impossible);
  CHECK(region->add_in_third == 0);
  CHECK(region->fewer == Layout{{"r", 2}, {"", 2}, {"", 1}});
  const auto node = cure_of(layout({{"r.a", 1, 0, 3}}), "node");
  REQUIRE(node);
  CHECK(node->fatal == std::vector<std::string>{"r-a-manager-1"});
  CHECK(node->balanced == Layout{{"r-a-manager-1", 1}, {"r-a-worker-1", 1}, {"r-a-worker-2", 1}});
  REQUIRE(node->moves.size() == 2);
  CHECK(node->moves[0].manager.empty());
  CHECK(node->moves[0].to == "r-a-worker-1");
}

TEST_CASE("domains that overlap or leave managers out are named and not redistributed") {
  Cluster cluster = layout({{"a.x", 3}, {"b.x", 1}, {"c.x", 1}});
  declare_domain(cluster, "provider", "provider.one", {"a"});
  const auto part = cure_of(cluster, "provider");
  REQUIRE(part);
  CHECK(part->fatal == std::vector<std::string>{"provider.one"});
  CHECK_FALSE(part->impossible);
  CHECK(part->balanced.empty());
  CHECK(part->fewer.empty());
  declare_domain(cluster, "provider", "provider.two", {"a", "b", "c"});
  CHECK(cure_of(cluster, "provider")->fatal == std::vector<std::string>{"provider.one", "provider.two"});
  CHECK_FALSE(cure_of(cluster, "provider")->impossible);
}

TEST_CASE("the outermost level with more than one place leaves edges out") {
  CHECK(outermost_level(layout({{"us.west.a", 1}, {"us.east.a", 1}}).topology) == Level::region);
  CHECK(outermost_level(layout({{"r.a", 1}, {"r.b", 1}}).topology) == Level::zone);
  CHECK_FALSE(outermost_level(layout({{"r.a", 1}}).topology));
  Cluster cluster = layout({{"us.west.a", 1}, {"us.west.b", 1}, {"pop.ams.a", 0, 1}});
  for (Place& place : cluster.topology.places)
    if (place.id.starts_with("pop.ams")) place.edge = true;
  CHECK(outermost_level(cluster.topology) == Level::zone);
}
