// Question: in which order does "for key := range map" go?
// Model: Go promises nothing, and people call it random, but it is not a shuffle. A map of up to eight keys is one
// group of eight slots, filled in the order of insertion; a walk begins at any of the eight slots, each alike, and goes
// around. With three keys it begins at the first with 6 of 8 chances (slots 0, 3, 4 … 7), at the others with 1 of 8
// each, and key 1 always comes after key 0 or the walk began with it. A larger map has a power of two of slots, at
// most 7/8 of them in use; which group a key falls into hangs on a hash that is seeded anew for each map.
//
// Why it matters: a split with remainders asks the branches in this order, more than once. Three zones and the branch
// of unlabelled nodes, six replicas: 2/2/2 comes in 13 to 17 of 64 deploys, in a shuffled order it would in 1 of 3.
//
// Example: keys a b c d, slots 0 to 3. A walk that begins at slot 2 gives c d a b; one at slot 6 gives a b c d.
//
// Cost: linear. Source: Go's runtime, internal/runtime/maps (Go 1.24 on) and runtime/map.go (before): alike for up to
// eight keys. Larger maps before Go 1.24 go through groups of eight one by one; the walk here is that of today's.
#include "planner/placement/map_order.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

namespace planner::placement {
namespace {

constexpr int kGroup = 8;

/// A random group for each key, the next one with room where it is full.
void fill(MapOrder& order, int count, Random& random) {
  const int groups = order.capacity / kGroup;
  std::vector<int> used(static_cast<std::size_t>(groups), 0);
  std::vector<std::pair<int, int>> placed;
  for (int key = 0; key < count; ++key) {
    int group = random.below(groups);
    while (used[static_cast<std::size_t>(group)] == kGroup) group = (group + 1) % groups;
    placed.emplace_back(group * kGroup + used[static_cast<std::size_t>(group)]++, key);
  }
  std::sort(placed.begin(), placed.end());
  for (const auto& [slot, key] : placed) {
    order.slots.push_back(slot);
    order.keys.push_back(key);
  }
}

}  // namespace

MapOrder map_order(int count, Random& random) {
  MapOrder order;
  if (count > kGroup) {
    while (order.capacity / kGroup * 7 < count) order.capacity *= 2;
    fill(order, count, random);
    return order;
  }
  order.keys.resize(static_cast<std::size_t>(count));
  std::iota(order.keys.begin(), order.keys.end(), 0);
  order.slots = order.keys;
  return order;
}

int start_of_walk(const MapOrder& order, Random& random) {
  const int offset = random.below(order.capacity);
  const auto first = std::lower_bound(order.slots.begin(), order.slots.end(), offset);
  return first == order.slots.end() ? 0 : static_cast<int>(first - order.slots.begin());
}

std::vector<int> walk(const MapOrder& order, Random& random) {
  std::vector<int> keys = order.keys;
  std::rotate(keys.begin(), keys.begin() + start_of_walk(order, random), keys.end());
  return keys;
}

}  // namespace planner::placement
