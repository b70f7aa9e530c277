// Question: can a loss that a goal names stop the quorum, be it by parting managers that are all up?
// Model: a place that is down passes no traffic (routing.hpp); the quorum is lost when no connected side holds a
// majority of all managers. More losses never help, so only losses of as many domains as the goal names are tried.
// Idea: all choices of so many domains of each level, one after the other; single nodes need no choice, since at most
// one side can hold a majority and the nodes to lose are then managers on it. Example: managers 1, 1, 1 in a, b, c,
// linked in a star around hub, which holds none. Any one region: a leaves b and c, joined by hub, 2 of 3. hub leaves
// three sides of one: lost, though all managers are up. Cost: choices times links, up to a limit of steps. Source: own.
#include "planner/quorum/routing/parting_loss.hpp"

#include <algorithm>

#include "planner/quorum/quorum.hpp"
#include "planner/quorum/routing/sides.hpp"

namespace planner {
namespace {

std::size_t at(int index) { return static_cast<std::size_t>(index); }

/// A domain that can matter: it holds managers that are up, or takes places that may pass traffic.
struct Choice {
  std::string_view id;
  std::span<const int> managers;
  std::vector<int> parts;
};

struct Search {
  Sides sides;
  std::vector<std::vector<Choice>> levels;  // one for each level of the goal but `node`
  std::vector<int> counts;
  int nodes = 0;  // single nodes lost besides
  int majority = 0;
  std::int64_t steps = 0;
  std::int64_t cost = 0;  // of one look
  std::vector<bool> up;
  RoutingLoss loss;
  std::vector<int> part_losses;     // by part: how many chosen domains take it
  std::vector<int> manager_losses;  // by manager, likewise; 1 from the start where it is down
  std::vector<const Choice*> chosen;
  PartingSearch result;

  void choose(std::size_t level, std::size_t from, int left);
  void take(const Choice& choice, int by);
  int largest_after();
  void look();
  std::vector<int> site_of_manager = {};
};

void Search::take(const Choice& choice, int by) {
  for (const int part : choice.parts) loss.parts[at(part)] = (part_losses[at(part)] += by) > 0;
  for (const int manager : choice.managers) up[at(manager)] = (manager_losses[at(manager)] += by) == 0;
  if (by > 0)
    chosen.push_back(&choice);
  else
    chosen.pop_back();
}

/// Managers on the largest side once `nodes` more are lost where that leaves the largest side smallest.
int Search::largest_after() {
  const int heaviest = sides.heaviest(loss, up);
  if (nodes == 0) return heaviest;
  const std::vector<int>& side = sides.find(loss);
  std::vector<int> on_side(side.size(), 0);
  for (std::size_t manager = 0; manager < up.size(); ++manager) {
    const int site = site_of_manager[manager];
    if (up[manager] && side[at(site)] >= 0) ++on_side[at(side[at(site)])];
  }
  int level = heaviest;
  std::int64_t left = nodes;
  for (; level > 0; --level) {
    left -= std::ranges::count_if(on_side, [&](int count) { return count >= level; });
    if (left < 0) break;
  }
  return level;
}

void Search::look() {
  steps -= cost;
  const int left = largest_after();
  if (left >= majority || (result.loss && result.loss->left <= left)) return;
  PartingLoss found{{}, left, static_cast<int>(std::ranges::count(up, true))};
  for (const Choice* choice : chosen) found.ids.emplace_back(choice->id);
  result.loss = std::move(found);
}

void Search::choose(std::size_t level, std::size_t from, int left) {
  if (steps < 0) return;
  if (level == levels.size()) return look();
  if (left == 0 || from == levels[level].size())
    return choose(level + 1, 0, level + 1 < counts.size() ? counts[level + 1] : 0);
  for (std::size_t i = from; i < levels[level].size() && steps >= 0; ++i) {
    take(levels[level][i], 1);
    choose(level, i + 1, left - 1);
    take(levels[level][i], -1);
  }
}

std::vector<Choice> choices_of(const Cluster& cluster, const SiteMap& map, std::span<const Domain> domains,
                               std::string_view level) {
  std::vector<Choice> choices;
  for (std::size_t i = 0; i < domains.size(); ++i) {
    const FailureDomain& domain = cluster.topology.domains[i];
    if (domain.level != level) continue;
    std::vector<int> parts = parts_down(map, cluster.topology, domain);
    if (!parts.empty() || !domains[i].managers.empty())
      choices.push_back({domains[i].id, domains[i].managers, std::move(parts)});
  }
  return choices;
}

}  // namespace

StateBefore all_up(const SiteMap& map) {
  return {std::vector<bool>(map.routing.part_of_manager.size(), true),
          std::vector<bool>(map.part_places.size(), false)};
}

PartingSearch find_parting_loss(const Cluster& cluster, const SiteMap& map, std::span<const Domain> domains,
                                const SurvivalGoal& goal, const StateBefore& before, std::int64_t steps) {
  const int majority = majority_of(static_cast<int>(before.up.size()));
  Search search{Sides(map.routing), {}, {}, 0, majority, steps, 0, before.up, {before.down_parts, {}}, {}, {}, {}, {}};
  for (const auto& [level, count] : goal.losses) {
    if (level == name_of(Level::node)) {
      search.nodes = count;
      continue;
    }
    search.levels.push_back(choices_of(cluster, map, domains, level));
    search.counts.push_back(std::min(count, static_cast<int>(search.levels.back().size())));
  }
  for (const int part : map.routing.part_of_manager)
    search.site_of_manager.push_back(map.routing.site_of_part[at(part)]);
  for (const bool down : before.down_parts) search.part_losses.push_back(down ? 1 : 0);
  for (const bool up : before.up) search.manager_losses.push_back(up ? 0 : 1);
  search.cost = static_cast<std::int64_t>(map.part_places.size() + map.site_places.size() + before.up.size());
  for (const RoutingLink& link : map.routing.links) search.cost += static_cast<std::int64_t>(link.joins.size());
  search.choose(0, 0, search.counts.empty() ? 0 : search.counts[0]);
  search.result.complete = search.steps >= 0;
  return std::move(search.result);
}

}  // namespace planner
