#include "tests/quorum/loss/exact_states.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace planner::test {
namespace {

using Integer = boost::multiprecision::cpp_int;

// p = numerator / 2^bits, for all p alike: products need no common denominators.
struct Dyadic {
  std::vector<Integer> numerators;
  unsigned bits = 1;
};

Dyadic dyadic(const std::vector<double>& p) {
  Dyadic result;
  for (const double value : p) {
    int exponent = 0;
    std::frexp(value, &exponent);
    if (value > 0) result.bits = std::max(result.bits, static_cast<unsigned>(std::max(1, 53 - exponent)));
  }
  for (const double value : p) {
    int exponent = 0;
    const double mantissa = std::frexp(value, &exponent);
    Integer numerator = static_cast<std::int64_t>(std::ldexp(mantissa, 53));
    if (value > 0) numerator <<= result.bits - static_cast<unsigned>(53 - exponent);
    result.numerators.push_back(numerator);
  }
  return result;
}

void add_states(const Dyadic& p, const std::function<bool(const std::vector<bool>&)>& holds, const Integer& mass,
                std::vector<bool>& happened, Integer& sum) {
  if (mass.is_zero()) return;
  const std::size_t i = happened.size();
  if (i == p.numerators.size()) {
    if (holds(happened)) sum += mass;
    return;
  }
  const Integer one = Integer(1) << p.bits;
  happened.push_back(true);
  add_states(p, holds, mass * p.numerators[i], happened, sum);
  happened.back() = false;
  add_states(p, holds, mass * (one - p.numerators[i]), happened, sum);
  happened.pop_back();
}

}  // namespace

Exact exact_probability(const std::vector<double>& p, const std::function<bool(const std::vector<bool>&)>& holds) {
  const Dyadic scaled = dyadic(p);
  Integer sum = 0;
  std::vector<bool> happened;
  add_states(scaled, holds, 1, happened, sum);
  return Exact(sum, Integer(1) << (scaled.bits * static_cast<unsigned>(p.size())));
}

std::vector<double> events_of(const LossModel& model) {
  std::vector<double> p = model.manager_p;
  for (const FallibleDomain& domain : model.domains) p.push_back(domain.p);
  return p;
}

std::vector<bool> lost_managers(const LossModel& model, const std::vector<bool>& happened) {
  const std::size_t managers = model.manager_p.size();
  std::vector<bool> lost(happened.begin(), happened.begin() + static_cast<std::ptrdiff_t>(managers));
  for (std::size_t d = 0; d < model.domains.size(); ++d)
    if (happened[managers + d])
      for (const int manager : model.domains[d].managers) lost[static_cast<std::size_t>(manager)] = true;
  return lost;
}

Exact exact_loss(const LossModel& model) {
  return exact_probability(events_of(model), [&](const std::vector<bool>& happened) {
    const std::vector<bool> lost = lost_managers(model, happened);
    return std::count(lost.begin(), lost.end(), true) >= model.fatal;
  });
}

bool is_near(double value, const Exact& exact, double share) {
  const Exact difference = abs(Exact(value) - exact);
  return difference <= Exact(share) * abs(exact);
}

int pick(std::mt19937& random, int below) {
  return static_cast<int>(random() % static_cast<std::mt19937::result_type>(below));
}

double random_p(std::mt19937& random) {
  const int kind = pick(random, 20);
  if (kind == 0) return 0;
  if (kind == 1) return 1;
  const double digits = 1 + 0.001 * pick(random, 9000);
  if (kind == 2) return digits * 1e-17;
  return digits * std::pow(10, -1 - pick(random, kind < 10 ? 3 : 9));
}

LossModel random_loss_model(std::mt19937& random) {
  LossModel model;
  const int managers = 1 + pick(random, 6);
  // A third of the models are of the kind whose loss is 1e-25.
  const double scale = pick(random, 3) == 0 ? 1e-6 : 1;
  for (int i = 0; i < managers; ++i) model.manager_p.push_back(random_p(random) * scale);
  model.fatal = (managers + 1) / 2;
  const int domains = pick(random, 7);
  const int sparse = 2 + pick(random, 2);
  for (int d = 0; d < domains; ++d) {
    FallibleDomain domain{{}, random_p(random) * scale, {}};
    for (int i = 0; i < managers; ++i)
      if (pick(random, sparse) == 0) domain.managers.push_back(i);
    if (d > 0 && pick(random, 6) == 0) domain.managers = model.domains[0].managers;
    model.domains.push_back(domain);
  }
  return model;
}

}  // namespace planner::test
