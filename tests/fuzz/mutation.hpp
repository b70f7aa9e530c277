#pragma once
// Texts that are nearly right: what a fuzzer would try first, with a fixed seed.
#include <random>
#include <span>
#include <string>
#include <string_view>

namespace planner::test {

/// A few bytes of `text` removed, doubled, overwritten, or replaced by one of `pieces`.
std::string mutated(std::string_view text, std::span<const std::string_view> pieces, std::mt19937& random);

}  // namespace planner::test
