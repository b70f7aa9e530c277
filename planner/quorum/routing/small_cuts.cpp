// Question: which cuts of one, two and three elements are minimal?
// Model: partition_cuts.hpp; one size after the other.
//
// Idea: take a tree that holds a majority (majority_tree.cpp) with elements e1 … em. Every cut takes one of them, for
// what is left of the tree otherwise still holds one. So branch: lose e1; or keep e1 and lose e2; and so on. Each
// set is met once, in the branch of its first element of the tree. A branch goes on with a tree in what is left, in
// which elements kept before cost nothing: where only kept ones are needed there is no branch. The last element of a
// set needs none: single_cuts.cpp finds all of them at once.
//
// A cut stays one with more elements lost. So a set is minimal when no subset with one element less is a cut, and a
// subset is a cut when it contains a minimal one. Elements that are cuts alone are kept from the beginning of size 2
// on. Of {x, y, z}, with z found last, {x, y} left a majority: what remains is to look {x, z} and {y, z} up among the
// pairs.
//
// Example: the ring a b c d, a manager each, majority 3. No link alone. The tree is a–b, b–c. Without a–b the ring is a
// path b c d a: c–d alone parts it into twos; b–c and d–a leave three. With a–b kept, without b–c: d–a. So two pairs:
// {a–b, c–d} and {b–c, d–a}. Size 3: without a–b the tree is b–c, c–d …; {a–b, b–c, d–a} contains a pair.
//
// Cost: for size k as many linear searches as branches of k − 1 levels, the size of the tree to the power k − 1.
// Source: branching on a violated constraint, as in Reiter, A theory of diagnosis from first principles, 1987.
#include "planner/quorum/routing/small_cuts.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <cstddef>
#include <utility>

#include "planner/quorum/listing.hpp"
#include "planner/quorum/routing/majority_tree.hpp"
#include "planner/quorum/routing/single_cuts.hpp"

namespace planner {
namespace {

constexpr std::int64_t steps_of_a_set = 8;

using Set = std::array<int, cut_size>;  // ascending; the first `size` of them count

std::size_t at(int index) { return static_cast<std::size_t>(index); }

std::uint64_t pair_of(int a, int b) {
  return static_cast<std::uint64_t>(std::min(a, b)) << 32U | static_cast<std::uint64_t>(std::max(a, b));
}

struct Search {
  const CutModel& model;
  std::int64_t steps;
  Standing standing;
  SingleCuts single;
  std::vector<int> chosen = {};
  std::vector<int> alone = {};            // cuts of one
  std::vector<std::uint64_t> pairs = {};  // cuts of two
  std::vector<Set> first = {};            // of the present size: those that may be listed, and some more
  FoundCuts found = {};
};

void lose(Search& search, int element, bool lost) {
  const auto& [kind, index] = search.model.elements[at(element)];
  (kind == ElementKind::link ? search.standing.link_lost : search.standing.site_lost)[at(index)] = lost ? 1 : 0;
}

std::size_t room(const Search& search) { return listed_sets - search.found.listed.size(); }

void keep_first(Search& search) {
  std::ranges::sort(search.first);
  if (search.first.size() > room(search)) search.first.resize(room(search));
}

void record(Search& search, int last) {
  search.steps -= steps_of_a_set;
  const std::vector<int>& chosen = search.chosen;
  if (chosen.size() == 2) {
    const auto is_cut = [&](int other) { return std::ranges::binary_search(search.pairs, pair_of(other, last)); };
    if (is_cut(chosen[0]) || is_cut(chosen[1])) return;
  }
  if (chosen.empty()) search.alone.push_back(last);
  if (chosen.size() == 1) search.pairs.push_back(pair_of(chosen[0], last));
  ++search.found.of_size[chosen.size() + 1];
  if (room(search) == 0) return;
  Set set{};
  std::ranges::copy(chosen, set.begin());
  set[chosen.size()] = last;
  std::sort(set.begin(), set.begin() + static_cast<std::ptrdiff_t>(chosen.size()) + 1);
  search.first.push_back(set);
  if (search.first.size() >= 32 * listed_sets) keep_first(search);
}

// `left` more elements to lose.
void grow(Search& search, int left) {
  if (left == 1) {
    for (const int element : search.single.find(search.standing, search.steps)) record(search, element);
    return;
  }
  const auto tree = majority_tree(search.model, search.standing, search.steps);
  if (!tree) return;
  std::size_t tried = 0;
  for (; tried < tree->size() && search.steps >= 0; ++tried) {
    const int element = (*tree)[tried];
    search.chosen.push_back(element);
    lose(search, element, true);
    grow(search, left - 1);
    lose(search, element, false);
    search.chosen.pop_back();
    search.standing.kept[at(element)] = 1;
  }
  for (std::size_t i = 0; i < tried; ++i) search.standing.kept[at((*tree)[i])] = 0;
}

void finish_size(Search& search, int size) {
  keep_first(search);
  for (const Set& set : search.first) search.found.listed.emplace_back(set.begin(), set.begin() + size);
  for (const int element : search.alone) search.standing.kept[at(element)] = 1;
  std::ranges::sort(search.pairs);
  search.first.clear();
}

}  // namespace

FoundCuts cuts_by_search(const CutModel& model, int within, std::int64_t steps) {
  assert(within <= cut_size);
  Search search{model, steps, Standing(model), SingleCuts(model)};
  search.found.of_size.assign(at(within) + 1, 0);
  for (int size = 1; size <= within; ++size) {
    grow(search, size);
    finish_size(search, size);
    search.found.complete = search.steps >= 0;
    if (!search.found.complete) break;
    search.found.sizes_done = size;
  }
  return std::move(search.found);
}

}  // namespace planner
