// Milliseconds of the loss probability, for scram_ratio.py and for the eye.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <string>

#include "planner/quorum/loss/importance.hpp"
#include "planner/quorum/loss/loss_probability.hpp"

using namespace planner;

namespace {

// regions × zones × managers; p = 0.0005 / 0.001 / 0.01.
LossModel nested(int regions, int zones, int managers) {
  LossModel model;
  for (int region = 0; region < regions; ++region) {
    FallibleDomain whole{{}, 0.0005, {}};
    for (int zone = 0; zone < zones; ++zone) {
      FallibleDomain part{{}, 0.001, {}};
      for (int i = 0; i < managers; ++i) {
        part.managers.push_back(static_cast<int>(model.manager_p.size()));
        whole.managers.push_back(static_cast<int>(model.manager_p.size()));
        model.manager_p.push_back(0.01);
      }
      model.domains.push_back(part);
    }
    model.domains.push_back(whole);
  }
  model.fatal = (static_cast<int>(model.manager_p.size()) + 1) / 2;
  return model;
}

// Sixty managers in twenty zones, and twenty domains of every seventh manager and wider across them.
LossModel crossed() {
  LossModel model = nested(4, 5, 3);
  for (int i = 0; i < 20; ++i) {
    FallibleDomain domain{{}, 0.001 + 0.00005 * i, {}};
    for (int manager = i % 7; manager < 60; manager += 7 + i) domain.managers.push_back(manager);
    model.domains.push_back(domain);
  }
  return model;
}

template <class Call>
double best_of(int times, const Call& call) {
  double best = 1e9;
  for (int i = 0; i < times; ++i) {
    const auto start = std::chrono::steady_clock::now();
    call();
    best = std::min(best, std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count());
  }
  return best;
}

void bench(const char* name, const LossModel& model, int times) {
  LossProbability loss;
  const double loss_ms = best_of(times, [&] { loss = loss_probability(model); });
  std::printf("%s %.4f ms p %.17g error %.3g %s\n", name, loss_ms, loss.probability, loss.error_bound,
              loss.complete ? "complete" : "incomplete");
}

}  // namespace

int main() {
  bench("9", nested(3, 3, 1), 200);
  bench("12", nested(3, 2, 2), 200);
  bench("15", nested(5, 3, 1), 200);
  bench("21", nested(7, 3, 1), 200);
  bench("24", nested(4, 3, 2), 200);
  bench("1000", nested(20, 5, 10), 20);
  bench("60/20", crossed(), 3);
  const LossModel large = nested(20, 5, 10);
  std::printf("importance-1000 %.4f ms\n", best_of(5, [&] { birnbaum_importance(large); }));
}
