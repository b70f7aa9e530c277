// Question: which minimal cut sets are there, up to exchanging domains that hold as many managers?
// Model: as in counting.cpp. A pattern says how many domains of each weight are lost; whether that is a minimal cut
// depends on nothing else.
// Idea: from the heaviest weight down choose how many, and stop as soon as T is reached, as in enumerate_cuts.hpp.
// Example: four managers in zones a (2), b, c; T = 2: any one of a; any two of b and c.
// Cost: patterns times weights; given up where there are too many to read. Source: own.
#include "planner/quorum/patterns.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <numeric>

#include "planner/quorum/counting.hpp"

namespace planner {
namespace {

constexpr std::size_t kinds_at_most = 12;
constexpr int looks_at_most = 100'000;

struct Kind {
  int weight = 0;
  std::vector<std::string> ids;
};

struct Search {
  std::vector<Kind> kinds;  // the heaviest first
  int fatal;
  int looks = looks_at_most;
  std::vector<int> chosen;
  std::vector<std::vector<int>> found = {};

  bool grow(std::size_t kind, int lost);
};

/// False when there are too many.
bool Search::grow(std::size_t kind, int lost) {
  if (--looks < 0 || found.size() > patterns_at_most) return false;
  if (kind == kinds.size()) return true;
  const int weight = kinds[kind].weight;
  for (int count = 0; count <= static_cast<int>(kinds[kind].ids.size()); ++count) {
    chosen[kind] = count;
    const int now = lost + count * weight;
    if (now < fatal) {
      if (!grow(kind + 1, now)) return false;
    } else {
      found.push_back(chosen);
      break;
    }
  }
  chosen[kind] = 0;
  return true;
}

CutPattern pattern_of(const Search& search, const std::vector<int>& chosen) {
  CutPattern pattern;
  for (std::size_t kind = 0; kind < chosen.size(); ++kind)
    if (chosen[kind] > 0) pattern.picks.push_back({chosen[kind], search.kinds[kind].ids});
  return pattern;
}

int size_of(const std::vector<int>& chosen) { return std::accumulate(chosen.begin(), chosen.end(), 0); }

}  // namespace

std::vector<CutPattern> find_patterns(std::span<const Domain> domains, int fatal) {
  std::map<int, std::vector<std::string>, std::greater<>> by_weight;
  for (const Domain& domain : domains) by_weight[domain.weight()].emplace_back(domain.id);
  if (by_weight.size() > kinds_at_most) return {};
  Search search{{}, fatal, looks_at_most, {}};
  for (auto& [weight, ids] : by_weight) search.kinds.push_back({weight, std::move(ids)});
  search.chosen.assign(search.kinds.size(), 0);
  if (!search.grow(0, 0) || search.found.size() > patterns_at_most) return {};
  std::ranges::stable_sort(search.found, [](const std::vector<int>& a, const std::vector<int>& b) {
    return size_of(a) != size_of(b) ? size_of(a) < size_of(b) : a > b;
  });
  std::vector<CutPattern> patterns;
  for (const std::vector<int>& chosen : search.found) patterns.push_back(pattern_of(search, chosen));
  return patterns;
}

}  // namespace planner
