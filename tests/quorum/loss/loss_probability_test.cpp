#include "planner/quorum/loss/loss_probability.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <cstdio>
#include <string>

#include "planner/quorum/loss/one_more_zone.hpp"
#include "tests/quorum/loss/exact_states.hpp"

using namespace planner;
using namespace planner::test;

namespace {

// Regions of so many zones of so many managers; p of regions, zones, managers.
LossModel nested(int regions, int zones, int managers, double region_p, double zone_p, double manager_p) {
  LossModel model;
  for (int region = 0; region < regions; ++region) {
    FallibleDomain whole{{}, region_p, {}};
    for (int zone = 0; zone < zones; ++zone) {
      FallibleDomain part{{}, zone_p, {}};
      for (int i = 0; i < managers; ++i) {
        part.managers.push_back(static_cast<int>(model.manager_p.size()));
        whole.managers.push_back(static_cast<int>(model.manager_p.size()));
        model.manager_p.push_back(manager_p);
      }
      model.domains.push_back(part);
    }
    model.domains.push_back(whole);
  }
  model.fatal = (static_cast<int>(model.manager_p.size()) + 1) / 2;
  return model;
}

std::string six_digits(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.5e", value);
  return text;
}

// Thirty managers in ten zones, and twelve domains across them.
LossModel crossed() {
  LossModel model = nested(5, 2, 3, 0.0005, 0.001, 0.01);
  for (int i = 0; i < 12; ++i) {
    FallibleDomain domain{{}, 0.002 + 0.0003 * i, {}};
    for (int manager = i; manager < 30; manager += 3 + i % 4) domain.managers.push_back(manager);
    model.domains.push_back(domain);
  }
  return model;
}

}  // namespace

TEST_CASE("the probability of loss is that of every state added up, to twelve digits") {
  std::mt19937 random(20260101);
  int small = 0, crossing = 0;
  for (int round = 0; round < 600; ++round) {
    LossModel model = random_loss_model(random);
    for (std::size_t d = 0; d < model.domains.size() && round % 3 == 0; d += 2) model.domains[d].p *= 1e-20;
    const Exact exact = exact_loss(model);
    const LossProbability loss = loss_probability(model);
    CAPTURE(round);
    CHECK(loss.complete);
    CHECK(is_near(loss.probability, exact));
    if (exact > 0 && exact < Exact(1e-20)) ++small;
    if (loss.error_bound > 0) ++crossing;
  }
  CHECK(small > 10);
  CHECK(crossing > 5);
}

TEST_CASE("digits are kept however improbable the loss is") {
  for (const double p : {1e-5, 1e-9, 1e-30, 1e-60}) {
    LossModel model = nested(3, 1, 2, p * p, p * p, p);
    model.domains.push_back({{1, 2}, p * p * p, {}});
    CHECK(is_near(loss_probability(model).probability, exact_loss(model)));
  }
  CHECK(loss_probability(nested(3, 3, 1, 1e-9, 1e-8, 1e-6)).probability < 1e-15);
}

TEST_CASE("independent managers fail at their own rates") {
  std::mt19937 random(20260102);
  for (int round = 0; round < 300; ++round) {
    const LossModel model = random_loss_model(random);
    // Each manager with a copy of its domains for itself alone.
    std::vector<double> p;
    std::vector<std::size_t> manager_of;
    for (std::size_t m = 0; m < model.manager_p.size(); ++m) {
      double up = 1;
      p.push_back(model.manager_p[m]);
      manager_of.push_back(m);
      for (const FallibleDomain& domain : model.domains)
        if (up > 0 && std::count(domain.managers.begin(), domain.managers.end(), static_cast<int>(m)) > 0) {
          p.push_back(domain.p);
          manager_of.push_back(m);
        }
    }
    if (p.size() > 14) continue;
    const Exact exact = exact_probability(p, [&](const std::vector<bool>& happened) {
      std::vector<bool> lost(model.manager_p.size(), false);
      for (std::size_t i = 0; i < p.size(); ++i)
        if (happened[i]) lost[manager_of[i]] = true;
      return std::count(lost.begin(), lost.end(), true) >= model.fatal;
    });
    CAPTURE(round);
    CHECK(is_near(loss_if_independent(model).probability, exact));
  }
}

TEST_CASE("what is certain is 0 or 1") {
  CHECK(loss_probability(nested(3, 3, 1, 0, 0, 0)).probability == 0);
  LossModel model = nested(3, 1, 1, 0.1, 0.1, 0.1);
  model.domains.push_back({{0, 2}, 1, {}});
  CHECK(loss_probability(model).probability == 1);
  CHECK(loss_probability({1, {0.25}, {}}).probability == 0.25);
  CHECK(loss_probability({2, {1}, {}}).probability == 0);
  CHECK(loss_probability({1, {}, {{{}, 0.5, {}}}}).probability == 0);
}

TEST_CASE("known values") {
  const auto known = [](int regions, int zones, int managers) {
    return six_digits(loss_probability(nested(regions, zones, managers, 0.0005, 0.001, 0.01)).probability);
  };
  CHECK(known(3, 1, 1) == "3.92652e-04");
  CHECK(known(3, 3, 1) == "3.40544e-06");
  CHECK(known(3, 2, 2) == "1.08226e-05");
  CHECK(known(5, 3, 1) == "1.18582e-08");
  CHECK(known(7, 3, 1) == "3.68622e-11");
  CHECK(known(4, 3, 2) == "1.50009e-06");
}

TEST_CASE("a thousand managers, and domains across them, make no difference to the truth") {
  // A provider across two regions never fails: the same as without it. It always fails: the same as those lost.
  LossModel model = nested(20, 5, 10, 0.0005, 0.001, 0.2);
  const double without = loss_probability(model).probability;
  model.domains.push_back({{}, 1e-300, {}});
  for (int manager = 25; manager < 75; ++manager) model.domains.back().managers.push_back(manager);
  CHECK(loss_probability(model).probability == doctest::Approx(without).epsilon(1e-12));
  model.domains.back().p = 1;
  LossModel lost = nested(20, 5, 10, 0.0005, 0.001, 0.2);
  for (int manager = 25; manager < 75; ++manager) lost.manager_p[static_cast<std::size_t>(manager)] = 1;
  CHECK(loss_probability(model).probability == doctest::Approx(loss_probability(lost).probability).epsilon(1e-12));
}

TEST_CASE("a stopped sum is never silent, and the truth lies within its bound") {
  const LossModel model = crossed();
  const LossProbability full = loss_probability(model);
  REQUIRE(full.complete);
  REQUIRE(full.error_bound <= 1e-12 * full.probability);
  int stopped = 0, useful = 0;
  for (std::int64_t steps = 1; steps < 100'000'000; steps = steps * 8 / 7 + 1) {
    const LossProbability part = loss_probability(model, steps);
    CAPTURE(steps);
    if (!part.complete) ++stopped;
    if (!part.complete && part.error_bound < full.probability) ++useful;
    CHECK(part.complete == (part.error_bound <= 1e-12 * part.probability));
    CHECK(part.probability <= full.probability * (1 + 1e-13) + full.error_bound);
    CHECK(part.probability + part.error_bound >= full.probability * (1 - 1e-13));
  }
  CHECK(stopped > 10);
  CHECK(useful > 0);
}

TEST_CASE("one more zone, and a manager that moves there") {
  std::mt19937 random(20260103);
  for (int round = 0; round < 100; ++round) {
    const LossModel model = random_loss_model(random);
    const std::vector<double> own = {random_p(random), random_p(random)};
    std::vector<int> around;
    for (int d = 0; d < static_cast<int>(model.domains.size()); ++d)
      if (pick(random, 4) == 0) around.push_back(d);
    const LossModel added = with_manager(model, 0.125, own, around);
    const int managers = static_cast<int>(added.manager_p.size());
    CHECK(added.fatal == managers - (managers / 2 + 1) + 1);
    CHECK(is_near(loss_probability(added).probability, exact_loss(added)));
    // Once it is taken out again, the model is the former one, but for domains that hold nobody.
    const LossModel back = without_manager(added, managers - 1);
    CHECK(back.fatal == model.fatal);
    CHECK(exact_loss(back) == exact_loss(model));
    const LossModel moved = without_manager(added, pick(random, managers - 1));
    CHECK(static_cast<int>(moved.manager_p.size()) == managers - 1);
    CHECK(is_near(loss_probability(moved).probability, exact_loss(moved)));
  }
  const LossModel two = without_manager({2, {0.1, 0.2, 0.3}, {{{0, 1}, 0.4, {}}, {{1, 2}, 0.5, {}}}}, 1);
  CHECK(two.fatal == 1);
  CHECK(two.manager_p == std::vector<double>{0.1, 0.3});
  CHECK(two.domains[0].managers == std::vector<int>{0});
  CHECK(two.domains[1].managers == std::vector<int>{1});
}
