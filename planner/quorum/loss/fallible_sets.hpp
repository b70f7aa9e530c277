#pragma once
// Sets that fail as a whole, those with the same elements as one, and which of them can be kept as a nested family.
#include <map>
#include <span>
#include <vector>

namespace planner {

/// Elements are managers, numbered from 0, and where routing counts also zones, numbered after the managers.
struct FallibleSet {
  std::vector<int> elements;  // sorted
  double p = 0;               // unavailability, 0 … 1
};

/// No two sets with the same elements.
struct DistinctSets {
  std::vector<FallibleSet> sets;
  std::map<std::vector<int>, int> index_of = {};  // by elements
};

/// 1 − (1 − a)(1 − b), without a difference of results.
constexpr double either_fails(double a, double b) { return a + b * (1 - a); }

/// The set's index. Where one with the same elements is there already, that one fails when either does.
int add_set(DistinctSets& distinct, std::vector<int> elements, double p);

struct NestedSplit {
  std::vector<int> nested;    // any two disjoint or one inside the other; the largest first
  std::vector<int> crossing;  // all others with p > 0; first those with which most is lost on average
};

/// `sets` distinct; `wanted` ones are kept nested where possible, at the expense of others. Takes steps in proportion
/// to the pairs of sets that share an element, or gives up nesting where those are over 10^8.
NestedSplit split_nested(std::span<const FallibleSet> sets, int elements, const std::vector<bool>& wanted);

}  // namespace planner
