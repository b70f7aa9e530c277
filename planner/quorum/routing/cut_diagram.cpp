// Question: which sets of elements are cuts, of all there are?
// Model: go through sites and links in the order of frontier.cpp. A site enters, up or lost; a link is decided when
// its last site is there; a site leaves when its last link is decided, for nothing can be joined to it any more.
//
// Idea: what can still happen depends only on the sites entered and not left, the frontier: which of them are down,
// which are joined already, and how many managers each side that touches the frontier holds. Losses that come to the
// same such state go on as one node. A side that has reached a majority ends the branch, for it only grows: no cut. So
// does a frontier whose sides could not reach one with all managers ahead: always a cut. A side that has left the
// frontier without a majority stays without one and is forgotten.
//
// Example: the path a–b–c–d, a manager each, majority 3. The frontier is one site, the state how many managers its
// side holds: 2 when a–b is kept, 1 when it is lost. From 2, b–c kept makes 3, a majority, and lost leaves 1 with one
// ahead, a cut. From 1 it makes 2, where c–d decides, or 1, a cut. Four nodes for eight sets.
//
// Cost: the number of states, small while the frontier is; never more than there are losses of the elements so far.
// Source: Sekine, Imai and Tani, Computing the Tutte polynomial of a graph of moderate size, 1995; Knuth, The Art of
// Computer Programming 4A, 7.1.4, exercise 225.
#include "planner/quorum/routing/cut_diagram.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <unordered_map>
#include <utility>

#include "planner/quorum/routing/frontier.hpp"

namespace planner {
namespace {

constexpr int no_cut = 0;
constexpr int always_cut = 1;

std::size_t at(int index) { return static_cast<std::size_t>(index); }

struct State {
  std::vector<int> sides;     // by place on the frontier; −1: the site is down
  std::vector<int> managers;  // by side
};

void make(State& state, const FrontierMove& move, bool lost, int managers) {
  if (move.site >= 0) {
    state.sides.push_back(lost ? -1 : static_cast<int>(state.managers.size()));
    state.managers.push_back(lost ? 0 : managers);
    return;
  }
  if (lost) return;
  for (const auto& [from, to] : move.joins) {
    const int side = state.sides[at(from)], other = state.sides[at(to)];
    if (side < 0 || other < 0 || side == other) continue;
    std::ranges::replace(state.sides, other, side);
    state.managers[at(side)] += std::exchange(state.managers[at(other)], 0);
  }
}

// Sites leave; sides are numbered by their first place, so that like states look alike.
void settle(State& state, const FrontierMove& move) {
  for (const int place : move.leaves) state.sides.erase(state.sides.begin() + place);
  std::vector<int> number(state.managers.size(), -1), managers;
  for (int& side : state.sides) {
    if (side < 0) continue;
    if (number[at(side)] < 0) {
      number[at(side)] = static_cast<int>(managers.size());
      managers.push_back(state.managers[at(side)]);
    }
    side = number[at(side)];
  }
  state.managers = std::move(managers);
}

std::u32string key_of(const State& state) {
  std::u32string key;
  for (const int side : state.sides) key.push_back(static_cast<char32_t>(side + 1));
  for (const int managers : state.managers) key.push_back(static_cast<char32_t>(managers));
  return key;
}

struct HashOfKey {
  std::size_t operator()(const std::u32string& key) const {
    std::uint64_t hash = 0xcbf29ce484222325;
    for (const char32_t part : key) hash = (hash ^ part) * 0x100000001b3;
    return static_cast<std::size_t>(hash ^ (hash >> 29));
  }
};

struct Growth {
  const CutModel& model;
  std::vector<FrontierMove> moves;
  std::vector<int> ahead = {};                                    // managers of sites that enter later, by move
  std::unordered_map<std::u32string, int, HashOfKey> known = {};  // nodes of the level being made
  std::vector<State> states = {};                                 // theirs, from node 2 on

  int node_after(std::size_t move, bool lost, State state);
};

// Makes a move and those after it that decide nothing.
int Growth::node_after(std::size_t move, bool lost, State state) {
  for (; move < moves.size(); ++move, lost = false) {
    make(state, moves[move], lost, moves[move].site >= 0 ? model.managers[at(moves[move].site)] : 0);
    int reach = ahead[move];
    for (const int managers : state.managers) {
      if (managers >= model.majority) return no_cut;
      reach += managers;
    }
    if (reach < model.majority) return always_cut;
    settle(state, moves[move]);
    if (move + 1 < moves.size() && moves[move + 1].element >= 0) break;
  }
  if (move >= moves.size()) return always_cut;
  const auto [known_at, is_new] = known.emplace(key_of(state), static_cast<int>(states.size()) + 2);
  if (is_new) states.push_back(std::move(state));
  return known_at->second;
}

Growth growth(const CutModel& model) {
  Growth result{model, frontier_moves(model)};
  result.ahead.assign(result.moves.size(), 0);
  int managers = 0;
  for (std::size_t i = result.moves.size(); i-- > 0;) {
    result.ahead[i] = managers;
    if (result.moves[i].site >= 0) managers += model.managers[at(result.moves[i].site)];
  }
  return result;
}

}  // namespace

std::optional<CutDiagram> cut_diagram(const CutModel& model, std::int64_t& steps) {
  Growth grow = growth(model);
  CutDiagram diagram;
  std::size_t move = 0;
  if (!grow.moves.empty() && grow.moves[0].element >= 0) {
    grow.states.push_back({});
    diagram.root = 2;
  } else {
    diagram.root = grow.node_after(0, false, {});
    while (move < grow.moves.size() && grow.moves[move].element < 0) ++move;
  }
  for (; move < grow.moves.size(); ++move) {
    if (grow.moves[move].element < 0) continue;
    const std::vector<State> states = std::exchange(grow.states, {});
    grow.known.clear();
    CutDiagram::Level level{grow.moves[move].element, {{no_cut, no_cut}, {always_cut, always_cut}}};
    for (const State& state : states) {
      steps -= 24 + static_cast<std::int64_t>(state.sides.size() + grow.moves[move].joins.size()) * 8;
      if (steps < 0) return std::nullopt;
      level.next.push_back({grow.node_after(move, false, state), grow.node_after(move, true, state)});
    }
    diagram.levels.push_back(std::move(level));
  }
  return diagram;
}

}  // namespace planner
