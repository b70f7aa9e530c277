// Link cuts and mixed cuts against every subset.
#include "planner/quorum/routing/partition_cuts.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "planner/quorum/listing.hpp"
#include "planner/quorum/routing/cut_model.hpp"
#include "planner/quorum/routing/cut_table.hpp"
#include "planner/quorum/routing/small_cuts.hpp"
#include "tests/quorum/routing/brute_routing.hpp"

using namespace planner;
using namespace planner::test;

namespace {

using Cuts = std::vector<std::vector<RoutingElement>>;

int below(std::mt19937& random, int limit) { return static_cast<int>(random() % static_cast<unsigned>(limit)); }

void check_equal(const PartitionCuts& cuts, const Cuts& expected) {
  CHECK(cuts.count.exact);
  CHECK(cuts.count.decimal == std::to_string(expected.size()));
  CHECK(cuts.smallest == (expected.empty() ? std::nullopt : std::optional(static_cast<int>(expected[0].size()))));
  const std::size_t listed = std::min(expected.size(), listed_sets);
  CHECK(cuts.truncated == (listed < expected.size()));
  CHECK(cuts.sets == Cuts(expected.begin(), expected.begin() + static_cast<std::ptrdiff_t>(listed)));
}

// The search for small sets, which only answers above 24 elements, asked about fewer.
void check_search(const NamedRouting& named, bool sites_fail, int within, const Cuts& all) {
  const CutModel model = cut_model(named.routing, named.names(), sites_fail);
  if (!model.held) return;
  const FoundCuts found = cuts_by_search(model, within, partition_steps);
  CHECK(found.complete);
  CHECK(found.sizes_done == within);
  Cuts listed, expected;
  for (const std::vector<int>& set : found.listed) {
    listed.emplace_back();
    for (const int element : set) listed.back().push_back(model.elements[static_cast<std::size_t>(element)]);
  }
  for (int size = 0; size <= within; ++size) {
    const auto of_size =
        std::ranges::count_if(all, [&](const auto& set) { return static_cast<int>(set.size()) == size; });
    CHECK(found.of_size[static_cast<std::size_t>(size)] == static_cast<std::uint64_t>(of_size));
  }
  for (const auto& set : all)
    if (static_cast<int>(set.size()) <= within && expected.size() < listed_sets) expected.push_back(set);
  CHECK(listed == expected);
}

NamedRouting any_routing(std::mt19937& random, int sites, int links) {
  const auto rather_many = [&](int most) { return std::max(below(random, most + 1), below(random, most + 1)); };
  return random_routing(random, std::max(1, rather_many(sites)), rather_many(links), std::max(1, rather_many(9)));
}

// 24 links: a ring, and chords, one of which is two links that fail together. Has many cuts of two and three.
NamedRouting ring_with_chords(std::mt19937& random) {
  const int sites = 14 + below(random, 9);
  NamedRouting named = random_routing(random, sites, 24, sites + below(random, 5));
  for (int link = 0; link < 24; ++link) {
    const auto any_join = [&] {
      const int from = below(random, sites);
      return Join{from, (from + 1 + below(random, sites - 1)) % sites};
    };
    auto& joins = named.routing.links[static_cast<std::size_t>(link)].joins;
    joins = {link < sites ? Join{link, (link + 1) % sites} : any_join()};
    if (link == 23) joins.push_back(any_join());
  }
  return named;
}

}  // namespace

TEST_CASE("link cuts of random routings equal brute force, by table and by search, all sizes and some") {
  std::mt19937 random(1);
  std::size_t found = 0, large = 0;
  for (int round = 0; round < 600; ++round) {
    const NamedRouting named = any_routing(random, 7, 9);
    const Cuts all = brute_cuts(named, false, 9);
    check_equal(link_cuts(named.routing, named.names()), all);
    const int within = below(random, 5);
    const PartitionCuts some = link_cuts(named.routing, named.names(), {within, partition_steps});
    CHECK(some.within == within);
    check_equal(some, brute_cuts(named, false, within));
    for (int size = 1; size <= cut_size; ++size) check_search(named, false, size, all);
    found += all.size();
    large += static_cast<std::size_t>(std::ranges::count_if(all, [](const auto& set) { return set.size() >= 3; }));
  }
  CHECK(found > 700);
  CHECK(large > 400);
}

TEST_CASE("mixed cuts of random routings equal brute force, by table and by search, all sizes and some") {
  std::mt19937 random(2);
  std::size_t found = 0;
  for (int round = 0; round < 300; ++round) {
    const NamedRouting named = round < 8 ? random_routing(random, 6, 9, 9) : any_routing(random, 5, 6);
    const Cuts all = brute_cuts(named, true, 16);
    check_equal(mixed_cuts(named.routing, named.names()), all);
    const int within = below(random, 5);
    check_equal(mixed_cuts(named.routing, named.names(), {within, partition_steps}), brute_cuts(named, true, within));
    for (int size = 1; size <= cut_size; ++size) check_search(named, true, size, all);
    found += all.size();
  }
  CHECK(found > 1000);
}

TEST_CASE("a ring of four, a manager each") {
  const std::vector<std::string> sites = {"d", "c", "b", "a"};
  const std::vector<std::array<std::string, 2>> links = {{"d", "c"}, {"c", "b"}, {"b", "a"}, {"a", "d"}};
  const Routing routing{4, {0, 1, 2, 3}, {0, 1, 2, 3}, {{{{0, 1}}, 0}, {{{1, 2}}, 0}, {{{2, 3}}, 0}, {{{3, 0}}, 0}}};
  const PartitionCuts by_links = link_cuts(routing, {sites, links});
  CHECK(by_links.smallest == 2);
  CHECK(by_links.count.decimal == "2");
  const auto link = [](int index) { return RoutingElement{ElementKind::link, index}; };
  CHECK(by_links.sets == Cuts{{link(3), link(1)}, {link(2), link(0)}});  // {ad, cb}, {ba, dc}
  CHECK_FALSE(by_links.within);
  // any two sites; a site and the link across, which has one end beside it: {a, dc} {a, cb} …; and the two pairs above
  CHECK(mixed_cuts(routing, {sites, links}).count.decimal == std::to_string(6 + 8 + 2));
}

TEST_CASE("no majority from the start: the empty set is the cut") {
  const std::vector<std::string> sites = {"a", "b"};
  const Routing apart{2, {0, 1}, {0, 1}, {}};
  for (const PartitionCuts& cuts : {link_cuts(apart, {sites, {}}), mixed_cuts(apart, {sites, {}})}) {
    CHECK(cuts.smallest == 0);
    CHECK(cuts.count.decimal == "1");
    CHECK(cuts.sets == Cuts{{}});
    CHECK_FALSE(cuts.truncated);
  }
}

TEST_CASE("a majority in one site is lost by no links") {
  const std::vector<std::string> sites = {"a", "b"};
  const Routing one{2, {0, 1}, {0, 0, 1}, {{{{0, 1}}, 0}}};
  const std::vector<std::array<std::string, 2>> links = {{"a", "b"}};
  const PartitionCuts by_links = link_cuts(one, {sites, links});
  CHECK_FALSE(by_links.smallest);
  CHECK(by_links.count.decimal == "0");
  CHECK(by_links.sets.empty());
  CHECK(mixed_cuts(one, {sites, links}).sets == Cuts{{{ElementKind::site, 0}}});
}

TEST_CASE("a star of 24 links: C(24, 13) ways to leave the hub with eleven others") {
  Routing star{25, {}, {}, {}};
  std::vector<std::string> sites;
  std::vector<std::array<std::string, 2>> links;
  for (int site = 0; site < 25; ++site) {
    star.site_of_part.push_back(site);
    star.part_of_manager.push_back(site);
    sites.push_back(std::to_string(100 + site));
    if (site == 0) continue;
    star.links.push_back({{{0, site}}, 0});
    links.push_back({sites.front(), sites.back()});
  }
  const PartitionCuts cuts = link_cuts(star, {sites, links});
  CHECK(cuts.smallest == 13);
  CHECK(cuts.count.decimal == "2496144");
  CHECK(cuts.truncated);
  REQUIRE(cuts.sets.size() == 100);
  for (int i = 0; i < 13; ++i) CHECK(cuts.sets[0][static_cast<std::size_t>(i)].index == i);
  CHECK(cuts.sets[1].back().index == 13);
}

TEST_CASE("table and search, which share nothing but the model, agree on 24 links") {
  std::mt19937 random(5);
  std::size_t found = 0;
  for (int round = 0; round < 20; ++round) {
    const NamedRouting named = ring_with_chords(random);
    const CutModel model = cut_model(named.routing, named.names(), false);
    REQUIRE(model.elements.size() <= 24);
    if (!model.held) continue;
    std::int64_t steps = partition_steps;
    const auto by_table = cuts_by_table(model, 3, steps);
    REQUIRE(by_table);
    const FoundCuts by_search = cuts_by_search(model, 3, partition_steps);
    CHECK(by_search.of_size == by_table->of_size);
    CHECK(by_search.listed == by_table->listed);
    for (const std::uint64_t count : by_search.of_size) found += count;
  }
  CHECK(found > 100);
}

TEST_CASE("over 24 elements sizes are bounded by three") {
  std::mt19937 random(3);
  std::size_t found = 0;
  for (int round = 0; round < 8; ++round) {
    const NamedRouting fewer = random_routing(random, 5, 10, 7);
    NamedRouting named = fewer;
    named.routing.links.resize(25);  // links without a join, which are in no set
    named.links.resize(25, {"a", "a"});
    const PartitionCuts cuts = link_cuts(named.routing, named.names());
    CHECK(cuts.within == 3);
    check_equal(cuts, brute_cuts(fewer, false, 3));
    CHECK(link_cuts(named.routing, named.names(), {2, partition_steps}).within == 2);
    check_equal(link_cuts(named.routing, named.names(), {2, partition_steps}), brute_cuts(fewer, false, 2));
    CHECK(mixed_cuts(fewer.routing, fewer.names()).within == std::nullopt);
    CHECK(mixed_cuts(named.routing, named.names()).within == 3);
    const Cuts expected = brute_cuts(fewer, true, 3);
    check_equal(mixed_cuts(named.routing, named.names()), expected);
    found += expected.size();
  }
  CHECK(found > 20);
}

TEST_CASE("a stopped search claims no more than there is, and the sizes it finished are complete") {
  std::mt19937 random(4);
  int stopped = 0, part_way = 0;
  for (int round = 0; round < 6; ++round) {
    const NamedRouting named = random_routing(random, 7, 9, 9);
    const Cuts all = brute_cuts(named, true, 16);
    const CutModel model = cut_model(named.routing, named.names(), true);
    if (!model.held) continue;
    const FoundCuts full = cuts_by_search(model, 3, partition_steps);
    for (std::int64_t steps = 0; steps < 20'000; steps += 1 + steps / 20) {
      const FoundCuts found = cuts_by_search(model, 3, steps);
      for (std::size_t size = 1; size <= 3; ++size) {
        CHECK(found.of_size[size] <= full.of_size[size]);
        if (static_cast<int>(size) <= found.sizes_done) CHECK(found.of_size[size] == full.of_size[size]);
      }
      const PartitionCuts cuts = mixed_cuts(named.routing, named.names(), {{}, steps});
      CHECK(std::stoull(cuts.count.decimal) <= all.size());
      CHECK(cuts.truncated == (!cuts.count.exact || all.size() > listed_sets));
      if (cuts.count.exact) check_equal(cuts, all);
      if (cuts.smallest && !all.empty()) CHECK(*cuts.smallest == static_cast<int>(all[0].size()));
      for (const auto& set : cuts.sets) CHECK(std::ranges::count(all, set) == 1);
      if (!cuts.count.exact) ++stopped;
      if (!cuts.count.exact && cuts.sizes_done > 0 && cuts.sizes_done < 3) ++part_way;
    }
  }
  CHECK(stopped > 100);
  CHECK(part_way > 20);
}
