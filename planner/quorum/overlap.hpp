#pragma once
// Minimal cut sets of domains that overlap: found one by one, up to a limit of steps.
#include <cstdint>
#include <optional>
#include <span>

#include "planner/quorum/domains.hpp"
#include "planner/quorum/listing.hpp"

namespace planner {

/// About a third of a second, and 50 MB at most. One step is one look at 64 managers of one domain.
constexpr std::int64_t overlap_steps = 8'000'000;

enum class Alike { counted_once, counted_each };  // sets that fail the same managers

struct CutSearch {
  Listing listing;
  std::uint64_t count = 0;        // of minimal cut sets found
  std::optional<int> smallest;    // size of the smallest found; the smallest of all if `sizes_done` says so
  std::uint64_t of_smallest = 0;  // how many of that size were found
  int sizes_done = 0;             // every cut set of up to so many domains was found
  bool complete = false;          // every cut set was found
};

/// `domains` by id. `within`: sets of so many domains at most. Where the limit comes before the first set, one that
/// need not be smallest is searched by taking the heaviest domain again and again.
CutSearch search_cuts(std::span<const Domain> domains, int managers, int fatal, Alike alike,
                      std::int64_t steps = overlap_steps, std::optional<int> within = std::nullopt);

}  // namespace planner
