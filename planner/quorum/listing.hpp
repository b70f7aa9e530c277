#pragma once
// The first minimal cut sets by size and name, without making the others.
#include <cstdint>
#include <string>
#include <vector>

#include "planner/quorum/domains.hpp"

namespace planner {

constexpr std::size_t listed_sets = 100;
/// Sets stop being listed once they hold so many ids together (cuts of hundreds of nodes), the first set excepted.
constexpr std::size_t listed_ids = 10'000;
/// One step is one look at one domain.
constexpr std::int64_t listing_steps = 8'000'000;

/// Always the beginning of the full list, in order: smallest sets first, then by ids.
struct Listing {
  std::vector<std::vector<std::string>> sets;
  bool complete = false;  // there are no more
};

bool is_full(const Listing& listing);

/// `domains` by id, as nest and side_by_side give them.
/// `within`: sets of so many domains at most.
Listing list_cuts(const std::vector<NestedDomain>& domains, int fatal, std::int64_t steps = listing_steps,
                  std::optional<int> within = std::nullopt);

}  // namespace planner
