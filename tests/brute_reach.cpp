#include "tests/brute_reach.hpp"

#include <algorithm>
#include <map>

namespace planner::test {
namespace {

const Place& at(const Cluster& cluster, PlaceIndex place) {
  return cluster.topology.places[static_cast<std::size_t>(place)];
}

int size_of(const Cluster& cluster) { return static_cast<int>(cluster.topology.places.size()); }

/// What one end of a link stands for: core regions, and the place in each that it needs.
std::vector<std::pair<PlaceIndex, PlaceIndex>> ends(const Cluster& cluster, PlaceIndex place) {
  std::vector<std::pair<PlaceIndex, PlaceIndex>> result;
  for (PlaceIndex region = 0; region < size_of(cluster); ++region) {
    if (at(cluster, region).level != Level::region || at(cluster, region).edge) continue;
    if (lies_in(cluster, region, place))
      result.emplace_back(region, region);
    else if (lies_in(cluster, place, region))
      result.emplace_back(region, place);
  }
  return result;
}

bool alive(const Cluster& cluster, PlaceIndex place, const Down& down) {
  for (PlaceIndex zone = 0; zone < size_of(cluster); ++zone)
    if (at(cluster, zone).level == Level::zone && lies_in(cluster, zone, place) && !down.zones.contains(zone))
      return true;
  return false;
}

bool is_cut(const Cluster& cluster, PlaceIndex a, PlaceIndex b, const Down& down) {
  for (const auto& [one, other] : down.cuts)
    if ((lies_in(cluster, a, one) && lies_in(cluster, b, other)) ||
        (lies_in(cluster, a, other) && lies_in(cluster, b, one)))
      return true;
  return false;
}

void choose(const std::vector<std::vector<Down>>& levels, const std::vector<int>& counts, std::size_t level,
            std::size_t from, int left, const Down& so_far, const std::function<void(const Down&)>& look) {
  if (level == levels.size()) return look(so_far);
  const auto next = [&] {
    choose(levels, counts, level + 1, 0, level + 1 < counts.size() ? counts[level + 1] : 0, so_far, look);
  };
  if (left == 0 || from == levels[level].size()) return next();
  for (std::size_t i = from; i < levels[level].size(); ++i) {
    Down more = so_far;
    more.nodes.insert(levels[level][i].nodes.begin(), levels[level][i].nodes.end());
    more.zones.insert(levels[level][i].zones.begin(), levels[level][i].zones.end());
    choose(levels, counts, level, i + 1, left - 1, more, look);
  }
}

}  // namespace

int half_and_one(int managers) {
  int votes = 0;
  while (2 * votes <= managers) ++votes;
  return votes;
}

bool lies_in(const Cluster& cluster, PlaceIndex inner, PlaceIndex outer) {
  return inner == outer || (at(cluster, inner).parent && lies_in(cluster, *at(cluster, inner).parent, outer));
}

PlaceIndex place_named(const Cluster& cluster, const std::string& id) {
  for (PlaceIndex place = 0; place < size_of(cluster); ++place)
    if (at(cluster, place).id == id) return place;
  return -1;
}

PlaceIndex home_of(const Cluster& cluster, NodeIndex node) {
  const Node& one = cluster.topology.nodes[static_cast<std::size_t>(node)];
  return cluster.topology.pools[static_cast<std::size_t>(one.pool)].place;
}

PlaceIndex region_around(const Cluster& cluster, PlaceIndex place) {
  return at(cluster, place).level == Level::region ? place : region_around(cluster, *at(cluster, place).parent);
}

std::vector<NodeIndex> all_managers(const Cluster& cluster) {
  std::vector<NodeIndex> managers;
  for (std::size_t i = 0; i < cluster.topology.nodes.size(); ++i)
    if (cluster.topology.pools[static_cast<std::size_t>(cluster.topology.nodes[i].pool)].role == Role::manager)
      managers.push_back(static_cast<NodeIndex>(i));
  return managers;
}

void take_place(const Cluster& cluster, PlaceIndex place, Down& down) {
  for (std::size_t i = 0; i < cluster.topology.nodes.size(); ++i)
    if (lies_in(cluster, home_of(cluster, static_cast<NodeIndex>(i)), place))
      down.nodes.insert(static_cast<NodeIndex>(i));
  for (std::size_t i = 0; i < cluster.topology.pools.size(); ++i)
    if (cluster.topology.pools[i].scaling && lies_in(cluster, cluster.topology.pools[i].place, place))
      down.pools.insert(static_cast<PoolIndex>(i));
  for (PlaceIndex zone = 0; zone < size_of(cluster); ++zone)
    if (at(cluster, zone).level == Level::zone && !at(cluster, region_around(cluster, zone)).edge &&
        lies_in(cluster, zone, place))
      down.zones.insert(zone);
}

void take_domain(const Cluster& cluster, const FailureDomain& domain, Down& down) {
  if (domain.place) return take_place(cluster, *domain.place, down);
  down.nodes.insert(domain.nodes.begin(), domain.nodes.end());
  down.pools.insert(domain.pools.begin(), domain.pools.end());
  for (const PlaceIndex place : domain.whole_places) take_place(cluster, place, down);
}

std::vector<BruteJoin> joins_after(const Cluster& cluster, const Down& down) {
  std::vector<BruteJoin> joins;
  for (std::size_t link = 0; link < cluster.links.size(); ++link)
    for (const auto& [from, from_end] : ends(cluster, cluster.links[link].from))
      for (const auto& [to, to_end] : ends(cluster, cluster.links[link].to))
        if (from != to && alive(cluster, from_end, down) && alive(cluster, to_end, down) &&
            !is_cut(cluster, from_end, to_end, down))
          joins.push_back({from, to, from_end, to_end, link});
  return joins;
}

std::vector<int> region_labels(const Cluster& cluster, const Down& down) {
  std::vector<int> label(static_cast<std::size_t>(size_of(cluster)), -1);
  for (PlaceIndex place = 0; place < size_of(cluster); ++place)
    if (at(cluster, place).level == Level::region && !at(cluster, place).edge && alive(cluster, place, down))
      label[static_cast<std::size_t>(place)] = cluster.links.empty() ? 0 : place;
  const std::vector<BruteJoin> joins = joins_after(cluster, down);
  for (int times = 0; times < size_of(cluster); ++times)
    for (const BruteJoin& join : joins) {
      int &a = label[static_cast<std::size_t>(join.from)], &b = label[static_cast<std::size_t>(join.to)];
      a = b = std::min(a, b);
    }
  return label;
}

int heaviest_side(const Cluster& cluster, const Down& down) {
  const std::vector<int> label = region_labels(cluster, down);
  std::map<int, int> count;
  int most = 0;
  for (const NodeIndex manager : all_managers(cluster)) {
    if (down.nodes.contains(manager)) continue;
    const PlaceIndex region = region_around(cluster, home_of(cluster, manager));
    most = std::max(most, ++count[label[static_cast<std::size_t>(region)]]);
  }
  return most;
}

void for_each_loss(const Cluster& cluster, const SurvivalGoal& goal, const Down& before,
                   const std::function<void(const Down&)>& look) {
  std::vector<std::vector<Down>> levels;
  std::vector<int> counts;
  for (const auto& [level, count] : goal.losses) {
    std::vector<Down> choices;
    for (const FailureDomain& domain : cluster.topology.domains) {
      if (domain.level != level) continue;
      choices.emplace_back();
      take_domain(cluster, domain, choices.back());
    }
    for (const NodeIndex manager : all_managers(cluster))
      if (level == "node") choices.push_back({{manager}, {}, {}, {}});
    levels.push_back(std::move(choices));
    counts.push_back(count);
  }
  choose(levels, counts, 0, 0, counts.empty() ? 0 : counts[0], before, look);
}

bool goal_holds_after(const Cluster& cluster, const SurvivalGoal& goal, const Down& before) {
  const int majority = half_and_one(static_cast<int>(all_managers(cluster).size()));
  bool holds = true;
  for_each_loss(cluster, goal, before,
                [&](const Down& down) { holds = holds && heaviest_side(cluster, down) >= majority; });
  return holds;
}

}  // namespace planner::test
