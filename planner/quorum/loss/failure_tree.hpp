#pragma once
// Nested sets that fail, as a program of sums and products that gives how many managers are lost at once.
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "planner/quorum/loss/fallible_sets.hpp"

namespace planner {

struct TreeNode {
  enum class Kind { nothing, manager, joined, domain };
  Kind kind = Kind::nothing;
  int left = -1;   // manager: its number; joined and domain: a node
  int right = -1;  // joined: a node
  double p = 0;    // manager and domain: fails by itself
  int weight = 0;  // managers inside
  int stage = 0;   // of the crossing sets so many have to be decided before its numbers are known
  int zone = -1;   // domain: the element that is this zone
  bool has_zones = false;
  std::size_t first = 0;  // where its numbers begin in TreeState::lost
  std::size_t size = 1;   // min(weight, fatal) + 1 of them; the last one absorbs all that is more
};

struct FailureTree {
  int fatal = 1;
  int managers = 0;
  std::vector<TreeNode> nodes;           // children before parents, the root last
  std::vector<std::vector<int>> stages;  // nodes but the root by stage, children before parents
  std::vector<int> node_of_set;          // by set; −1: not nested
  std::vector<int> node_of_manager;
  std::size_t numbers = 0;  // in all arrays together
  std::int64_t cost = 0;    // multiplications of one evaluation
};

/// What has been decided from outside, and the numbers that follow from it.
struct TreeState {
  enum class Asked : char { either, up, down };
  std::vector<int> gone;     // by element: how many deciding sets took it
  std::vector<Asked> asked;  // by node: keep only what agrees; for nodes with zones, "down" is all zones down
  std::vector<double> lost;  // P(so many managers inside are lost, not all zones inside are down, all agrees)
  std::vector<double> down;  // by node with zones: P(all zones inside are down, hence all managers; all agrees)
  std::vector<bool> pinned;  // by node: something inside was asked to be up
};

struct TreePlan {
  std::span<const FallibleSet> sets;
  std::span<const int> nested;        // of `sets`, none empty, the largest first
  std::span<const double> manager_p;  // elements from manager_p.size() on are zones
  std::vector<int> stage_of_element;  // 1 + the last of the crossing sets that holds it; 0: none does
  int fatal = 1;
};

/// Zones, where there are any: each has a nested set of it and its managers, every set with a zone has all of these.
FailureTree grow_tree(const TreePlan& plan);

/// Nothing gone and nothing asked; no number known.
TreeState start_state(const FailureTree& tree, std::size_t elements);

/// The numbers of this stage; those of the stages before must be known.
void evaluate(const FailureTree& tree, TreeState& state, int stage);

/// Those of the root, once all stages are known.
void evaluate_root(const FailureTree& tree, TreeState& state);

/// P(fatal or more managers lost, all agrees with what was asked), once all stages are known. Spares the root's numbers
/// where it can.
double fatal_probability(const FailureTree& tree, TreeState& state);

/// P(all agrees with what was asked), once the root's numbers are known.
double agreeing_probability(const FailureTree& tree, const TreeState& state);

}  // namespace planner
