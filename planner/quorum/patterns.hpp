#pragma once
// Minimal cut sets told by kind: "any 2 of these 4, with any 1 of those 3".
#include <span>
#include <string>
#include <vector>

#include "planner/quorum/domains.hpp"
#include "planner/quorum/quorum.hpp"

namespace planner {

constexpr std::size_t patterns_at_most = 100;

/// Of disjoint domains; those with as many managers stand for one another. The fewest domains first, then those with
/// the heaviest. Empty where there are more kinds or patterns than are worth telling.
std::vector<CutPattern> find_patterns(std::span<const Domain> domains, int fatal);

}  // namespace planner
