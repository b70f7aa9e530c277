// Question: how many minimal cut sets are there?
// Model: a set of domains is a cut when it holds T = managers − majority + 1 managers or more, and minimal when
// taking away its lightest domain leaves fewer than T: T ≤ W < T + m for a set of W managers whose lightest has m.
//
// Disjoint domains. Go through the weights from the heaviest down and keep, as the coefficient of x^s, in how many
// ways the domains seen so far hold s < T managers together. The minimal cuts whose lightest domain is one of the
// c domains of weight m take j of these, C(c, j) ways, on top of s heavier managers: T ≤ s + jm < T + m fixes j for
// each s. Then multiply by (1 + x^m)^c.
//
// Nested domains, each set of failed managers counted once. Write such a set by the largest domains that it holds
// whole: that is the writing with the fewest domains, and no other is meant below. No two of these domains are
// nested, and they never are all children of a domain that has no manager besides. If another writing of the same
// managers is minimal then so is this one: its domains are unions of the other's, its lightest is no lighter, and
// W is the same. So count these writings. Let g_v be the polynomial of what can fail inside v, by domains of
// weight m or more:
//     g_v = Π g_child + x^w(v)       v besides every choice among its children, or
//     g_v = Π g_child                where the children make up v and are all of weight m or more: to choose all
//                                    of them is to choose v, and the product has that term already.
// The coefficients of the product of all outermost domains at T … T + m − 1 say how many sets have a lightest
// domain of m or more; taken with the next heavier weight in place of m, how many have it heavier. The difference
// is what is asked for. A domain of T or more managers is a cut alone and a member of no other minimal one: it is
// counted apart, and of its own g the term for "all of it" is taken away.
//
// Example: four managers, majority 3, T = 2; region r1 of zones a (2) and b (1), region r2 of one (c, the same as
// r2). r1 and a are cuts alone. m = 1: g_a = 1 (a is counted apart), g_b = g_c = 1 + x, g_r1 = 1 + x (a is not
// there to make up r1), product 1 + 2x + x²: one set with two managers, {b, c}. Three in all.
//
// Losses of k domains where k is the smallest number that can be fatal: let q be the k-th heaviest weight. The k
// heaviest hold T + slack with slack < q, so a fatal choice may fall short of them by the slack at most, and every
// heavier domain left out (w − q short) or lighter one taken (q − w short) uses some of it. Two small tables do.
//
// Cost: disjoint O(T · domains), nested O(managers · T) for each different weight, both times the length of the
// numbers. Source: the tree knapsack and generating functions of any textbook; Wilf, generatingfunctionology, ch. 1.
#include "planner/quorum/counting.hpp"

#include <algorithm>
#include <boost/multiprecision/cpp_int.hpp>
#include <cassert>
#include <functional>
#include <map>
#include <numeric>
#include <utility>

namespace planner {
namespace {

using Big = boost::multiprecision::cpp_int;
using Polynomial = std::vector<Big>;  // the coefficient of x^i at i

struct Budget {
  std::int64_t left = 0;

  bool spent() const { return left < 0; }
  void pay(const Big& number) { left -= 8 + (number.is_zero() ? 0 : static_cast<std::int64_t>(msb(number) / 64)); }
};

Count told(const Big& number, const Budget& budget) {
  return budget.spent() ? Count{"0", false} : Count{number.str(), true};
}

std::size_t at(int index) { return static_cast<std::size_t>(index); }

Big choose_big(int n, int k, Budget& budget) {
  if (k < 0 || k > n) return 0;
  k = std::min(k, n - k);
  Big result = 1;
  for (int i = 1; i <= k && !budget.spent(); ++i) {
    result = result * (n - k + i) / i;
    budget.pay(result);
  }
  return result;
}

// C(c, j) for the next j.
void step_choice(Big& ways, int c, int j, Budget& budget) {
  ways = ways * (c - j + 1) / j;
  budget.pay(ways);
}

// Minimal cuts whose lightest domain is one of `count` domains of this weight.
Big cuts_with_lightest(const Polynomial& heavier, int weight, int count, Budget& budget) {
  const int fatal = static_cast<int>(heavier.size());
  Big total = 0;
  Big ways = 1;
  for (int j = 1; j <= count && (j - 1) * weight < fatal && !budget.spent(); ++j) {
    step_choice(ways, count, j, budget);
    const int first = std::max(0, fatal - j * weight);
    const int last = std::min(fatal - 1, fatal - j * weight + weight - 1);
    Big bases = 0;
    for (int s = first; s <= last; ++s) bases += heavier[at(s)];
    if (!bases.is_zero()) total += bases * ways;
    budget.left -= weight;
  }
  return total;
}

// heavier · (1 + x^weight)^count, of the same length.
Polynomial times_class(const Polynomial& heavier, int weight, int count, Budget& budget) {
  Polynomial result = heavier;
  const int size = static_cast<int>(heavier.size());
  Big ways = 1;
  for (int j = 1; j <= count && j * weight < size; ++j) {
    step_choice(ways, count, j, budget);
    for (int s = 0; s + j * weight < size && !budget.spent(); ++s) {
      --budget.left;
      if (heavier[at(s)].is_zero()) continue;
      result[at(s + j * weight)] += heavier[at(s)] * ways;
      budget.pay(result[at(s + j * weight)]);
    }
  }
  return result;
}

Polynomial product(const Polynomial& a, const Polynomial& b, std::size_t size, Budget& budget) {
  Polynomial result(std::min(size, a.size() + b.size() - 1));
  for (std::size_t i = 0; i < a.size() && i < size; ++i) {
    if (a[i].is_zero()) continue;
    for (std::size_t j = 0; j < b.size() && i + j < size && !budget.spent(); ++j) {
      if (b[j].is_zero()) continue;
      if (b[j] == 1)
        result[i + j] += a[i];
      else
        result[i + j] += a[i] * b[j];
      budget.pay(result[i + j]);
    }
  }
  return result;
}

// The product of the outermost g, of degree below fatal + lightest. `upwards`: indices from the lightest domain up.
Polynomial writings(const std::vector<NestedDomain>& domains, const std::vector<int>& upwards, int lightest, int fatal,
                    Budget& budget) {
  const std::size_t size = at(fatal + lightest);
  std::vector<Polynomial> inside(domains.size() + 1, Polynomial{1});
  for (const int index : upwards) {
    const NestedDomain& domain = domains[at(index)];
    if (domain.weight < lightest) continue;
    Polynomial own = std::move(inside[at(index)]);
    const bool made_up = domain.covered && std::ranges::all_of(domain.children, [&](int child) {
                           return domains[at(child)].weight >= lightest && domains[at(child)].weight < fatal;
                         });
    const bool alone = domain.weight >= fatal;
    if (made_up == alone && at(domain.weight) < size) {
      if (own.size() <= at(domain.weight)) own.resize(at(domain.weight) + 1);
      own[at(domain.weight)] += alone ? -1 : 1;
    }
    Polynomial& around = domain.parent ? inside[at(*domain.parent)] : inside.back();
    around = product(around, own, size, budget);
    if (budget.spent()) break;
  }
  return std::move(inside.back());
}

Big sum_of(const Polynomial& polynomial, int first, int last) {
  Big sum = 0;
  for (int i = first; i <= last && i < static_cast<int>(polynomial.size()); ++i) sum += polynomial[at(i)];
  return sum;
}

using Table = std::vector<std::vector<Big>>;  // [number of domains][managers short]: ways

// In how many ways some of these, each `short` of q by at least 1, are together short by so much.
Table ways_to_fall_short(std::span<const int> shorts, int most, int slack, Budget& budget) {
  Table table(at(std::min(most, slack)) + 1, std::vector<Big>(at(slack) + 1));
  table[0][0] = 1;
  for (const int by : shorts)
    for (std::size_t n = table.size() - 1; n >= 1; --n)
      for (int e = slack; e >= by; --e) {
        --budget.left;
        if (budget.spent()) return table;
        if (table[n - 1][at(e - by)].is_zero()) continue;
        table[n][at(e)] += table[n - 1][at(e - by)];
        budget.pay(table[n][at(e)]);
      }
  return table;
}

}  // namespace

Count count_cuts(std::span<const int> weights, int fatal, std::int64_t steps) {
  Budget budget{steps};
  Big total = 0;
  std::map<int, int, std::greater<>> classes;
  for (const int weight : weights) {
    if (weight >= fatal)
      ++total;
    else
      ++classes[weight];
  }
  Polynomial heavier(at(fatal));
  heavier[0] = 1;
  for (auto it = classes.begin(); it != classes.end() && !budget.spent(); ++it) {
    total += cuts_with_lightest(heavier, it->first, it->second, budget);
    if (std::next(it) != classes.end()) heavier = times_class(heavier, it->first, it->second, budget);
  }
  return told(total, budget);
}

Count count_cuts(const std::vector<NestedDomain>& domains, int fatal, std::int64_t steps) {
  Budget budget{steps};
  std::vector<int> upwards(domains.size());
  std::iota(upwards.begin(), upwards.end(), 0);
  std::ranges::sort(upwards, {}, [&](int i) { return std::pair(domains[at(i)].weight, i); });
  Big total = 0;
  Polynomial heavier;
  for (std::size_t i = upwards.size(); i-- > 0 && !budget.spent();) {
    const int weight = domains[at(upwards[i])].weight;
    if (weight >= fatal) ++total;
    const bool lasts = i > 0 && domains[at(upwards[i - 1])].weight == weight;
    if (weight >= fatal || lasts) continue;
    Polynomial polynomial = writings(domains, upwards, weight, fatal, budget);
    total += sum_of(polynomial, fatal, fatal + weight - 1) - sum_of(heavier, fatal, fatal + weight - 1);
    heavier = std::move(polynomial);
  }
  return told(total, budget);
}

Count count_first_fatal(std::span<const int> weights, int lost, int fatal, std::int64_t steps) {
  std::vector<int> sorted(weights.begin(), weights.end());
  std::ranges::sort(sorted, std::greater<>());
  assert(lost >= 1 && lost <= static_cast<int>(sorted.size()));
  const int middle = sorted[at(lost - 1)];
  const int slack = std::accumulate(sorted.begin(), sorted.begin() + lost, 0) - fatal;
  assert(slack >= 0 && slack < middle);
  std::vector<int> left_out, taken;
  int equal = 0;
  for (const int weight : sorted) {
    if (weight > middle) left_out.push_back(weight - middle);
    if (weight == middle) ++equal;
    if (weight < middle && middle - weight <= slack) taken.push_back(middle - weight);
  }
  Budget budget{steps};
  const int heavier = static_cast<int>(left_out.size());
  const Table out = ways_to_fall_short(left_out, heavier, slack, budget);
  const Table in = ways_to_fall_short(taken, lost, slack, budget);
  Big total = 0;
  for (int a = 0; a < static_cast<int>(out.size()); ++a)
    for (int b = 0; b < static_cast<int>(in.size()) && !budget.spent(); ++b) {
      Big ways = 0;
      for (int e = 0; e <= slack; ++e)
        for (int f = 0; e + f <= slack && !out[at(a)][at(e)].is_zero(); ++f)
          ways += out[at(a)][at(e)] * in[at(b)][at(f)];
      budget.left -= slack;
      if (!ways.is_zero()) total += ways * choose_big(equal, lost - (heavier - a) - b, budget);
    }
  return told(total, budget);
}

Count choose(int n, int k, std::int64_t steps) {
  Budget budget{steps};
  return told(choose_big(n, k, budget), budget);
}

bool is_exactly(const Count& count, std::size_t number) {
  return count.exact && count.decimal == std::to_string(number);
}

}  // namespace planner
