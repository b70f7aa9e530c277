#pragma once
// All minimal sets of up to three elements, in routings of any size.
#include <cstdint>

#include "planner/quorum/routing/cut_model.hpp"

namespace planner {

/// Sets of up to `within` elements, at most `cut_size`.
FoundCuts cuts_by_search(const CutModel& model, int within, std::int64_t steps);

}  // namespace planner
