#pragma once
// The cure of planner::cure_for as a sentence with numbers.
#include <string>
#include <string_view>

#include "planner/rules/facts.hpp"

namespace planner {

/// What to change so that no single domain of the level stops the quorum any more. `id` is the domain spoken of, which
/// holds `managers` of them: where no whole distribution can be named, the text says what this one may hold.
std::string cure_words(const Facts& facts, std::string_view level, std::string_view id, int managers);

}  // namespace planner
