// Source: github.com/moby/swarmkit manager/scheduler/filter.go and pipeline.go (the same in engines 20.10 to 29).
#include "planner/placement/filters.hpp"

#include <algorithm>
#include <numeric>

namespace planner::placement {
namespace {

std::size_t at(int index) { return static_cast<std::size_t>(index); }

std::int64_t generic_left(const Node& node, const NodeState& state, const std::string& kind) {
  for (std::size_t i = 0; i < node.generic.size(); ++i)
    if (node.generic[i].first == kind) return state.generic[i];
  return 0;
}

bool has_resources(const Node& node, const NodeState& state, const Service& service) {
  if (service.nano_cpus > state.nano_cpus || service.memory > state.memory) return false;
  return std::ranges::all_of(
      service.generic, [&](const auto& wanted) { return wanted.second <= generic_left(node, state, wanted.first); });
}

/// Swarm skips the filter for a service that reserves nothing.
bool reserves(const Service& service) {
  return service.nano_cpus != 0 || service.memory != 0 || !service.generic.empty();
}

bool port_is_taken(const NodeState& state, const Service& service) {
  return std::ranges::any_of(
      service.ports, [&](const HostPort& port) { return std::ranges::find(state.ports, port) != state.ports.end(); });
}

std::string told(int count, const char* before, const char* after) {
  return before + std::to_string(count) + (count == 1 ? " node" : " nodes") + after;
}

}  // namespace

Filters::Filter Filters::first_failed(int index) const {
  const Node& node = state_.layout->nodes[at(index)];
  const NodeState& state = state_.nodes[at(index)];
  const Service& service = state_.layout->services[at(service_)];
  const View& view = state_.layout->views[at(service_)];
  if (state.status != Status::ready || state.availability != Availability::active) return ready;
  if (reserves(service) && !has_resources(node, state, service)) return resources;
  if (!view.constraint[at(index)]) return constraint;
  if (!view.platform[at(index)]) return platform;
  if (port_is_taken(state, service)) return host_port;
  if (service.max_per_node > 0 && state_.services[at(service_)].on_node[at(index)] >= service.max_per_node)
    return max_replicas;
  return passed;
}

bool Filters::pass(int node) {
  const Filter failed = first_failed(node);
  if (failed == passed)
    failures_.fill(0);
  else
    ++failures_[static_cast<std::size_t>(failed)];
  return failed == passed;
}

std::string Filters::explain() const {
  std::array<std::size_t, passed> order{};
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return failures_[a] > failures_[b]; });
  std::string text;
  for (const std::size_t filter : order) {
    const int count = failures_[filter];
    if (count == 0) continue;
    if (!text.empty()) text += "; ";
    switch (static_cast<Filter>(filter)) {
      case ready: text += told(count, "", " not available for new tasks"); break;
      case resources: text += told(count, "insufficient resources on ", ""); break;
      case constraint: text += told(count, "scheduling constraints not satisfied on ", ""); break;
      case platform: text += told(count, "unsupported platform on ", ""); break;
      case host_port: text += told(count, "host-mode port already in use on ", ""); break;
      default: text += "max replicas per node limit exceed";
    }
  }
  return text;
}

}  // namespace planner::placement
