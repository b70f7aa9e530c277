// Which drills a rehearsal chooses, and that what it foretells is what simulate says.
#include "planner/whatif/drills.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "planner/spec/read_cluster.hpp"
#include "planner/whatif/booted.hpp"
#include "tests/layout.hpp"

using namespace planner;
using namespace planner::test;

namespace {

DrillsChosen choose(const Cluster& cluster, const DrillsAsked& asked = {}) {
  return choose_drills(cluster, *analyse_quorum(cluster), asked);
}

std::vector<std::string> titles(const DrillsChosen& chosen) {
  std::vector<std::string> all;
  for (const Drill& drill : chosen.drills) all.push_back(drill.title);
  return all;
}

Cluster read(const char* text) {
  Reading reading = read_cluster(text, "cluster.toml");
  REQUIRE(reading.cluster);
  return std::move(*reading.cluster);
}

}  // namespace

TEST_CASE("by default every group and region, the heaviest zones that may die, and the first that may not") {
  const DrillsChosen chosen = choose(documents_layout());
  CHECK(chosen.errors.empty());
  CHECK(titles(chosen) == std::vector<std::string>{"us fails", "eu fails", "us.west fails", "us.east fails",
                                                   "eu.north fails", "eu.south fails",
                                                   "us.west.az-3 + us.east.az-1 fail",
                                                   "eu.north.az-3 + eu.south.az-1 + us.east.az-1 fail"});
  for (const Drill& drill : chosen.drills) {
    const bool lost = drill.title == "us fails" || drill.title == "eu fails" || drill.down.size() > 40;
    const bool three = drill.title.find("+ us.east.az-1 fail") != std::string::npos && drill.left == 6;
    CHECK(drill.kept == !(lost || three));
    CHECK(drill.managers == 12);
    CHECK(drill.majority == 7);
  }
}

TEST_CASE("a layout of one zone: its managers") {
  const DrillsChosen chosen = choose(layout({{"r.z", 3, 0, 1, 0}}));
  CHECK(titles(chosen) == std::vector<std::string>{"r-z-manager-1 fails", "r-z-manager-1 + r-z-manager-2 fail"});
  CHECK(chosen.drills[0].kept);
  CHECK_FALSE(chosen.drills[1].kept);
}

TEST_CASE("each option is a drill, a comma joins") {
  const DrillsChosen chosen = choose(layout({{"r.a", 1, 0, 1, 0}, {"r.b", 1, 0, 1, 0}, {"r.c", 1, 0, 1, 0}}),
                                     {{"r.a", "r.a,r-b-manager-1"}, {"r.c"}, {"r.b:worker"}, {"r.a:r.b"}, {"zone"}});
  CHECK(chosen.errors.empty());
  CHECK(titles(chosen) == std::vector<std::string>{"r.a fails", "r.a + r-b-manager-1 fail", "r.c stops",
                                                   "r.a:r.b cut apart", "r.b:worker drained", "r.a fails", "r.b fails",
                                                   "r.c fails"});
  CHECK(chosen.drills[0].down == std::vector<EngineIndex>{0, 1});
  CHECK(chosen.drills[1].down == std::vector<EngineIndex>{0, 1, 2});
  CHECK(chosen.drills[4].drained == std::vector<EngineIndex>{3});
  CHECK(chosen.drills[4].down.empty());
}

TEST_CASE("what is named and is not there is told by its option") {
  const DrillsChosen chosen = choose(layout({{"r.a", 3, 0, 0, 0}}), {{"x"}, {"y"}, {"z"}, {"q"}, {"planet"}});
  REQUIRE(chosen.errors.size() == 5);
  CHECK(std::ranges::any_of(chosen.errors, [](const auto& error) { return error.starts_with("--stop y"); }));
  CHECK(std::ranges::any_of(chosen.errors, [](const auto& error) { return error.starts_with("--all planet"); }));
}

TEST_CASE("a cut parts each engine of one place from each of the other, and tells the sides") {
  const DrillsChosen chosen = choose(layout({{"r.a", 2, 0, 0, 0}, {"r.b", 1, 0, 1, 0}}), {{}, {}, {}, {"r.a:r.b"}, {}});
  REQUIRE(chosen.drills.size() == 1);
  const Drill& drill = chosen.drills.front();
  CHECK(drill.parted == std::vector<std::pair<EngineIndex, EngineIndex>>{{0, 2}, {0, 3}, {1, 2}, {1, 3}});
  REQUIRE(drill.sides.size() == 2);
  CHECK(drill.sides[0].managers == std::vector<EngineIndex>{0, 1});
  CHECK(drill.sides[0].kept);
  CHECK(drill.sides[1].engines == std::vector<EngineIndex>{2, 3});
  CHECK_FALSE(drill.sides[1].kept);
}

TEST_CASE("a side that is held together by others is told, for who leads decides what is seen there") {
  const DrillsChosen chosen = choose(layout({{"r.a", 1, 0, 0, 0}, {"r.b", 1, 0, 0, 0}, {"r.c", 1, 0, 0, 0}}),
                                     {{"r.a"}, {}, {}, {"r.a:r.b"}, {}});
  REQUIRE(chosen.drills.size() == 2);
  CHECK(chosen.drills[0].sides[0].meshed);
  REQUIRE(chosen.drills[1].sides.size() == 1);
  CHECK_FALSE(chosen.drills[1].sides[0].meshed);
}

TEST_CASE("where a hub dies, links part what it joined") {
  const Cluster cluster = read(R"(links = [{ from = "fra", to = ["a", "b"] }]
[fra.z]
managers = 1
[a.z]
managers = 1
[b.z]
managers = 1
)");
  const DrillsChosen chosen = choose(cluster, {{"fra"}, {}, {}, {}, {}});
  REQUIRE(chosen.drills.size() == 1);
  CHECK(chosen.drills[0].parted == std::vector<std::pair<EngineIndex, EngineIndex>>{{1, 2}});
  CHECK(chosen.drills[0].sides.size() == 2);
  CHECK_FALSE(chosen.drills[0].kept);
}
