// Listings of layouts whose weights lie far apart, where branches die and are remembered.
#include "planner/quorum/listing.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "planner/quorum/quorum.hpp"
#include "tests/layout.hpp"
#include "tests/quorum/brute_force.hpp"

using namespace planner;
using namespace planner::test;

namespace {

Cluster spiky_layout(std::mt19937& random) {
  const std::vector<std::vector<int>> palettes = {{0, 1, 1, 1, 6}, {1, 1, 2, 9}, {1, 3, 3, 7}, {2, 2, 2, 5, 10}};
  for (;;) {
    const std::vector<int>& palette = palettes[static_cast<std::size_t>(any(random, 4))];
    std::vector<ZoneLine> lines;
    int managers = 0;
    const int regions = 1 + any(random, 5);
    const bool dashed = any(random, 2) == 0;
    for (int region = 0; region < regions; ++region)
      for (int zone = any(random, 3); zone < 5; ++zone) {
        const int count = palette[static_cast<std::size_t>(any(random, static_cast<int>(palette.size())))];
        // "r-1" and its zones stand between "r" and the zones of "r"
        const std::string id = (dashed && region > 0 ? "r-" : "r") + (region > 0 ? std::to_string(region) : "");
        lines.push_back({id + ".z" + std::to_string(zone), count});
        managers += count;
      }
    if (managers > 0 && managers <= 60 && lines.size() + static_cast<std::size_t>(regions) <= 15) return layout(lines);
  }
}

std::vector<NestedDomain> alone(const std::vector<int>& weights, const std::vector<std::string>& ids) {
  std::vector<NestedDomain> domains;
  for (std::size_t i = 0; i < weights.size(); ++i) domains.push_back({ids[i], weights[i], std::nullopt, {}, false});
  return domains;
}

}  // namespace

TEST_CASE("listings of uneven layouts equal brute force") {
  std::mt19937 random(99);
  for (int i = 0; i < 80; ++i) {
    const Cluster cluster = spiky_layout(random);
    const auto quorum = analyse_quorum(cluster);
    IdSets mixed = brute_mixed(cluster);
    IdSets zones = brute_level(cluster, "zone").cuts;
    CHECK(quorum->mixed.count.decimal == std::to_string(mixed.size()));
    CHECK(find_level(*quorum, "zone")->cut_sets.count.decimal == std::to_string(zones.size()));
    mixed.resize(std::min<std::size_t>(mixed.size(), 100));
    zones.resize(std::min<std::size_t>(zones.size(), 100));
    CHECK(quorum->mixed.sets == mixed);
    CHECK(find_level(*quorum, "zone")->cut_sets.sets == zones);
  }
}

TEST_CASE("branches that come to nothing are entered once") {
  // two zones of 10 and twenty of 1, T = 20: one set of two, none of three to ten, and C(20, 10) times two of eleven
  std::vector<int> weights = {10, 10};
  weights.resize(22, 1);
  std::vector<std::string> ids;
  for (int i = 0; i < 22; ++i) ids.push_back("z" + std::to_string(i + 10));
  const Listing listing = list_cuts(alone(weights, ids), 20, 50'000);
  REQUIRE(listing.sets.size() == 100);
  CHECK(listing.sets[0] == std::vector<std::string>{"z10", "z11"});
  CHECK(listing.sets[1].size() == 11);
  CHECK_FALSE(listing.complete);
}

TEST_CASE("a dead branch says nothing of one with as many managers and a heavier lightest domain") {
  // T = 8. a, b, e and c, d, e hold 6 each; with g they hold 9, of which b = 1 can be spared and no 2 can
  const std::vector<std::string> ids = {"a", "b", "c", "d", "e", "f", "g"};
  const IdSets sets = list_cuts(alone({3, 1, 2, 2, 2, 1, 3}, ids), 8).sets;
  CHECK(std::count(sets.begin(), sets.end(), std::vector<std::string>{"c", "d", "e", "g"}) == 1);
  CHECK(std::count(sets.begin(), sets.end(), std::vector<std::string>{"a", "b", "e", "g"}) == 0);
}

TEST_CASE("a listing that is stopped is the beginning of the full one") {
  const std::vector<int> weights = {3, 1, 2, 2, 1, 3, 1, 2, 2, 1};
  const std::vector<std::string> ids = {"a", "b", "c", "d", "e", "f", "g", "h", "i", "j"};
  const Listing full = list_cuts(alone(weights, ids), 9);
  for (std::int64_t steps = 0; steps < 3000; steps += 50) {
    const Listing part = list_cuts(alone(weights, ids), 9, steps);
    CHECK((!part.complete || part.sets == full.sets));
    REQUIRE(part.sets.size() <= full.sets.size());
    CHECK(std::equal(part.sets.begin(), part.sets.end(), full.sets.begin()));
  }
  CHECK(list_cuts(alone(weights, ids), 9, 10).sets.empty());
}

TEST_CASE("sets of very many domains are listed until they hold 10,000 ids") {
  std::vector<std::string> ids;
  for (int i = 0; i < 1000; ++i) ids.push_back("z" + std::to_string(1000 + i));
  const Listing listing = list_cuts(alone(std::vector<int>(1000, 1), ids), 500);
  CHECK(listing.sets.size() == 20);
  CHECK(listing.sets.front().front() == "z1000");
  CHECK(listing.sets.front().back() == "z1499");
  CHECK(listing.sets[1].back() == "z1500");
}
