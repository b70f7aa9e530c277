// Does it fit? Every verdict against trying every node for every task.
#include "planner/placement/fit.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>

#include "tests/placement/brute_fit.hpp"

namespace planner::test {
namespace {

TaskKind tasks(std::int64_t count, Amounts needs) { return {false, count, std::move(needs), {}, {}}; }

std::int64_t sum(const std::vector<std::int64_t>& values) {
  std::int64_t total = 0;
  for (const std::int64_t value : values) total += value;
  return total;
}

/// The tasks that a shortage names, and the global ones: they alone do not fit either.
FitQuestion only_these(FitQuestion question, const std::vector<int>& named) {
  for (std::size_t task = 0; task < question.tasks.size(); ++task)
    if (std::ranges::find(named, static_cast<int>(task)) == named.end() && !question.tasks[task].global)
      question.tasks[task].count = 0;
  return question;
}

void check_shortage(const FitQuestion& question, const Shortage& shortage) {
  CHECK_FALSE(shortage.tasks.empty());
  CHECK_FALSE(fits_by_trying(only_these(question, shortage.tasks)));
  if (shortage.kind == Shortage::Kind::packing) return;
  CHECK(shortage.wanted > shortage.held);
  CHECK(sum(shortage.held_by) == shortage.held);
}

FitQuestion random_question(std::mt19937& random) {
  const auto below = [&](unsigned bound) { return static_cast<int>(random() % bound); };
  FitQuestion question;
  const std::size_t resources = 1 + random() % 2U;
  for (int task = 1 + below(4); task > 0; --task) {
    TaskKind kind{below(6) == 0, 1 + below(3), {}, {}, {}};
    for (std::size_t i = 0; i < resources; ++i) kind.needs.push_back(below(4));
    for (int port = 0; port < 2; ++port)
      if (below(6) == 0) kind.ports.push_back(port);
    if (below(4) == 0) kind.most_per_node = 1 + below(2);
    question.tasks.push_back(std::move(kind));
  }
  for (int node = below(4); node > 0; --node) {
    NodeKind kind{below(3), {}, {}};
    for (std::size_t i = 0; i < resources; ++i) kind.has.push_back(below(9) == 0 ? unbounded : 1 + below(7));
    for (std::size_t i = 0; i < question.tasks.size(); ++i) kind.may.push_back(below(6) > 0);
    question.nodes.push_back(std::move(kind));
  }
  return question;
}

}  // namespace

TEST_CASE("fit: one service, and the nodes that hold it") {
  const FitQuestion question{{tasks(9, {2})}, {{2, {5}, {true}}, {3, {3}, {true}}, {4, {9}, {false}}}};
  const Fit fit = judge_fit(question);
  REQUIRE(fit.fits == Fits::no);
  REQUIRE(fit.shortages.size() == 1);
  CHECK(fit.shortages[0].kind == Shortage::Kind::alone);
  CHECK(fit.shortages[0].wanted == 9);
  CHECK(fit.shortages[0].held == 7);
  CHECK(fit.shortages[0].held_by == std::vector<std::int64_t>{4, 3, 0});
}

TEST_CASE("fit: the example of four nodes") {
  const auto ask = [](std::int64_t db, std::int64_t second_zone) {
    return FitQuestion{{tasks(6, {2}), tasks(db, {3})}, {{2, {4}, {true, true}}, {second_zone, {4}, {true, false}}}};
  };
  CHECK(judge_fit(ask(0, 2)).fits == Fits::yes);
  CHECK(judge_fit(ask(1, 2)).fits == Fits::yes);
  CHECK(judge_fit(ask(0, 0)).shortages.at(0).held == 4);
  const Fit two = judge_fit(ask(2, 2));
  REQUIRE(two.fits == Fits::no);
  CHECK(two.shortages.at(0).kind == Shortage::Kind::resource);
  CHECK(two.shortages.at(0).tasks == std::vector{0, 1});
  CHECK(two.shortages.at(0).wanted == 18);
  CHECK(two.shortages.at(0).held == 16);
}

TEST_CASE("fit: what no sum tells is found by trying all") {
  // 3 + 3 + 2 + 2 + 2 = 12 of 12 CPUs on two nodes of 6: 3 3 and 2 2 2. 4 + 4 + 3 + 3 are 14 of 9 and 5, and yet no
  // way fills the node of 5.
  CHECK(judge_fit({{tasks(2, {3}), tasks(3, {2})}, {{2, {6}, {true, true}}}}).fits == Fits::yes);
  const Fit fit = judge_fit({{tasks(2, {3}), tasks(2, {2})}, {{2, {5}, {true, true}}}});
  CHECK(fit.fits == Fits::yes);
  const Fit none = judge_fit({{tasks(2, {4}), tasks(2, {3})}, {{1, {9}, {true, true}}, {1, {5}, {true, true}}}});
  REQUIRE(none.fits == Fits::no);
  CHECK(none.shortages.at(0).kind == Shortage::Kind::packing);
}

TEST_CASE("fit: global services and ports leave no choice") {
  TaskKind proxy{true, 0, {1}, {80}, {}}, web{false, 2, {1}, {80}, {}}, api{false, 2, {1}, {8080}, {}};
  const Fit taken = judge_fit({{proxy, web}, {{3, {4}, {true, true}}}});
  REQUIRE(taken.fits == Fits::no);
  CHECK(taken.shortages.at(0).held == 0);
  CHECK(judge_fit({{proxy, api}, {{2, {4}, {true, true}}}}).fits == Fits::yes);
  CHECK(judge_fit({{proxy, api}, {{1, {4}, {true, true}}}}).shortages.at(0).held == 1);
  const TaskKind other{true, 0, {1}, {80}, {}};
  const Fit both = judge_fit({{proxy, other}, {{3, {4}, {true, true}}}});
  REQUIRE(both.fits == Fits::no);
  CHECK(both.shortages.at(0).kind == Shortage::Kind::port);
}

TEST_CASE("fit: amounts as large as numbers go") {
  const Fit fit = judge_fit({{tasks(1'000'000, {std::int64_t{1} << 50})}, {{1'000'000, {unbounded - 1}, {true}}}});
  CHECK(fit.fits == Fits::yes);
  CHECK(judge_fit({{tasks(3, {unbounded - 1})}, {{2, {unbounded - 1}, {true}}}}).shortages.at(0).held == 2);
  CHECK(judge_fit({{tasks(1, {})}, {}}).fits == Fits::no);
  CHECK(judge_fit({{}, {}}).fits == Fits::yes);
}

TEST_CASE("fit: small random questions are all decided, and rightly") {
  std::mt19937 random(13);
  int yes = 0, no = 0, packing = 0, together = 0;
  for (int round = 0; round < 4000; ++round) {
    CAPTURE(round);
    const FitQuestion question = random_question(random);
    const Fit fit = judge_fit(question);
    const bool expected = fits_by_trying(question);
    REQUIRE(fit.fits == (expected ? Fits::yes : Fits::no));
    if (expected) CHECK(is_placement(question, fit.witness));
    if (!expected) CHECK_FALSE(fit.shortages.empty());
    for (const Shortage& shortage : fit.shortages) {
      check_shortage(question, shortage);
      packing += shortage.kind == Shortage::Kind::packing ? 1 : 0;
      together += shortage.tasks.size() > 1 ? 1 : 0;
    }
    ++(expected ? yes : no);
  }
  CHECK(yes > 500);
  CHECK(no > 500);
  CHECK(packing > 5);
  CHECK(together > 50);
}

TEST_CASE("fit: without steps it is not known, never wrong") {
  std::mt19937 random(17);
  int unknown = 0;
  for (int round = 0; round < 1000; ++round) {
    const FitQuestion question = random_question(random);
    const Fit fit = judge_fit(question, static_cast<std::int64_t>(random() % 6U));
    if (fit.fits == Fits::unknown)
      ++unknown;
    else
      CHECK(fit.fits == (fits_by_trying(question) ? Fits::yes : Fits::no));
  }
  CHECK(unknown > 20);
}

TEST_CASE("fit: ten thousand nodes cost as many steps as ten") {
  for (const std::int64_t nodes : {10, 10'000, 10'000'000}) {
    FitQuestion question{{tasks(nodes * 3, {1, 2}), tasks(nodes, {5, 1}), tasks(nodes / 2, {2, 8})},
                         {{nodes, {9, 12}, {true, true, true}}, {nodes / 2, {4, 16}, {true, false, true}}}};
    const Fit fit = judge_fit(question, 500);
    CHECK(fit.fits == Fits::yes);
  }
}

TEST_CASE("global services that are short of the same on several kinds of node are one shortage") {
  FitQuestion question;
  question.tasks = {{true, 0, {1}, {0}, {}}, {true, 0, {2}, {0}, {}}};
  question.nodes = {{2, {4}, {true, true}}, {3, {8}, {true, true}}, {7, {8}, {true, false}}};
  const Fit fit = judge_fit(question);
  REQUIRE(fit.shortages.size() == 1);
  CHECK(fit.shortages[0].kind == Shortage::Kind::port);
  CHECK(fit.shortages[0].wanted == 10);
  CHECK(fit.shortages[0].held == 5);
  CHECK(fit.shortages[0].held_by == std::vector<std::int64_t>{2, 3, 0});
}

}  // namespace planner::test
