// Question: what are the minimal cut sets of domains that share managers without lying inside one another?
// Model: a set of domains is a cut when its union holds T = managers − majority + 1 managers or more, and minimal
// when without any one member the union of the others holds fewer than T.
//
// Idea: for each size in turn choose domains in the order of their names. A branch is left
// - when even the largest gains that the domains ahead offer now do not sum up to T (gains only shrink later);
// - when a chosen domain has no manager to itself any more, for it never gets one back and could then be spared;
// - when T is reached before the last choice, for the last one could then be spared.
// All three hold for every completion, so nothing is lost. Since sizes grow and names ascend, the first set that
// fails some managers is the one by which they are told. A minimal cut has at most T members, each having a manager
// to itself; the search ends sooner when no branch was left alive for a larger size.
//
// Example: four managers w x y z, T = 2; domains p = {w, x}, q = {x, y}, r = {z}. Size 1: p, q. Size 2: {p, …} and
// {q, …} have reached T with one choice; r alone has nothing after it. Two sets.
//
// Cost: exponential at worst, so it counts its steps; managers are bits, 64 at a time.
// Source: branch and bound for minimal covers; the bound is that of the greedy cover of Nemhauser and Wolsey, 1978.
#include "planner/quorum/overlap.hpp"

#include <algorithm>
#include <bit>
#include <functional>
#include <numeric>
#include <unordered_set>
#include <utility>

namespace planner {
namespace {

using Words = std::vector<std::uint64_t>;

struct HashOfWords {
  std::size_t operator()(const Words& words) const {
    std::uint64_t hash = 0xcbf29ce484222325;
    for (const std::uint64_t word : words) hash = (hash ^ word ^ (word >> 32)) * 0x100000001b3;
    return static_cast<std::size_t>(hash ^ (hash >> 29));
  }
};

struct Union {
  Words once;   // managers lost
  Words twice;  // managers lost by two chosen domains or more
  int lost = 0;
};

struct Search {
  std::span<const Domain> domains;
  std::vector<Words> bits;  // by domain
  int fatal;
  Alike alike;
  std::int64_t steps;
  CutSearch result;
  std::vector<std::size_t> chosen = {};
  std::unordered_set<Words, HashOfWords> told = {};
  bool listed = false;        // the listing is full
  bool larger_alive = false;  // some branch may bear a set larger than the present size
};

Words bits_of(const Domain& domain, std::size_t words) {
  Words bits(words, 0);
  for (const int manager : domain.managers)
    bits[static_cast<std::size_t>(manager) / 64] |= std::uint64_t{1} << (static_cast<unsigned>(manager) % 64U);
  return bits;
}

// How many of `of` are not in `without`.
int count_outside(const Words& of, const Words& without) {
  int count = 0;
  for (std::size_t i = 0; i < of.size(); ++i) count += std::popcount(of[i] & ~without[i]);
  return count;
}

Union joined(const Union& before, const Words& bits, int gain) {
  Union after = before;
  for (std::size_t i = 0; i < bits.size(); ++i) {
    after.twice[i] |= after.once[i] & bits[i];
    after.once[i] |= bits[i];
  }
  after.lost += gain;
  return after;
}

// The fewest managers that a chosen domain has to itself: what is lost without it is that much less.
int least_own(const Search& search, const Union& now) {
  int least = now.lost;
  for (const std::size_t domain : search.chosen) least = std::min(least, count_outside(search.bits[domain], now.twice));
  return least;
}

void record(Search& search, const Union& now) {
  search.steps -= 16;  // memory for the union
  if (search.alike == Alike::counted_once && !search.told.insert(now.once).second) return;
  const int size = static_cast<int>(search.chosen.size());
  ++search.result.count;
  if (!search.result.smallest) search.result.smallest = size;
  if (search.result.smallest == size) ++search.result.of_smallest;
  if (search.listed) return;
  std::vector<std::string> ids;
  for (const std::size_t domain : search.chosen) ids.emplace_back(search.domains[domain].id);
  search.result.listing.sets.push_back(std::move(ids));
  search.listed = is_full(search.result.listing);
}

// Managers lost with the `left` largest gains on top.
int best_reach(const Union& now, std::vector<int> gains, int left) {
  const auto taken = static_cast<std::ptrdiff_t>(std::min(static_cast<std::size_t>(left), gains.size()));
  std::partial_sort(gains.begin(), gains.begin() + taken, gains.end(), std::greater<>());
  return std::accumulate(gains.begin(), gains.begin() + taken, now.lost);
}

// False when the steps are used up.
bool grow(Search& search, const Union& now, std::size_t from, int left) {
  const auto words = static_cast<std::int64_t>(now.once.size());
  search.steps -= static_cast<std::int64_t>(search.bits.size() - from) * words;
  if (search.steps < 0) return false;
  std::vector<int> gains;
  for (std::size_t i = from; i < search.bits.size(); ++i) gains.push_back(count_outside(search.bits[i], now.once));
  int reach = std::accumulate(gains.begin(), gains.end(), now.lost);  // with all from the present one on
  if (reach < search.fatal) return true;
  if (best_reach(now, gains, left) < search.fatal) {
    search.larger_alive = true;
    return true;
  }
  for (std::size_t i = from; i < search.bits.size() && reach >= search.fatal; ++i) {
    const int gain = gains[i - from];
    const bool cut = now.lost + gain >= search.fatal;
    reach -= gain;
    if (!cut && left == 1 && reach + gain >= search.fatal) search.larger_alive = true;
    if (gain == 0 || cut != (left == 1)) continue;
    search.steps -= static_cast<std::int64_t>(search.chosen.size() + 1) * words;
    const Union next = joined(now, search.bits[i], gain);
    search.chosen.push_back(i);
    const int own = least_own(search, next);
    bool goes_on = true;
    if (cut && next.lost - own < search.fatal) record(search, next);
    if (!cut && own > 0) goes_on = grow(search, next, i + 1, left - 1);
    search.chosen.pop_back();
    if (!goes_on || search.steps < 0) return false;
  }
  return true;
}

// One minimal cut, not always a smallest: the largest gain again and again, then without what can be spared.
void take_greedily(Search& search, std::size_t managers) {
  std::vector<int> times(managers, 0);
  const auto gain_of = [&](const Domain& domain, int now) {
    return std::ranges::count_if(domain.managers, [&](int m) { return times[static_cast<std::size_t>(m)] == now; });
  };
  const auto add = [&](const Domain& domain, int by) {
    for (const int manager : domain.managers) times[static_cast<std::size_t>(manager)] += by;
  };
  std::ptrdiff_t lost = 0;
  while (lost < search.fatal) {
    std::size_t best = 0;
    for (std::size_t i = 1; i < search.domains.size(); ++i)
      if (gain_of(search.domains[i], 0) > gain_of(search.domains[best], 0)) best = i;
    const std::ptrdiff_t gain = search.domains.empty() ? 0 : gain_of(search.domains[best], 0);
    if (gain == 0) return;
    lost += gain;
    add(search.domains[best], 1);
    search.chosen.push_back(best);
  }
  std::erase_if(search.chosen, [&](std::size_t domain) {
    const std::ptrdiff_t own = gain_of(search.domains[domain], 1);
    if (lost - own < search.fatal) return false;
    add(search.domains[domain], -1);
    lost -= own;
    return true;
  });
  std::ranges::sort(search.chosen);
  search.result.count = search.result.of_smallest = 1;
  search.result.smallest = static_cast<int>(search.chosen.size());
}

}  // namespace

CutSearch search_cuts(std::span<const Domain> domains, int managers, int fatal, Alike alike, std::int64_t steps,
                      std::optional<int> within) {
  Search search{domains, {}, fatal, alike, steps, {}};
  const std::size_t words = (static_cast<std::size_t>(managers) + 63) / 64;
  const bool small = static_cast<std::int64_t>(words * domains.size()) <= steps;
  for (std::size_t i = 0; small && i < domains.size(); ++i) search.bits.push_back(bits_of(domains[i], words));
  const int most = std::min({fatal, static_cast<int>(domains.size()), within.value_or(fatal)});
  search.larger_alive = true;
  for (int size = 1; small && size <= most && search.larger_alive; ++size) {
    search.larger_alive = false;
    if (!grow(search, {Words(words, 0), Words(words, 0), 0}, 0, size)) break;
    search.result.sizes_done = size;
  }
  search.result.complete = search.steps >= 0 && small;
  search.result.listing.complete = search.result.complete && search.result.listing.sets.size() == search.result.count;
  if (!search.result.complete && !search.result.smallest && !within)
    take_greedily(search, static_cast<std::size_t>(managers));
  return std::move(search.result);
}

}  // namespace planner
