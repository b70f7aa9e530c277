#pragma once
// Question: which are all minimal cut sets of disjoint domains, one by one?
// Model: as in counting.cpp. Idea: choose domains from the heaviest down and stop as soon as T managers are lost. What
// was chosen last is lightest, and before it fewer than T were lost, so every stop is a minimal cut and every minimal
// cut is a stop; a branch is left when even the heaviest ones ahead do not reach T, so none is entered for nothing.
// Example: four managers in zones a (2), b, c; T = 2. a stops at once; b then c; c alone has nothing after it. Two
// sets. Cost: a step a set, and as many again on the way. Source: own.
#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

namespace planner {

constexpr std::size_t most_enumerated_domains = 64;

/// Calls `visit(mask)` with a bit for each domain of every minimal cut set of at most `most` domains. `weights`:
/// managers of each, the heaviest first, each at least 1, at most 64 of them. False when `steps` sets came first.
template <class Visit>
bool for_each_cut(std::span<const int> weights, int fatal, int most, std::int64_t steps, Visit&& visit) {
  std::vector<int> sums{0};
  for (const int weight : weights) sums.push_back(sums.back() + weight);
  const auto size = static_cast<int>(weights.size());
  const auto grow = [&](const auto& self, int from, int lost, std::uint64_t mask, int left) -> bool {
    for (int i = from; i < size; ++i) {
      const auto reach = static_cast<std::size_t>(std::min(size, i + left));
      if (lost + sums[reach] - sums[static_cast<std::size_t>(i)] < fatal) return true;
      const int now = lost + weights[static_cast<std::size_t>(i)];
      const std::uint64_t chosen = mask | std::uint64_t{1} << static_cast<unsigned>(i);
      if (now >= fatal) {
        if (--steps < 0) return false;
        visit(chosen);
      } else if (left > 1 && !self(self, i + 1, now, chosen, left - 1)) {
        return false;
      }
    }
    return true;
  };
  return most < 1 || grow(grow, 0, 0, 0, most);
}

}  // namespace planner
