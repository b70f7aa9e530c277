#pragma once
// All minimal sets of at most 24 elements, by a table of all subsets.
#include <cstdint>
#include <optional>

#include "planner/quorum/routing/cut_model.hpp"

namespace planner {

/// Sets of up to `within` elements. None when the steps are used up first. Takes them away.
std::optional<FoundCuts> cuts_by_table(const CutModel& model, int within, std::int64_t& steps);

}  // namespace planner
