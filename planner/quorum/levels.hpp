#pragma once
// The figures of one level, and of all domains mixed: what any loss of k domains does, and the minimal cut sets.
#include <cstdint>
#include <optional>
#include <span>

#include "planner/quorum/counting.hpp"
#include "planner/quorum/domains.hpp"
#include "planner/quorum/listing.hpp"
#include "planner/quorum/overlap.hpp"
#include "planner/quorum/quorum.hpp"
#include "planner/quorum/worst_loss.hpp"

namespace planner {

/// In steps, each kind as its own header says.
struct Limits {
  std::int64_t counting = counting_steps;
  std::int64_t listing = listing_steps;
  std::int64_t overlap = overlap_steps;
  std::int64_t loss = loss_steps;
  std::int64_t enumeration = 20'000'000;  // sets, about a fifth of a second
};

/// `within`: cut sets of so many domains at most; the other figures do not depend on it.
LevelQuorum judge_level(const LevelDomains& level, int managers, const Limits& limits = {},
                        std::optional<int> within = std::nullopt);

/// All domains together, any that hold no manager among them.
CutSets judge_mixed(std::span<const Domain> domains, int managers, const Limits& limits = {},
                    std::optional<int> within = std::nullopt);

}  // namespace planner
