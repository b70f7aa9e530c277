#pragma once
// What the managers survive: majority, failure domains one by one, minimal cut sets, goals.
#include <optional>
#include <string>
#include <vector>

#include "planner/model/cluster.hpp"

namespace planner {

/// A count of any size, in decimal. `exact` is false when a limit on steps stopped the count: then it is "at least".
struct Count {
  std::string decimal = "0";
  bool exact = true;
};

/// Any `count` of these domains, which hold equally many managers.
struct CutPick {
  int count = 0;
  std::vector<std::string> of;  // ids, sorted
};

/// All picks together are a minimal cut set, whichever domains are picked.
struct CutPattern {
  std::vector<CutPick> picks;  // those of the heaviest domains first
};

/// Minimal cut sets: no member can be spared. Sorted by size, then by ids; ids inside a set sorted.
/// `smallest` and the order of `sets` are right even where the count is not exact, unless domains overlap and the limit
/// came before all smaller sets were tried: then `smallest` is the smallest known.
struct CutSets {
  std::optional<int> smallest;                 // none: no loss of these domains stops the quorum
  Count count;                                 // of all minimal cut sets, listed or not
  std::vector<std::vector<std::string>> sets;  // the first 100; fewer where they hold over 10,000 ids together
  bool truncated = false;                      // more exist than are listed, or may
  std::optional<int> within;                   // sets of so many domains at most; none: of any size
  std::vector<CutPattern> patterns = {};  // disjoint domains only: all the sets, told by kind; empty: too many kinds
};

/// Any `lost` domains of one level: what is left at best and at worst. A domain without managers counts as any other.
struct LossOfSome {
  int lost = 0;
  int least_left = 0;
  int most_left = 0;
  bool exact = true;  // false (overlapping domains only): a limit stopped the search, and
                      // less than least_left or more than most_left may be left
  Count fatal;        // how many of these losses stop the quorum
  Count total;
};

struct LevelQuorum {
  std::string level;            // as in Topology::levels
  int domains = 0;              // of that level, with or without managers
  int survives = 0;             // contract: survives.L; never more than what was proved
  bool survives_proved = true;  // false: with links, a limit stopped the search; more may be survived
  /// With links: the fewest domains whose loss leaves managers enough but parts them; none: no loss that was tried
  /// does.
  std::optional<int> parted_from;
  std::optional<int> spare;  // contract: spare.L
  CutSets cut_sets;
  std::vector<LossOfSome> losses;  // lost = 1 … the first that can be fatal (at most `domains`); of over
                                   // 64 rows the first 62 and the last two
};

struct DomainQuorum {
  DomainIndex domain = 0;
  int managers = 0;  // inside
  int left = 0;      // when it dies
  int side = 0;      // of these on the side that holds most: fewer than left where links are lost with it
  bool kept = true;  // left ≥ majority

  bool parts(int majority) const { return kept && side < majority; }
};

/// One survival goal of the spec, in the order of Goals::survive. All its losses happen together. Asked for more
/// domains than there are, it means all of them. What overlaps is lost once, so a domain inside another one never makes
/// it worse: for places that is to say that the inner one lies outside. Declared domains may share a part and still die
/// together.
struct GoalQuorum {
  bool met = true;
  std::vector<std::string> witness;  // ids of the worst loss that the goal names: the domains that add to
                                     // it, by level as in the goal, then by id
  int left = 0;                      // managers left then; where they are parted, on the largest side
  bool proved = true;                // false: a limit stopped the search; no loss was found that breaks it
  bool parted = false;               // more managers are left than `left`, on other sides
};

struct Quorum {
  int managers = 0;
  int majority = 0;
  int tolerated = 0;                  // managers − majority
  std::vector<LevelQuorum> levels;    // in the order of Topology::levels
  std::vector<DomainQuorum> domains;  // in the order of Topology::domains
  CutSets mixed;
  std::vector<GoalQuorum> goals;
  bool parting_proved = true;  // false: with links, a limit stopped the look at single losses; more may part
};

/// N/2 + 1. https://docs.docker.com/engine/swarm/raft/
constexpr int majority_of(int managers) { return managers / 2 + 1; }

/// None in a decentralized plan and where there is no manager. `within`: cut sets of so many domains at most.
std::optional<Quorum> analyse_quorum(const Cluster& cluster, std::optional<int> within = std::nullopt);

const LevelQuorum* find_level(const Quorum& quorum, std::string_view level);

}  // namespace planner
