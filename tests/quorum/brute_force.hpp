#pragma once
// The oracle: every subset of the domains, one by one. Shares no code with planner/quorum.
#include <cstdint>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "planner/model/cluster.hpp"

namespace planner::test {

using IdSets = std::vector<std::vector<std::string>>;

struct BruteLevel {
  int domains = 0;
  int survives = 0;
  std::optional<int> spare;
  std::optional<int> smallest;
  IdSets cuts;                              // all minimal ones, in the order of the contract
  std::vector<int> least_left, most_left;   // by lost − 1, for every number of domains
  std::vector<std::uint64_t> fatal, total;  // likewise
};

int brute_majority(int managers);

/// Every domain of the level, `node` too, as ids and bits of managers.
std::vector<std::pair<std::string, std::uint64_t>> brute_domains(const Cluster& cluster, const std::string& level);

BruteLevel brute_level(const Cluster& cluster, const std::string& level);

/// Minimal cut sets of all domains but nodes, told once where they fail the same managers.
IdSets brute_mixed(const Cluster& cluster);

/// Managers left after the worst loss of a goal. `disjoint`: only of domains that share no node.
int brute_goal(const Cluster& cluster, const std::map<std::string, int>& losses, bool disjoint);

/// At most 14 managers and `domains` domains of places; some with groups, some with racks.
Cluster random_layout(std::mt19937& random, std::size_t domains);

/// Up to four domains more, of up to two kinds, over places and single nodes; they may overlap or be equal.
void declare_at_random(Cluster& cluster, std::mt19937& random);

/// 0 … below − 1.
int any(std::mt19937& random, int below);

}  // namespace planner::test
