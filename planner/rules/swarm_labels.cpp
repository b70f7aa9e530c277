#include "planner/rules/swarm_labels.hpp"

#include <algorithm>

#include "planner/stack/node_labels.hpp"

namespace planner {
namespace {

bool same_word(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  return std::ranges::equal(a, b, {}, lower, lower);
}

}  // namespace

std::vector<LabelledPool> labelled_pools(const Topology& topology) {
  std::vector<LabelledPool> pools;
  const std::vector<std::string> levels = level_labels(topology);
  for (std::size_t i = 0; i < topology.pools.size(); ++i) {
    const Pool& pool = topology.pools[i];
    if (!pool.in_swarm || (pool.count == 0 && !pool.scaling)) continue;
    const auto index = static_cast<PoolIndex>(i);
    pools.push_back({index, labels_of_pool(topology, index, levels)});
  }
  return pools;
}

std::string_view node_label_key(std::string_view constraint_key) {
  constexpr std::string_view prefix = "node.labels.";
  if (constraint_key.size() <= prefix.size() || !same_word(constraint_key.substr(0, prefix.size()), prefix)) return {};
  return constraint_key.substr(prefix.size());
}

std::vector<Constraint> written_constraints(const Service& service) {
  std::vector<Constraint> constraints;
  for (const std::string& text : service.constraints)
    if (std::optional<Constraint> constraint = parse_constraint(text)) constraints.push_back(std::move(*constraint));
  return constraints;
}

}  // namespace planner
