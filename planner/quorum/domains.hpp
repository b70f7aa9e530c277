#pragma once
// Failure domains as the quorum sees them: by the managers inside, and how those sets lie to one another.
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "planner/model/topology.hpp"

namespace planner {

struct Domain {
  std::string_view id;        // lives in the topology
  std::vector<int> managers;  // numbered from 0 in node order; sorted

  int weight() const { return static_cast<int>(managers.size()); }
};

/// One level other than `node`.
struct LevelDomains {
  std::string_view level;
  int total = 0;                // with or without managers
  std::vector<Domain> domains;  // those with managers, by id
  bool disjoint = true;         // no manager stands in two of them
};

/// Every failure domain with its managers, those without any too; in the order of Topology::domains.
std::vector<Domain> domains_of(const Topology& topology, std::span<const NodeIndex> managers);

/// In the order of Topology::levels, `node` left out. `domains` as given by domains_of.
std::vector<LevelDomains> by_level(const Topology& topology, std::span<const Domain> domains, int managers);

/// A domain among others of which any two are disjoint or one lies inside the other, no two with the same managers.
struct NestedDomain {
  std::string_view id;
  int weight = 0;
  std::optional<int> parent;  // the smallest domain around it
  std::vector<int> children;
  bool covered = false;  // the children hold all its managers
};

/// By id. Of domains with the same managers the first by name stands for all. None when two overlap in part.
std::optional<std::vector<NestedDomain>> nest(std::span<const Domain> domains, int managers);

/// The same without any nesting, for domains that are known to be disjoint.
std::vector<NestedDomain> side_by_side(std::span<const Domain> domains);

}  // namespace planner
