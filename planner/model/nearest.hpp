#pragma once
// "Did you mean …?": the candidate nearest to what was written.
#include <span>
#include <string>
#include <string_view>

namespace planner {

/// Number of insertions, deletions, replacements and swaps of neighbours that turn one text into the other.
int edit_distance(std::string_view a, std::string_view b);

/// The candidate with the least distance, if that is small enough for a slip of the hand: at most a third of the
/// length, at least 1. Empty if there is none. Case does not count.
std::string_view nearest(std::string_view written, std::span<const std::string_view> candidates);

}  // namespace planner
