#pragma once
// How to mend a layout that one domain can stop: arithmetic on managers per domain, no opinion on cost.
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "planner/quorum/quorum.hpp"

namespace planner {

/// Of the outermost level that has more than one domain (edges left out) and of which one domain is fatal; for
/// other levels call it with their name. Disjoint domains D survive any one only if each holds at most
/// `tolerated`: possible for an odd n iff D ≥ 3.
struct Cure {
  std::string level;
  std::vector<std::string> fatal;                 // ids of the single domains that stop the quorum
  bool impossible = false;                        // fewer than three domains: no distribution can
  int add_in_third = 0;                           // impossible with two domains: so many managers in one more
                                                  // domain mend it, nothing else changed (0: not asked)
  std::vector<std::pair<std::string, int>> fewer; // the smallest safe odd layout: domain → managers; the id
                                                  // of a domain that does not exist yet is "" (the third)
  std::vector<std::pair<std::string, int>> balanced;  // ≥ 3 domains: today's number of managers (made odd by
                                                  // dropping one) spread evenly, domain → managers
  int balanced_spare = 0;                         // managers that may still fail after the worst domain then
};

/// None where no single domain of that level stops the quorum.
std::optional<Cure> cure_for(const Topology& topology, const Quorum& quorum, std::string_view level);

/// The outermost of group, region, zone with more than one domain, edges left out; none in a one-zone layout.
std::optional<Level> outermost_level(const Topology& topology);

}  // namespace planner
