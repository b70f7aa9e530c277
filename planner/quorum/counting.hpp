#pragma once
// Exact numbers of cut sets and of losses, without listing them. A cut is `fatal` or more managers lost at once.
#include <cstdint>
#include <span>
#include <vector>

#include "planner/quorum/domains.hpp"
#include "planner/quorum/quorum.hpp"

namespace planner {

/// About half a second. One step is one word of a product of big numbers; past it a count comes back inexact, as 0.
constexpr std::int64_t counting_steps = 100'000'000;

/// Minimal cut sets of disjoint domains with these numbers of managers, each at least 1.
Count count_cuts(std::span<const int> weights, int fatal, std::int64_t steps = counting_steps);

/// Minimal cut sets of nested domains, sets that fail the same managers counted once.
Count count_cuts(const std::vector<NestedDomain>& domains, int fatal, std::int64_t steps = counting_steps);

/// Losses of exactly `lost` of these disjoint domains that are fatal, where `lost` − 1 never are.
Count count_first_fatal(std::span<const int> weights, int lost, int fatal, std::int64_t steps = counting_steps);

/// n over k.
Count choose(int n, int k, std::int64_t steps = counting_steps);

/// `count` is exactly this number.
bool is_exactly(const Count& count, std::size_t number);

}  // namespace planner
