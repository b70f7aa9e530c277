#include "tests/quorum/brute_force.hpp"

#include <algorithm>
#include <bit>

#include "tests/layout.hpp"

namespace planner::test {
namespace {

using Bits = std::uint64_t;
using Named = std::vector<std::pair<std::string, Bits>>;

int weight(Bits bits) { return std::popcount(bits); }

int count_managers(const Cluster& cluster) {
  int count = 0;
  for (std::size_t i = 0; i < cluster.topology.nodes.size(); ++i)
    count += role_of(cluster.topology, static_cast<NodeIndex>(i)) == Role::manager ? 1 : 0;
  return count;
}

// All nodes, and the managers among them.
Bits bits_of(const Topology& topology, const std::vector<NodeIndex>& nodes) {
  Bits bits = 0;
  Bits next = 1;
  for (std::size_t i = 0; i < topology.nodes.size(); ++i) {
    const auto node = static_cast<NodeIndex>(i);
    if (role_of(topology, node) != Role::manager) continue;
    if (std::find(nodes.begin(), nodes.end(), node) != nodes.end()) bits |= next;
    next <<= 1U;
  }
  return bits;
}

struct Cut {
  std::vector<std::string> ids;
  Bits lost = 0;

  bool operator<(const Cut& other) const {
    return ids.size() != other.ids.size() ? ids.size() < other.ids.size() : ids < other.ids;
  }
};

std::vector<Bits> unions_of(const Named& domains) {
  std::vector<Bits> unions(std::size_t{1} << domains.size(), 0);
  for (std::size_t set = 1; set < unions.size(); ++set)
    unions[set] = unions[set & (set - 1)] | domains[static_cast<std::size_t>(std::countr_zero(set))].second;
  return unions;
}

std::vector<Cut> minimal_cuts(const Named& domains, int managers) {
  const std::vector<Bits> unions = unions_of(domains);
  const auto fatal = [&](std::size_t set) { return managers - weight(unions[set]) < brute_majority(managers); };
  std::vector<Cut> cuts;
  for (std::size_t set = 1; set < unions.size(); ++set) {
    bool minimal = fatal(set);
    for (std::size_t i = 0; i < domains.size() && minimal; ++i)
      if ((set >> i) & 1U) minimal = !fatal(set ^ (std::size_t{1} << i));
    if (!minimal) continue;
    Cut cut{{}, unions[set]};
    for (std::size_t i = 0; i < domains.size(); ++i)
      if ((set >> i) & 1U) cut.ids.push_back(domains[i].first);
    std::sort(cut.ids.begin(), cut.ids.end());
    cuts.push_back(std::move(cut));
  }
  std::sort(cuts.begin(), cuts.end());
  return cuts;
}

// Worst over all ways to go on choosing from `from` on, domain by domain.
int worst(const std::vector<std::pair<std::vector<NodeIndex>, int>>& domains, std::vector<int> left, bool disjoint,
          const Topology& topology, std::size_t from, std::vector<int> taken) {
  std::vector<NodeIndex> nodes;
  for (std::size_t i = 0; i < taken.size(); ++i)
    if (taken[i] > 0) nodes.push_back(static_cast<NodeIndex>(i));
  int most = weight(bits_of(topology, nodes));
  for (std::size_t i = from; i < domains.size(); ++i) {
    const auto& [inside, level] = domains[i];
    if (left[static_cast<std::size_t>(level)] == 0) continue;
    if (disjoint &&
        std::any_of(inside.begin(), inside.end(), [&](int n) { return taken[static_cast<std::size_t>(n)] > 0; }))
      continue;
    std::vector<int> then = taken;
    for (const NodeIndex node : inside) ++then[static_cast<std::size_t>(node)];
    std::vector<int> fewer = left;
    --fewer[static_cast<std::size_t>(level)];
    most = std::max(most, worst(domains, fewer, disjoint, topology, i + 1, then));
  }
  return most;
}

}  // namespace

int brute_majority(int managers) {
  int votes = 0;
  while (2 * votes <= managers) ++votes;
  return votes;
}

int any(std::mt19937& random, int below) { return static_cast<int>(random() % static_cast<unsigned>(below)); }

Named brute_domains(const Cluster& cluster, const std::string& level) {
  Named result;
  for (const FailureDomain& domain : cluster.topology.domains)
    if (domain.level == level)
      result.emplace_back(domain.id, bits_of(cluster.topology, nodes_of(cluster.topology, domain)));
  for (std::size_t i = 0; i < cluster.topology.nodes.size() && level == "node"; ++i)
    result.emplace_back(cluster.topology.nodes[i].id, bits_of(cluster.topology, {static_cast<NodeIndex>(i)}));
  return result;
}

BruteLevel brute_level(const Cluster& cluster, const std::string& level) {
  const int managers = count_managers(cluster);
  const Named domains = brute_domains(cluster, level);
  const std::vector<Bits> unions = unions_of(domains);
  BruteLevel result;
  result.domains = static_cast<int>(domains.size());
  result.least_left.assign(domains.size(), managers);
  result.most_left.assign(domains.size(), 0);
  result.fatal.assign(domains.size(), 0);
  result.total.assign(domains.size(), 0);
  for (std::size_t set = 1; set < unions.size(); ++set) {
    const auto row = static_cast<std::size_t>(std::popcount(set)) - 1;
    const int left = managers - weight(unions[set]);
    result.least_left[row] = std::min(result.least_left[row], left);
    result.most_left[row] = std::max(result.most_left[row], left);
    result.fatal[row] += left < brute_majority(managers) ? 1U : 0U;
    ++result.total[row];
  }
  while (result.survives < result.domains && result.fatal[static_cast<std::size_t>(result.survives)] == 0)
    ++result.survives;
  const int spare = (domains.empty() ? managers : result.least_left.front()) - brute_majority(managers);
  if (spare >= 0) result.spare = spare;
  for (const Cut& cut : minimal_cuts(domains, managers)) result.cuts.push_back(cut.ids);
  if (!result.cuts.empty()) result.smallest = static_cast<int>(result.cuts.front().size());
  return result;
}

IdSets brute_mixed(const Cluster& cluster) {
  Named domains;
  for (const std::string& level : cluster.topology.levels)
    if (level != "node")
      for (const auto& domain : brute_domains(cluster, level)) domains.push_back(domain);
  IdSets result;
  std::vector<Bits> told;
  for (const Cut& cut : minimal_cuts(domains, count_managers(cluster))) {
    if (std::find(told.begin(), told.end(), cut.lost) != told.end()) continue;
    told.push_back(cut.lost);
    result.push_back(cut.ids);
  }
  return result;
}

int brute_goal(const Cluster& cluster, const std::map<std::string, int>& losses, bool disjoint) {
  std::vector<std::pair<std::vector<NodeIndex>, int>> domains;
  std::vector<int> left;
  for (const auto& [level, count] : losses) {
    for (const FailureDomain& domain : cluster.topology.domains)
      if (domain.level == level)
        domains.emplace_back(nodes_of(cluster.topology, domain), static_cast<int>(left.size()));
    for (std::size_t i = 0; i < cluster.topology.nodes.size() && level == "node"; ++i)
      if (role_of(cluster.topology, static_cast<NodeIndex>(i)) == Role::manager)
        domains.push_back({{static_cast<NodeIndex>(i)}, static_cast<int>(left.size())});
    left.push_back(count);
  }
  const std::vector<int> taken(cluster.topology.nodes.size(), 0);
  return count_managers(cluster) - worst(domains, left, disjoint, cluster.topology, 0, taken);
}

Cluster random_layout(std::mt19937& random, std::size_t domains) {
  for (;;) {
    const bool groups = any(random, 2) == 0;
    const bool racks = groups && any(random, 3) == 0;
    const int heavy = 1 + any(random, 4);
    std::vector<ZoneLine> lines;
    const int regions = 1 + any(random, 4);
    for (int region = 0; region < regions; ++region) {
      // "a-1" sorts before "a.x": names of siblings may stand between a place and what is in it
      const std::string place = (groups ? std::string(region % 2 == 0 && region < 2 ? "a." : "a-1.") : std::string()) +
                                "r" + (any(random, 4) == 0 ? "-" : "") + std::to_string(region);
      const int zones = 1 + any(random, 4);
      for (int zone = 0; zone < zones; ++zone)
        for (int rack = 0; rack < (racks ? 1 + any(random, 2) : 1); ++rack)
          lines.push_back({place + ".z" + std::to_string(zone) + (racks ? ".k" + std::to_string(rack) : ""),
                           any(random, heavy + 1), 0, any(random, 2)});
    }
    Cluster cluster = layout(lines);
    const int managers = count_managers(cluster);
    if (managers >= 1 && managers <= 14 && cluster.topology.domains.size() <= domains &&
        cluster.topology.nodes.size() <= 13)
      return cluster;
  }
}

void declare_at_random(Cluster& cluster, std::mt19937& random) {
  Topology& topology = cluster.topology;
  for (const std::string kind : {"domain", "power"}) {
    const int count = any(random, 3);
    for (int i = 0; i < count; ++i) {
      FailureDomain domain{(i == 0 ? "zz" : "aa") + std::to_string(i) + kind, kind, std::nullopt, {}, {}, {1, 1, 1}};
      const bool by_node = any(random, 2) == 0;
      for (std::size_t n = 0; n < topology.nodes.size() && by_node; ++n)
        if (any(random, 3) == 0) domain.nodes.push_back(static_cast<NodeIndex>(n));
      for (const Place& place : topology.places)
        if (!by_node && any(random, 4) == 0)
          for (int n = 0; n < place.node_count; ++n) domain.nodes.push_back(place.first_node + n);
      std::sort(domain.nodes.begin(), domain.nodes.end());
      domain.nodes.erase(std::unique(domain.nodes.begin(), domain.nodes.end()), domain.nodes.end());
      topology.domains.push_back(domain);
    }
    if (count > 0) topology.levels.insert(topology.levels.end() - 1, kind);
  }
}

}  // namespace planner::test
