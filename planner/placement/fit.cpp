// Question: can every task of every service be placed at once, and if not, what stops it?
//
// Model: kinds of node with so many nodes of each, what a node has of each resource, and which services may use it.
// Services with so many equal tasks, each of which reserves amounts of resources, takes ports of the host, and goes to
// a node at most so often. Where Swarm would put the tasks is another question: this one asks for any placement.
//
// Idea: global services have no choice and are placed first. Of one service alone the answer is a sum: a node with 4
// CPUs free takes 2 tasks of 1.5, whatever the others do. Several that compete for amounts are a packing of bins, which
// no sum decides. So three things are tried in turn: a placement found by trying proves that all fit; a maximum flow
// that is too small proves that they do not, and its minimum cut names the bottleneck; a search through all placements
// proves either, where it ends in time. Otherwise the answer is not known, and said to be so.
//
// Example: nodes n1, n2 in zone a and n3, n4 in zone b, 4 CPUs each. api has 6 replicas of 2 CPUs: 2 a node, 8 in all,
// they fit. Zone b lost: 4 are held, 6 wanted, and the cut is n1 and n2. Give db 1 replica of 3 CPUs, on zone a only:
// it takes a node on which api then has no room, and 6 are left for 6. With 2 of db 18 CPUs are wanted of 16: the cut
// is all four nodes.
//
// Cost: by kinds of node and services, not by nodes and tasks. Source: own; the flow is Hoffman's circulation theorem,
// the packing is NP-hard (Garey and Johnson, Computers and Intractability, 1979).
#include "planner/placement/fit.hpp"

#include <algorithm>
#include <cassert>

#include "planner/placement/fit_room.hpp"

namespace planner {
namespace {

/// Kinds of node times kinds of task.
constexpr std::size_t cells_at_most = 1'000'000;
/// Each of these is dearer than one of a try.
constexpr std::int64_t search_steps = 30'000;

bool is_well_formed(const FitQuestion& question) {
  const std::size_t resources = question.nodes.empty() ? 0 : question.nodes.front().has.size();
  for (const NodeKind& node : question.nodes)
    if (node.has.size() != resources || node.may.size() != question.tasks.size() || node.count < 0) return false;
  for (const TaskKind& task : question.tasks)
    if ((!question.nodes.empty() && task.needs.size() != resources) || task.count < 0) return false;
  return true;
}

Fit proved(std::vector<Shortage> shortages) { return {Fits::no, std::move(shortages), {}}; }

}  // namespace

Fit judge_fit(const FitQuestion& question, std::int64_t steps) {
  assert(is_well_formed(question));
  if (question.nodes.size() * question.tasks.size() > cells_at_most) return {};
  std::vector<Shortage> shortages;
  const Rest rest = place_global(question, shortages);
  if (!shortages.empty()) return proved(std::move(shortages));
  std::vector<Packed> witness = pack(rest, steps);
  if (!witness.empty() || rest.tasks.empty()) return {Fits::yes, {}, std::move(witness)};
  shortages = find_shortages(rest);
  if (!shortages.empty()) return proved(std::move(shortages));
  steps = std::min(steps, search_steps);
  Searched searched = search_packings(rest, steps);
  if (!searched.witness.empty()) return {Fits::yes, {}, std::move(searched.witness)};
  if (!searched.complete) return {};
  return proved({{Shortage::Kind::packing, 0, rest.tasks, 0, 0, std::vector<std::int64_t>(question.nodes.size(), 0)}});
}

}  // namespace planner
