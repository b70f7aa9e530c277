#include "planner/whatif/swarm_layout.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

#include "planner/stack/node_labels.hpp"
#include "planner/stack/placement_constraints.hpp"
#include "planner/stack/update_policy.hpp"

namespace planner {
namespace {

constexpr Version kGuardsConvergence{28, 3};  // github.com/moby/swarmkit pull request 3200

std::size_t at(int index) { return static_cast<std::size_t>(index); }

std::int64_t nano(double cpus) { return std::llround(cpus * 1e9); }

placement::Service converted(const StackService& deployed) {
  const Service& spec = deployed.service;
  placement::Service service;
  service.name = deployed.name;
  service.global = spec.scale == Scale::global;
  service.replicas = deployed.replicas;
  service.preferences = deployed.preferences;
  for (const std::string& text : deployed.constraints)
    if (std::optional<Constraint> constraint = parse_constraint(text)) service.constraints.push_back(*constraint);
  if (spec.reserve) {
    service.nano_cpus = nano(spec.reserve->cpus.value_or(0));
    service.memory = spec.reserve->memory.value_or(0);
    service.generic = spec.reserve->generic;
  }
  for (const PortMapping& port : spec.ports)
    if (port.mode == "host" && port.published) service.ports.push_back({port.protocol, *port.published});
  service.max_per_node = spec.max_per_node.value_or(0);
  if (spec.restart) {
    service.restarts = spec.restart->condition != "none";
    service.max_attempts = spec.restart->max_attempts.value_or(0);
  }
  const UpdatePolicy update = update_policy(spec);
  service.parallelism = update.parallelism.value_or(1);
  service.start_first = update.order == "start-first";
  return service;
}

class Builder {
 public:
  Builder(const Cluster& cluster, const Failure& failure, const Simulation& simulation)
      : topology_(cluster.topology), failure_(failure), levels_(level_labels(topology_)) {
    find_leaders_side(simulation);
    for (std::size_t i = 0; i < topology_.pools.size(); ++i) add_pool(static_cast<PoolIndex>(i));
  }

  SwarmLayout build(const Cluster& cluster, const Stack& stack) {
    std::vector<placement::Service> services;
    for (const StackService& service : stack.services) services.push_back(converted(service));
    result_.layout = placement::make_layout(std::move(nodes_), std::move(services),
                                            !cluster.engine || *cluster.engine >= kGuardsConvergence);
    number_kinds();
    return std::move(result_);
  }

 private:
  void find_leaders_side(const Simulation& simulation);
  void add_pool(PoolIndex index);
  void add_node(PoolIndex index, std::optional<NodeIndex> node);
  int zone_number(PlaceIndex place);
  void number_kinds();

  const Topology& topology_;
  const Failure& failure_;
  std::vector<std::string> levels_;
  std::vector<bool> out_of_reach_;  // by place; empty: none is
  std::vector<placement::Node> nodes_;
  std::vector<std::tuple<PoolIndex, bool, bool>> fates_;  // by node of the layout: what makes a kind, with the views
  SwarmLayout result_;
};

/// Where several sides are left the one with the leader schedules, and what it does not reach is down to it.
void Builder::find_leaders_side(const Simulation& simulation) {
  if (simulation.sides.size() < 2 || !simulation.quorum || simulation.quorum->leaders.empty()) return;
  const PlaceIndex leader = place_of(topology_, simulation.quorum->leaders.front());
  out_of_reach_.assign(topology_.places.size(), true);
  for (const Side& side : simulation.sides)
    if (std::ranges::find(side.places, leader) != side.places.end())
      for (const PlaceIndex place : side.places) out_of_reach_[at(place)] = false;
}

int Builder::zone_number(PlaceIndex place) {
  const PlaceIndex zone = ancestor(topology_, place, Level::zone).value_or(place);
  if (result_.zones.empty() || result_.zones.back() != zone)
    result_.zones.push_back(zone);  // pools of a zone are neighbours
  return static_cast<int>(result_.zones.size()) - 1;
}

void Builder::add_node(PoolIndex index, std::optional<NodeIndex> node) {
  const Pool& pool = topology_.pools[at(index)];
  placement::Node fresh;
  fresh.zone = static_cast<int>(result_.zones.size()) - 1;
  fresh.attributes = pool_attributes(topology_, index, levels_);
  if (node) fresh.attributes.host_name = topology_.nodes[at(*node)].id;
  if (node && !topology_.nodes[at(*node)].address.empty())
    fresh.attributes.address = topology_.nodes[at(*node)].address;
  if (pool.availability == Availability::drain) fresh.availability = placement::Availability::drain;
  if (pool.cpus) fresh.nano_cpus = nano(*pool.cpus);
  fresh.memory = pool.memory;
  fresh.generic = pool.generic;
  const bool dead = node ? failure_.down[at(*node)] : failure_.down_pools[at(index)];
  const bool away = dead || (!out_of_reach_.empty() && out_of_reach_[at(pool.place)]);
  const bool drained = !away && (node ? failure_.drained[at(*node)] : failure_.drained_pools[at(index)]);
  const auto number = static_cast<int>(nodes_.size());
  if (dead) result_.dead.push_back(number);
  if (away) result_.down.push_back(number);
  if (drained) result_.drained.push_back(number);
  fates_.emplace_back(index, away, drained);
  nodes_.push_back(std::move(fresh));
}

void Builder::add_pool(PoolIndex index) {
  const Pool& pool = topology_.pools[at(index)];
  if (pool.count == 0 && !pool.scaling) return;
  zone_number(pool.place);
  if (!pool.in_swarm) return;
  for (int i = 0; pool.scaling && i < pool.scaling->min; ++i) add_node(index, std::nullopt);
  for (int i = 0; i < pool.node_count; ++i) add_node(index, pool.first_node + i);
}

/// Nodes of a pool that share their fate, and on which every service may run alike.
void Builder::number_kinds() {
  std::map<std::tuple<PoolIndex, bool, bool, std::vector<bool>>, int> kinds;
  for (std::size_t node = 0; node < fates_.size(); ++node) {
    std::vector<bool> fits;
    for (const placement::View& view : result_.layout.views) fits.push_back(view.constraint[node]);
    const auto& [pool, down, drained] = fates_[node];
    result_.layout.nodes[node].kind =
        kinds.emplace(std::tuple(pool, down, drained, std::move(fits)), static_cast<int>(kinds.size())).first->second;
  }
}

}  // namespace

SwarmLayout swarm_layout(const Cluster& cluster, const Stack& stack, const Failure& failure,
                         const Simulation& simulation) {
  return Builder(cluster, failure, simulation).build(cluster, stack);
}

}  // namespace planner
