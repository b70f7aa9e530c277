// Question: which are the first hundred minimal cut sets, smallest first, then by name?
// Model: as in counting.cpp. Nested domains, sets that fail the same managers told by the fewest domains, so that no
// two chosen domains are nested and never all children are chosen of a domain that they make up.
//
// Idea: for each size in turn choose domains in the order of their names, so that the sets come out sorted. Leave a
// branch as soon as its heaviest completion does not reach T managers, or as its lightest one does without its
// lightest member. Where no weight is more than its next lighter one plus the lightest, these two bounds leave no
// dead branch. Where it is, remember branches that came to nothing: what can still follow depends only on where one
// stands, how many are to come, the managers so far, the lightest so far, and which domains ahead are closed.
//
// Example: four managers in zones a (2), b, c; T = 2. Size 1: a. Size 2: with a first the others alone would have to
// stay below T = 2 with a in, a branch that the second bound leaves at once; with b first, {b, c}. Size 3: the
// lightest completion is cut already without its lightest member. Two sets.
//
// Cost: a look at every domain for each branch that is entered, up to a fixed number of looks. Source: own.
#include "planner/quorum/listing.hpp"

#include <algorithm>
#include <limits>
#include <string>
#include <unordered_set>

namespace planner {
namespace {

enum class Branch { barren, fruitful, stopped };

struct Choice {
  int from = 0;                                    // domains before it are decided
  int left = 0;                                    // how many are to come
  int managers = 0;                                // so far
  int lightest = std::numeric_limits<int>::max();  // so far
};

struct Walk {
  const std::vector<NestedDomain>& domains;
  int fatal;
  std::int64_t steps;
  Listing listing;
  std::vector<int> chosen = {};
  std::vector<int> closed = {};           // how many chosen domains are nested with it, by domain
  std::vector<int> chosen_children = {};  // by domain
  std::vector<int> weights = {};          // the different ones, ascending
  std::vector<std::size_t> rank = {};     // of each domain's weight among them
  std::unordered_set<std::u32string> barren = {};
};

std::size_t at(int index) { return static_cast<std::size_t>(index); }

void close_below(Walk& walk, int domain, int by) {
  for (const int child : walk.domains[at(domain)].children) {
    walk.closed[at(child)] += by;
    close_below(walk, child, by);
  }
}

// `by` 1: choose the domain; −1: take it back.
void choose_domain(Walk& walk, int domain, int by) {
  const NestedDomain& chosen = walk.domains[at(domain)];
  if (chosen.parent) walk.chosen_children[at(*chosen.parent)] += by;
  for (auto around = chosen.parent; around; around = walk.domains[at(*around)].parent) walk.closed[at(*around)] += by;
  close_below(walk, domain, by);
  if (by > 0)
    walk.chosen.push_back(domain);
  else
    walk.chosen.pop_back();
}

bool makes_up_parent(const Walk& walk, int domain) {
  const auto parent = walk.domains[at(domain)].parent;
  return parent && walk.domains[at(*parent)].covered &&
         walk.chosen_children[at(*parent)] == static_cast<int>(walk.domains[at(*parent)].children.size());
}

// By weights alone: reaches T with the heaviest that are open, stays minimal with the lightest.
bool may_bear(const Walk& walk, const Choice& choice) {
  std::vector<int> open(walk.weights.size(), 0);
  for (std::size_t i = at(choice.from); i < walk.domains.size(); ++i)
    if (walk.closed[i] == 0) ++open[walk.rank[i]];
  int heaviest = choice.managers;
  int lightest = choice.managers;
  int spared = choice.lightest;
  int up = choice.left;
  int down = choice.left;
  for (std::size_t i = 0; i < open.size(); ++i) {
    const std::size_t heavy = open.size() - 1 - i;
    const int take_up = std::min(up, open[heavy]);
    const int take_down = std::min(down, open[i]);
    heaviest += take_up * walk.weights[heavy];
    lightest += take_down * walk.weights[i];
    if (take_down > 0) spared = std::min(spared, walk.weights[i]);
    up -= take_up;
    down -= take_down;
  }
  return up == 0 && heaviest >= walk.fatal && lightest - spared < walk.fatal;
}

// All that decides what can follow. A parent is told when all its children so far are chosen and more are to come.
std::u32string state_of(const Walk& walk, const Choice& choice) {
  std::u32string state;
  const auto put = [&](int value) { state.push_back(static_cast<char32_t>(value)); };
  put(choice.from);
  put(choice.left);
  put(choice.managers);
  put(choice.lightest);
  const auto open_from = [&](int domain) { return domain >= choice.from; };
  for (int i = choice.from; i < static_cast<int>(walk.domains.size()); ++i)
    if (walk.closed[at(i)] > 0) put(i);
  for (const int domain : walk.chosen) {
    const auto parent = walk.domains[at(domain)].parent;
    if (!parent || !walk.domains[at(*parent)].covered) continue;
    const auto& siblings = walk.domains[at(*parent)].children;
    const auto ahead = std::ranges::count_if(siblings, open_from);
    if (ahead > 0 && walk.chosen_children[at(*parent)] == static_cast<int>(siblings.size()) - static_cast<int>(ahead))
      put(-1 - *parent);
  }
  return state;
}

void list_chosen(Walk& walk) {
  std::vector<std::string> ids;
  for (const int domain : walk.chosen) ids.emplace_back(walk.domains[at(domain)].id);
  walk.listing.sets.push_back(std::move(ids));
}

Branch grow(Walk& walk, const Choice& choice) {
  if (choice.left == 0) {
    if (choice.managers < walk.fatal || choice.managers - choice.lightest >= walk.fatal) return Branch::barren;
    list_chosen(walk);
    return is_full(walk.listing) ? Branch::stopped : Branch::fruitful;
  }
  walk.steps -= static_cast<std::int64_t>(walk.domains.size()) - choice.from;
  if (walk.steps < 0) return Branch::stopped;
  if (!may_bear(walk, choice)) return Branch::barren;
  std::u32string state = state_of(walk, choice);
  if (walk.barren.contains(state)) return Branch::barren;
  Branch result = Branch::barren;
  for (int i = choice.from; i + choice.left <= static_cast<int>(walk.domains.size()); ++i) {
    if (walk.closed[at(i)] > 0) continue;
    const int weight = walk.domains[at(i)].weight;
    choose_domain(walk, i, 1);
    const Branch branch =
        makes_up_parent(walk, i)
            ? Branch::barren
            : grow(walk, {i + 1, choice.left - 1, choice.managers + weight, std::min(choice.lightest, weight)});
    choose_domain(walk, i, -1);
    if (branch == Branch::stopped) return branch;
    if (branch == Branch::fruitful) result = branch;
  }
  if (result == Branch::barren) walk.barren.insert(std::move(state));
  return result;
}

}  // namespace

bool is_full(const Listing& listing) {
  std::size_t ids = 0;
  for (const auto& set : listing.sets) ids += set.size();
  return listing.sets.size() >= listed_sets || ids >= listed_ids;
}

Listing list_cuts(const std::vector<NestedDomain>& domains, int fatal, std::int64_t steps, std::optional<int> within) {
  Walk walk{domains, fatal, steps, {}};
  walk.closed.resize(domains.size(), 0);
  walk.chosen_children.resize(domains.size(), 0);
  for (const NestedDomain& domain : domains) walk.weights.push_back(domain.weight);
  std::ranges::sort(walk.weights);
  walk.weights.erase(std::unique(walk.weights.begin(), walk.weights.end()), walk.weights.end());
  for (const NestedDomain& domain : domains)
    walk.rank.push_back(
        at(static_cast<int>(std::ranges::lower_bound(walk.weights, domain.weight) - walk.weights.begin())));
  const int most = std::min({fatal, static_cast<int>(domains.size()), within.value_or(fatal)});
  for (int size = 1; size <= most; ++size) {
    if (grow(walk, {0, size}) == Branch::stopped) return std::move(walk.listing);
    for (std::size_t i = 0; size == 1 && i < domains.size(); ++i)
      if (domains[i].weight >= fatal) ++walk.closed[i];  // a cut alone is a member of no other
  }
  walk.listing.complete = true;
  return std::move(walk.listing);
}

}  // namespace planner
