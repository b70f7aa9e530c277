// Finds the managers of each domain, and whether domains are disjoint, nested, or overlap in part.
#include "planner/quorum/domains.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

namespace planner {
namespace {

// Managers are numbered in node order and a place has a run of nodes, so its managers are a run of numbers.
std::vector<int> managers_inside(const Topology& topology, const FailureDomain& domain,
                                 std::span<const NodeIndex> managers) {
  const auto number_from = [&](NodeIndex node) {
    return static_cast<int>(std::lower_bound(managers.begin(), managers.end(), node) - managers.begin());
  };
  std::vector<int> inside;
  if (domain.place) {
    const Place& place = topology.places[static_cast<std::size_t>(*domain.place)];
    const int first = number_from(place.first_node);
    inside.resize(static_cast<std::size_t>(number_from(place.first_node + place.node_count) - first));
    std::iota(inside.begin(), inside.end(), first);
    return inside;
  }
  for (const NodeIndex node : domain.nodes) {
    const int number = number_from(node);
    if (number < static_cast<int>(managers.size()) && managers[static_cast<std::size_t>(number)] == node)
      inside.push_back(number);
  }
  return inside;
}

bool are_disjoint(std::span<const Domain> domains, int managers) {
  std::vector<bool> taken(static_cast<std::size_t>(managers), false);
  for (const Domain& domain : domains)
    for (const int manager : domain.managers) {
      if (taken[static_cast<std::size_t>(manager)]) return false;
      taken[static_cast<std::size_t>(manager)] = true;
    }
  return true;
}

// Marks `domain` as the innermost one around its managers. The one around it before; −1: none; nothing: several.
std::optional<int> enter(std::vector<int>& innermost, const Domain& domain, int mark) {
  const int around = innermost[static_cast<std::size_t>(domain.managers.front())];
  for (const int manager : domain.managers)
    if (innermost[static_cast<std::size_t>(manager)] != around) return std::nullopt;
  for (const int manager : domain.managers) innermost[static_cast<std::size_t>(manager)] = mark;
  return around;
}

// Their parents are told by position; children and what they cover are filled in here.
std::vector<NestedDomain> sorted_by_id(const std::vector<NestedDomain>& domains) {
  std::vector<std::size_t> order(domains.size());
  std::iota(order.begin(), order.end(), 0U);
  std::ranges::sort(order, {}, [&](std::size_t i) { return domains[i].id; });
  std::vector<int> position(domains.size());
  for (std::size_t i = 0; i < order.size(); ++i) position[order[i]] = static_cast<int>(i);
  std::vector<NestedDomain> result;
  for (const std::size_t i : order) result.push_back(domains[i]);
  std::vector<int> inside(result.size(), 0);
  for (std::size_t i = 0; i < result.size(); ++i) {
    if (!result[i].parent) continue;
    result[i].parent = position[static_cast<std::size_t>(*result[i].parent)];
    const auto parent = static_cast<std::size_t>(*result[i].parent);
    result[parent].children.push_back(static_cast<int>(i));
    inside[parent] += result[i].weight;
    result[parent].covered = inside[parent] == result[parent].weight;
  }
  return result;
}

}  // namespace

std::vector<Domain> domains_of(const Topology& topology, std::span<const NodeIndex> managers) {
  std::vector<Domain> result;
  result.reserve(topology.domains.size());
  for (const FailureDomain& domain : topology.domains)
    result.push_back({domain.id, managers_inside(topology, domain, managers)});
  return result;
}

std::vector<LevelDomains> by_level(const Topology& topology, std::span<const Domain> domains, int managers) {
  std::vector<LevelDomains> levels;
  for (const std::string& level : topology.levels) {
    if (level == name_of(Level::node)) continue;
    LevelDomains found{level, 0, {}, true};
    for (std::size_t i = 0; i < domains.size(); ++i) {
      if (topology.domains[i].level != level) continue;
      ++found.total;
      if (!domains[i].managers.empty()) found.domains.push_back(domains[i]);
    }
    std::ranges::sort(found.domains, {}, &Domain::id);
    found.disjoint = are_disjoint(found.domains, managers);
    levels.push_back(std::move(found));
  }
  return levels;
}

// From the heaviest down, each domain must lie whole inside one innermost domain or outside all of them: a lighter
// one cannot contain a heavier one. As heavy as the domain around it means: the same managers.
std::optional<std::vector<NestedDomain>> nest(std::span<const Domain> domains, int managers) {
  std::vector<const Domain*> downwards;
  for (const Domain& domain : domains)
    if (!domain.managers.empty()) downwards.push_back(&domain);
  std::ranges::sort(downwards, {}, [](const Domain* domain) { return std::pair(-domain->weight(), domain->id); });
  std::vector<NestedDomain> kept;
  std::vector<int> innermost(static_cast<std::size_t>(managers), -1);
  for (const Domain* domain : downwards) {
    const std::optional<int> around = enter(innermost, *domain, static_cast<int>(kept.size()));
    if (!around) return std::nullopt;
    if (*around >= 0 && kept[static_cast<std::size_t>(*around)].weight == domain->weight()) {
      for (const int manager : domain->managers) innermost[static_cast<std::size_t>(manager)] = *around;
      continue;
    }
    kept.push_back({domain->id, domain->weight(), *around < 0 ? std::nullopt : around, {}, false});
  }
  return sorted_by_id(kept);
}

std::vector<NestedDomain> side_by_side(std::span<const Domain> domains) {
  std::vector<NestedDomain> result;
  for (const Domain& domain : domains) result.push_back({domain.id, domain.weight(), std::nullopt, {}, false});
  std::ranges::sort(result, {}, &NestedDomain::id);
  return result;
}

}  // namespace planner
