#pragma once
// The figures of one level, and of all domains mixed: what any loss of k domains does, and the minimal cut sets.
#include <span>
#include <string_view>

#include "planner/quorum/domains.hpp"
#include "planner/quorum/quorum.hpp"

namespace planner {

LevelQuorum judge_level(const LevelDomains& level, int managers);

/// All domains together, any that hold no manager among them.
CutSets judge_mixed(std::span<const Domain> domains, int managers);

}  // namespace planner
