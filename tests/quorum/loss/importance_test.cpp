#include "planner/quorum/loss/importance.hpp"

#include <doctest/doctest.h>

#include "tests/quorum/loss/exact_states.hpp"

using namespace planner;
using namespace planner::test;

namespace {}  // namespace

TEST_CASE("importances are differences of exact probabilities, to twelve digits") {
  std::mt19937 random(20260201);
  int tiny = 0;
  for (int round = 0; round < 250; ++round) {
    LossModel model = random_loss_model(random);
    const int managers = static_cast<int>(model.manager_p.size());
    std::vector<std::vector<int>> sets(2);
    for (std::vector<int>& set : sets)
      for (int i = 0; i < managers; ++i)
        if (pick(random, 2) == 0) set.push_back(i);
    const Importances found = birnbaum_importance(model, sets);
    REQUIRE(found.domains.size() == model.domains.size());
    REQUIRE(found.managers.size() == model.manager_p.size());
    REQUIRE(found.sets.size() == sets.size());
    CAPTURE(round);
    const auto check = [&](const Importance& importance, const LossModel& down, const LossModel& up) {
      const Exact exact = exact_loss(down) - exact_loss(up);
      CHECK(importance.complete);
      CHECK(is_near(importance.birnbaum, exact));
      if (exact > 0 && exact < Exact(1e-12)) ++tiny;
    };
    for (std::size_t d = 0; d < model.domains.size(); ++d) {
      LossModel down = model, up = model;
      down.domains[d].p = 1;
      up.domains[d].p = 0;
      check(found.domains[d], down, up);
    }
    for (std::size_t m = 0; m < model.manager_p.size(); ++m) {
      LossModel down = model, up = model;
      down.manager_p[m] = 1;
      up.manager_p[m] = 0;
      check(found.managers[m], down, up);
    }
    for (std::size_t s = 0; s < sets.size(); ++s) {
      LossModel down = model;
      down.domains.push_back({sets[s], 1, {}});
      check(found.sets[s], down, model);
    }
  }
  CHECK(tiny > 20);
}

TEST_CASE("a tiny importance beside a large loss keeps its digits") {
  // Losing r2 matters only when one manager of each other zone is down too, while r1 alone is fatal.
  LossModel model{3, std::vector<double>(5, 1e-10), {{{0, 1, 2}, 1e-4, {}}, {{3}, 1e-3, {}}, {{3, 4}, 1e-3, {}}}};
  const Importances found = birnbaum_importance(model);
  for (std::size_t d = 0; d < model.domains.size(); ++d) {
    LossModel copy = model;
    CHECK(is_near(found.domains[d].birnbaum, [&] {
      copy.domains[d].p = 1;
      const Exact down = exact_loss(copy);
      copy.domains[d].p = 0;
      return down - exact_loss(copy);
    }()));
  }
  CHECK(found.domains[1].birnbaum > 0);
  CHECK(found.domains[1].birnbaum < 1e-12);
}

TEST_CASE("managers that stand alike matter alike") {
  const LossModel model{2, {0.01, 0.01, 0.01, 0.01}, {{{0, 1}, 0.001, {}}, {{2, 3}, 0.001, {}}}};
  const Importances found = birnbaum_importance(model);
  for (const Importance& importance : found.managers) CHECK(importance.birnbaum == found.managers[0].birnbaum);
  CHECK(found.domains[0].birnbaum == found.domains[1].birnbaum);
}

TEST_CASE("where nothing is lost now, a further loss may still be") {
  const LossModel model{4, std::vector<double>(7, 0), {{{0, 1}, 0.1, {}}, {{1, 2}, 0.2, {}}}};
  const std::vector<std::vector<int>> sets = {{3}, {3, 4}, {}};
  const Importances found = birnbaum_importance(model, sets);
  CHECK(found.sets[0].birnbaum == doctest::Approx(0.02).epsilon(1e-12));
  CHECK(found.sets[1].birnbaum == doctest::Approx(0.28).epsilon(1e-12));
  CHECK(found.sets[2].birnbaum == 0);
  CHECK(found.managers[3].birnbaum == doctest::Approx(0.02).epsilon(1e-12));
  CHECK(found.domains[0].birnbaum == 0);
  for (const Importance& importance : found.sets) CHECK(importance.complete);
}

TEST_CASE("a stopped importance says so and is within its bound") {
  LossModel model{6, std::vector<double>(11, 0.02), {}};
  for (int i = 0; i < 9; ++i) model.domains.push_back({{i, i + 1, i + 2}, 0.01 + 0.001 * i, {}});
  const Importances full = birnbaum_importance(model);
  int stopped = 0, useful = 0;
  const auto check = [&](const Importance& part, const Importance& whole) {
    CHECK(whole.complete);
    if (!part.complete) ++stopped;
    if (!part.complete && part.error_bound < whole.birnbaum) ++useful;
    CHECK(part.birnbaum <= whole.birnbaum * (1 + 1e-11));
    CHECK(part.birnbaum + part.error_bound >= whole.birnbaum * (1 - 1e-11));
  };
  for (std::int64_t steps = 1; steps < 10'000'000; steps = steps * 8 / 7 + 1) {
    const Importances part = birnbaum_importance(model, {}, steps);
    REQUIRE(part.domains.size() == full.domains.size());
    for (std::size_t d = 0; d < full.domains.size(); ++d) check(part.domains[d], full.domains[d]);
    for (std::size_t m = 0; m < full.managers.size(); ++m) check(part.managers[m], full.managers[m]);
  }
  CHECK(stopped > 100);
  CHECK(useful > 0);
}
