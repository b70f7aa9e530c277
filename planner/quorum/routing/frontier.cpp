// Sites enter breadth first, for layers of distance are what separates a graph with few sites; a link is decided as
// soon as its last site is there. A wide link, one that joins several pairs of sites, would keep them all on the
// frontier for long: deciding wide links before all others is tried, too. Then each doubles the states and no more.
// Of several first sites, and of both, what promises the fewest states is taken.
#include "planner/quorum/routing/frontier.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numeric>

namespace planner {
namespace {

std::size_t at(int index) { return static_cast<std::size_t>(index); }

bool is_wide(const CutModel& model, int link) { return model.edges_of_link[at(link)] > 1; }

// Sites of the component of the majority; what `start` does not reach by narrow links follows where they are asked for.
std::vector<int> breadth_first(const CutModel& model, int start, bool narrow_only) {
  std::vector<int> order;
  std::vector<bool> seen(model.managers.size(), false);
  const auto see = [&](int site) {
    if (!seen[at(site)]) order.push_back(site);
    seen[at(site)] = true;
  };
  see(start);
  std::size_t next = 0;
  const auto spread = [&] {
    for (; next < order.size(); ++next)
      for (const CutArc& arc : arcs_of(model, order[next]))
        if (!narrow_only || !is_wide(model, arc.link)) see(arc.to);
  };
  spread();
  for (const CutEdge& edge : model.edges) {
    see(edge.from);
    see(edge.to);
    spread();
  }
  return order;
}

class Order {
 public:
  explicit Order(const CutModel& model) : model_(model), entered_(model.managers.size(), false) {}

  void enter(int site) {
    if (!entered_[at(site)]) moves.push_back({model_.element_of_site[at(site)], site, -1, {}, {}});
    entered_[at(site)] = true;
  }
  void decide(int link) { moves.push_back({model_.element_of_link[at(link)], -1, link, {}, {}}); }

  std::vector<FrontierMove> moves;

 private:
  const CutModel& model_;
  std::vector<bool> entered_;
};

// Each link when its last site enters; `wide_first`: links of several edges before all others.
std::vector<FrontierMove> in_order(const CutModel& model, const std::vector<int>& sites, bool wide_first) {
  std::vector<int> place(model.managers.size(), 0);
  for (std::size_t i = 0; i < sites.size(); ++i) place[at(sites[i])] = static_cast<int>(i);
  std::vector<int> last_site(model.edges_of_link.size(), -1);
  std::vector<bool> early(model.managers.size(), false);
  for (const CutEdge& edge : model.edges) {
    last_site[at(edge.link)] = std::max({last_site[at(edge.link)], place[at(edge.from)], place[at(edge.to)]});
    if (is_wide(model, edge.link)) early[at(edge.from)] = early[at(edge.to)] = wide_first;
  }
  const int links = static_cast<int>(last_site.size());
  Order order(model);
  for (const int site : sites)
    if (early[at(site)]) order.enter(site);
  for (int link = 0; link < links; ++link)
    if (wide_first && is_wide(model, link)) order.decide(link);
  for (int i = 0; i < static_cast<int>(sites.size()); ++i) {
    order.enter(sites[at(i)]);
    for (int link = 0; link < links; ++link)
      if (last_site[at(link)] == i && !(wide_first && is_wide(model, link))) order.decide(link);
  }
  return std::move(order.moves);
}

// By site: the last move that needs it. Sites outside the component of the majority are in no move.
std::vector<std::size_t> last_moves(const CutModel& model, const std::vector<FrontierMove>& moves) {
  std::vector<std::size_t> of_link(model.edges_of_link.size(), 0), of_site(model.managers.size(), 0);
  for (std::size_t i = 0; i < moves.size(); ++i) {
    if (moves[i].link >= 0) of_link[at(moves[i].link)] = i;
    if (moves[i].site >= 0) of_site[at(moves[i].site)] = i;
  }
  for (const CutEdge& edge : model.edges)
    for (const int site : {edge.from, edge.to}) of_site[at(site)] = std::max(of_site[at(site)], of_link[at(edge.link)]);
  return of_site;
}

// Fills in the places.
void place(const CutModel& model, std::vector<FrontierMove>& moves) {
  const std::vector<std::size_t> last = last_moves(model, moves);
  std::vector<std::vector<std::pair<int, int>>> joins(model.edges_of_link.size());
  for (const CutEdge& edge : model.edges) joins[at(edge.link)].emplace_back(edge.from, edge.to);
  std::vector<int> frontier;
  const auto place_of = [&](int site) {
    return static_cast<int>(std::ranges::find(frontier, site) - frontier.begin());
  };
  for (std::size_t i = 0; i < moves.size(); ++i) {
    FrontierMove& move = moves[i];
    if (move.site >= 0) frontier.push_back(move.site);
    if (move.link >= 0)
      for (const auto& [from, to] : joins[at(move.link)]) move.joins.emplace_back(place_of(from), place_of(to));
    for (int p = static_cast<int>(frontier.size()) - 1; p >= 0; --p)
      if (last[at(frontier[at(p)])] == i) move.leaves.push_back(p);
    std::erase_if(frontier, [&](int site) { return last[at(site)] == i; });
  }
}

// A guess at the number of states: a site on the frontier counts a factor of 3 once it may be joined by a narrow link,
// of 2 as long as it may only be down; a wide link that is decided a factor of 2, whatever it joins. Never more than
// there are losses.
double guess_states(const CutModel& model, const std::vector<FrontierMove>& moves) {
  std::vector<double> frontier;
  double wide = 0, decided = 0, sum = 0;
  for (const FrontierMove& move : moves) {
    if (move.element >= 0) ++decided;
    if (move.site >= 0) frontier.push_back(move.element >= 0 ? 1 : 0);
    if (move.link >= 0 && is_wide(model, move.link)) ++wide;
    if (move.link >= 0 && !is_wide(model, move.link))
      for (const auto& [from, to] : move.joins) frontier[at(from)] = frontier[at(to)] = std::log2(3);
    for (const int p : move.leaves) frontier.erase(frontier.begin() + p);
    sum += std::exp2(std::min(decided, std::accumulate(frontier.begin(), frontier.end(), wide)));
  }
  return sum;
}

}  // namespace

std::vector<FrontierMove> frontier_moves(const CutModel& model) {
  constexpr int tried_starts = 32;  // there are more only where links join many sites
  std::vector<FrontierMove> best;
  double least = std::numeric_limits<double>::infinity();
  int tried = 0;
  for (int site = 0; site < static_cast<int>(model.managers.size()) && tried < tried_starts; ++site) {
    if (arcs_of(model, site).empty() && model.element_of_site[at(site)] < 0) continue;
    ++tried;
    for (const bool wide_first : {false, true}) {
      std::vector<FrontierMove> moves = in_order(model, breadth_first(model, site, wide_first), wide_first);
      place(model, moves);
      const double states = guess_states(model, moves);
      if (states >= least) continue;
      least = states;
      best = std::move(moves);
    }
  }
  return best;
}

}  // namespace planner
