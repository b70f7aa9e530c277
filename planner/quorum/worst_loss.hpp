#pragma once
// The worst and the mildest that the loss of so many domains can do.
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "planner/quorum/domains.hpp"

namespace planner {

/// One step is one look at one manager of one domain.
constexpr std::int64_t loss_steps = 8'000'000;

/// Any `count` domains of one level; all of them when there are fewer.
struct AnyOf {
  const LevelDomains* level = nullptr;
  int count = 1;
};

struct WorstLoss {
  int lost = 0;                  // managers
  std::vector<std::string> ids;  // the domains that add to it: in the order of the choices, then by id; nodes last
  int at_most = 0;               // no such loss takes more managers than this; equals `lost` unless a limit stopped it
};

/// Of all losses that take `count` domains of each level and `nodes` nodes besides: one that takes most managers. What
/// overlaps is lost once, so domains inside one another never make a loss worse. `node_ids`: of the managers.
WorstLoss worst_loss(std::span<const AnyOf> choices, int nodes, std::span<const std::string_view> node_ids,
                     std::int64_t steps = loss_steps);

struct MildestLoss {
  int lost = 0;
  bool exact = true;  // false: a limit stopped the search, and another loss may take fewer
};

/// Of all losses of exactly `count` domains of a level, those without managers included.
MildestLoss mildest_loss(const LevelDomains& level, int count, int managers, std::int64_t steps = loss_steps);

}  // namespace planner
