// Patterns expand to the minimal cut sets that all subsets give, each once.
#include "planner/quorum/patterns.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>

using namespace planner;

namespace {

using Sets = std::vector<std::vector<std::string>>;

int below(std::mt19937& random, int limit) { return static_cast<int>(random() % static_cast<unsigned>(limit)); }

/// Names in another order than weights.
std::vector<Domain> random_domains(std::mt19937& random, const std::vector<std::string>& ids, int heaviest) {
  std::vector<Domain> domains;
  int next = 0;
  for (const std::string& id : ids) {
    Domain domain{id, {}};
    for (int i = below(random, heaviest); i >= 0; --i) domain.managers.push_back(next++);
    domains.push_back(domain);
  }
  return domains;
}

int weight_of(const std::vector<Domain>& domains, std::size_t set) {
  int weight = 0;
  for (std::size_t i = 0; i < domains.size(); ++i)
    if ((set >> i) & 1U) weight += static_cast<int>(domains[i].managers.size());
  return weight;
}

Sets minimal_cuts(const std::vector<Domain>& domains, int fatal) {
  Sets cuts;
  for (std::size_t set = 1; set < std::size_t{1} << domains.size(); ++set) {
    bool minimal = weight_of(domains, set) >= fatal;
    std::vector<std::string> ids;
    for (std::size_t i = 0; i < domains.size() && minimal; ++i) {
      if (((set >> i) & 1U) == 0) continue;
      minimal = weight_of(domains, set ^ (std::size_t{1} << i)) < fatal;
      ids.emplace_back(domains[i].id);
    }
    std::sort(ids.begin(), ids.end());
    if (minimal) cuts.push_back(ids);
  }
  std::sort(cuts.begin(), cuts.end());
  return cuts;
}

void expand(const CutPattern& pattern, std::size_t pick, std::size_t from, int left, std::vector<std::string> ids,
            Sets& sets) {
  if (left == 0) {
    if (++pick < pattern.picks.size()) return expand(pattern, pick, 0, pattern.picks[pick].count, ids, sets);
    std::sort(ids.begin(), ids.end());
    sets.push_back(ids);
    return;
  }
  for (std::size_t i = from; i < pattern.picks[pick].of.size(); ++i) {
    ids.push_back(pattern.picks[pick].of[i]);
    expand(pattern, pick, i + 1, left - 1, ids, sets);
    ids.pop_back();
  }
}

int size_of(const CutPattern& pattern) {
  int size = 0;
  for (const CutPick& pick : pattern.picks) size += pick.count;
  return size;
}

void check(const std::vector<Domain>& domains, int fatal) {
  const std::vector<CutPattern> patterns = find_patterns(domains, fatal);
  Sets sets;
  for (const CutPattern& pattern : patterns) {
    REQUIRE_FALSE(pattern.picks.empty());
    for (const CutPick& pick : pattern.picks) {
      CHECK(pick.count > 0);
      CHECK(pick.count <= static_cast<int>(pick.of.size()));
      CHECK(std::ranges::is_sorted(pick.of));
    }
    expand(pattern, 0, 0, pattern.picks[0].count, {}, sets);
  }
  std::sort(sets.begin(), sets.end());
  CHECK(sets == minimal_cuts(domains, fatal));
  CHECK(std::ranges::is_sorted(patterns, {}, size_of));
}

const std::vector<std::string> names = {"a", "b-1", "b.x", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n"};

}  // namespace

TEST_CASE("patterns expand to the minimal cut sets") {
  std::mt19937 random(91);
  for (int round = 0; round < 300; ++round) {
    const auto count = static_cast<std::size_t>(1 + below(random, 9));
    const std::vector<std::string> ids(names.begin(), names.begin() + static_cast<std::ptrdiff_t>(count));
    const std::vector<Domain> domains = random_domains(random, ids, 1 + below(random, 4));
    const int all = weight_of(domains, (std::size_t{1} << count) - 1);
    CAPTURE(count);
    check(domains, all - (all / 2 + 1) + 1);
    check(domains, 1 + below(random, all + 2));
  }
}

TEST_CASE("too many kinds are not told") {
  std::vector<Domain> domains;
  int next = 0;
  for (std::size_t i = 0; i < 13; ++i) {
    Domain domain{names[i], {}};
    for (std::size_t m = 0; m <= i; ++m) domain.managers.push_back(next++);
    domains.push_back(domain);
  }
  CHECK(find_patterns(domains, next / 2).empty());
  domains.erase(domains.begin());
  const std::vector<CutPattern> patterns = find_patterns(domains, 24);
  CHECK(patterns.size() <= patterns_at_most);
}
