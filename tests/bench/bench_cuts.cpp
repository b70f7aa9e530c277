// Milliseconds of counting and listing minimal cut sets: for docs/benchmarks.md and for the eye; no assertions.
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <string>
#include <vector>

#include "planner/quorum/counting.hpp"
#include "planner/quorum/enumerate_cuts.hpp"
#include "planner/quorum/levels.hpp"

using namespace planner;

namespace {

template <class Work>
double milliseconds(Work&& work) {
  double best = 1e300;
  for (int run = 0; run < 5; ++run) {
    const auto start = std::chrono::steady_clock::now();
    work();
    const std::chrono::duration<double, std::milli> taken = std::chrono::steady_clock::now() - start;
    if (taken.count() < best) best = taken.count();
  }
  return best;
}

void enumerate(int managers) {
  const std::vector<int> weights(static_cast<std::size_t>(managers), 1);
  std::uint64_t sum = 0;
  std::int64_t sets = 0;
  const double ms = milliseconds([&] {
    sets = 0;
    for_each_cut(weights, managers / 2 + 1, managers, INT64_MAX, [&](std::uint64_t mask) {
      sum += mask;
      ++sets;
    });
  });
  std::printf("%d single managers: %lld minimal cut sets as bit masks   %.2f ms (%llx)\n", managers,
              static_cast<long long>(sets), ms, static_cast<unsigned long long>(sum));
}

void count(int managers) {
  const std::vector<int> weights(static_cast<std::size_t>(managers), 1);
  std::string decimal;
  const double ms = milliseconds([&] { decimal = count_cuts(weights, managers / 2 + 1).decimal; });
  std::printf("%d single managers: counted exactly, %zu digits   %.3f ms\n", managers, decimal.size(), ms);
}

/// Zones of three managers in a ring, and as many domains that each take a manager of `width` zones next to each other.
void overlap(int zones, int width) {
  std::vector<std::string> ids;
  for (int i = 0; i < 2 * zones; ++i) ids.push_back((i < zones ? "zone-" : "power-") + std::to_string(i % zones));
  std::vector<Domain> domains;
  for (int zone = 0; zone < zones; ++zone) domains.push_back({ids[static_cast<std::size_t>(zone)], {}});
  for (int i = 0; i < 3 * zones; ++i) domains[static_cast<std::size_t>(i / 3)].managers.push_back(i);
  for (int feed = 0; feed < zones; ++feed) {
    Domain domain{ids[static_cast<std::size_t>(zones + feed)], {}};
    for (int i = 0; i < width; ++i) domain.managers.push_back((3 * (feed + i) + i % 3) % (3 * zones));
    std::sort(domain.managers.begin(), domain.managers.end());
    domains.push_back(domain);
  }
  CutSets cuts;
  const double ms = milliseconds([&] { cuts = judge_mixed(domains, 3 * zones); });
  std::printf("%d managers, %d zones of 3, %d domains of %d across: smallest %d, %s%s sets   %.0f ms\n", 3 * zones,
              zones, zones, width, cuts.smallest.value_or(0), cuts.count.exact ? "" : "at least ",
              cuts.count.decimal.c_str(), ms);
}

}  // namespace

int main() {
  enumerate(23);
  count(101);
  count(1001);
  overlap(6, 4);
  overlap(20, 6);
  overlap(20, 12);
}
