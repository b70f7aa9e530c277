#pragma once
// How to mend a layout that one domain can stop: arithmetic on managers per domain, no opinion on cost.
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "planner/quorum/quorum.hpp"

namespace planner {

/// Take the manager role from one node and give it to another: promote first, then demote. Empty `manager` and `from`:
/// a manager that there is not yet. Empty `to`: demote only.
struct ManagerMove {
  std::string manager;   // host name
  std::string from, to;  // ids of domains
};

/// A layout is safe here when it survives the loss of any one domain of the level: every domain holds at most
/// (n − 1) / 2 of n managers, rounded down. The fields after `fatal` are filled where the domains of the level are
/// disjoint and hold every manager; else they stay as they are here.
struct Cure {
  std::string level;
  std::vector<std::string> fatal;  // ids of the single domains that stop the quorum
  bool impossible = false;         // fewer than three domains: no distribution can, see cure.cpp
  int add_in_third = 0;            // two domains, both with managers: the fewest managers in one more
                                   // domain that make it safe, nothing else changed (0: not asked)
  /// Where it is impossible: the largest safe layout of an odd number of managers that is at most seven (the most that
  /// Docker recommends) and smaller than what the cure above ends with, so that it tolerates most of all
  /// smaller ones. One domain more gets as few as is safe, today's share the rest evenly. Domain → managers; the id of
  /// a domain that does not exist yet is "". Empty where no smaller layout is safe.
  std::vector<std::pair<std::string, int>> fewer;
  /// Where it is possible: today's number of managers (made odd by dropping one, but at least three) spread as evenly
  /// as can be, with the fewest moves. Domain → managers, as in the topology, those that get none left out.
  std::vector<std::pair<std::string, int>> balanced;
  int balanced_spare = 0;          // managers that may still fail after the worst domain then
  std::vector<ManagerMove> moves;  // from today to `balanced`; those of the fullest places go first
};

/// None where no single domain of that level stops the quorum. Edges are left out.
std::optional<Cure> cure_for(const Topology& topology, const Quorum& quorum, std::string_view level);

/// The outermost of group, region, zone with more than one domain, edges left out; none in a one-zone layout.
std::optional<Level> outermost_level(const Topology& topology);

}  // namespace planner
