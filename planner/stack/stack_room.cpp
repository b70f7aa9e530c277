#include "planner/stack/stack_room.hpp"

#include <algorithm>
#include <map>

#include "planner/stack/node_labels.hpp"
#include "planner/stack/placement_constraints.hpp"
#include "planner/stack/variables.hpp"

namespace planner {
namespace {

constexpr std::size_t most_compared = 200;  // services of one name

std::size_t at(int index) { return static_cast<std::size_t>(index); }

/// The Swarm's nodes, a pool at a time.
struct Pools {
  const Topology& topology;
  std::vector<PoolIndex> indices = {};  // those with nodes, or that may get some
  std::vector<NodeAttributes> attributes = {};
};

Pools swarm_pools(const Topology& topology) {
  Pools pools{topology};
  const std::vector<std::string> levels = level_labels(topology);
  for (std::size_t i = 0; i < topology.pools.size(); ++i) {
    const Pool& pool = topology.pools[i];
    if (!pool.in_swarm || (pool.count == 0 && !pool.scaling)) continue;
    pools.indices.push_back(static_cast<PoolIndex>(i));
    pools.attributes.push_back(pool_attributes(topology, pools.indices.back(), levels));
  }
  return pools;
}

struct Finder {
  const Pools& pools;
  std::vector<Constraint> constraints = {};
  bool names_nodes = false;
  std::vector<bool> met = {};  // by constraint: by some node
  StackRoom room = {};

  bool meets(const NodeAttributes& node);
  void add(const Pool& pool, const RoomRun& run);
  void look_at(PoolIndex index, NodeAttributes node);
};

bool Finder::meets(const NodeAttributes& node) {
  bool all = true;
  for (std::size_t i = 0; i < constraints.size(); ++i) {
    const bool here = matches(node, constraints[i]);
    met[i] = met[i] || here;
    all = all && here;
  }
  return all;
}

void Finder::add(const Pool& pool, const RoomRun& run) {
  if (pool.availability != Availability::active) {
    room.drained += run.count;
    return;
  }
  room.may_grow = room.may_grow || pool.scaling;
  room.nodes += run.count;
  if (!room.runs.empty() && room.runs.back().pool == run.pool && !pool.scaling &&
      room.runs.back().first + room.runs.back().count == run.first)
    room.runs.back().count += run.count;
  else
    room.runs.push_back(run);
}

void Finder::look_at(PoolIndex index, NodeAttributes node) {
  const Pool& pool = pools.topology.pools[at(index)];
  if (pool.scaling || !names_nodes) {
    const std::int64_t count = pool.scaling ? pool.scaling->min : pool.node_count;
    if (meets(node)) add(pool, {index, pool.first_node, count});
    return;
  }
  for (NodeIndex i = pool.first_node; i < pool.first_node + pool.node_count; ++i) {
    const Node& one = pools.topology.nodes[at(i)];
    node.host_name = one.id;
    node.address = one.address.empty() ? std::nullopt : std::optional(one.address);
    if (meets(node)) add(pool, {index, i, 1});
  }
}

StackRoom room_of(const Pools& pools, const StackFileService& service) {
  Finder finder{pools};
  for (const PlacementEntry& entry : service.constraints) {
    const std::optional<std::string> text = without_escapes(entry.text);
    std::optional<Constraint> constraint = text ? parse_constraint(*text) : std::nullopt;
    if (!constraint) return {.known = false};
    finder.names_nodes = finder.names_nodes || names_node(*constraint);
    finder.constraints.push_back(std::move(*constraint));
  }
  finder.met.assign(finder.constraints.size(), false);
  for (std::size_t i = 0; i < pools.indices.size(); ++i) finder.look_at(pools.indices[i], pools.attributes[i]);
  const auto unmet = std::ranges::find(finder.met, false);
  if (unmet != finder.met.end()) finder.room.unmet = static_cast<std::size_t>(unmet - finder.met.begin());
  return std::move(finder.room);
}

bool holds_run(const Topology& topology, const FailureDomain& domain, const RoomRun& run) {
  const Pool& pool = topology.pools[at(run.pool)];
  if (domain.place) {
    const Place& place = topology.places[at(*domain.place)];
    return run.pool >= place.first_pool && run.pool < place.first_pool + place.pool_count;
  }
  if (pool.scaling) return std::ranges::binary_search(domain.pools, run.pool);
  const auto first = std::ranges::lower_bound(domain.nodes, run.first);
  return domain.nodes.end() - first >= run.count && first[run.count - 1] == run.first + run.count - 1;
}

bool holds_all(const Topology& topology, const FailureDomain& domain, const std::vector<RoomRun>& runs) {
  return std::ranges::all_of(runs, [&](const RoomRun& run) {
    return (run.count == 0 && !topology.pools[at(run.pool)].scaling) || holds_run(topology, domain, run);
  });
}

struct Swarm {
  const Topology& topology;
  std::int64_t nodes = 0;
  std::vector<bool> whole = {};  // by domain: it holds all of them
};

Swarm swarm_of(const Pools& pools) {
  Swarm swarm{pools.topology};
  std::vector<RoomRun> runs;
  for (const PoolIndex index : pools.indices) {
    const Pool& pool = pools.topology.pools[at(index)];
    runs.push_back({index, pool.first_node, pool.scaling ? pool.scaling->min : pool.node_count});
    swarm.nodes += runs.back().count;
  }
  for (const FailureDomain& domain : pools.topology.domains)
    swarm.whole.push_back(holds_all(pools.topology, domain, runs));
  return swarm;
}

/// Places from the inside out, which is from the last to the first, then declared domains.
const FailureDomain* sole_domain(const Swarm& swarm, const StackRoom& room) {
  const std::vector<FailureDomain>& domains = swarm.topology.domains;
  const auto fits = [&](std::size_t i) { return !swarm.whole[i] && holds_all(swarm.topology, domains[i], room.runs); };
  for (std::size_t i = domains.size(); i-- > 0;)
    if (domains[i].place && fits(i)) return &domains[i];
  for (std::size_t i = 0; i < domains.size(); ++i)
    if (!domains[i].place && fits(i)) return &domains[i];
  return nullptr;
}

bool is_one_node(const StackRoom& room) { return room.nodes == 1 && !room.may_grow; }

/// None for a single node, too.
const FailureDomain* find_sole(const Swarm& swarm, StackRoom& room) {
  if (!room.known || room.runs.empty() || swarm.nodes < 2) return nullptr;
  if (is_one_node(room)) {
    room.sole = swarm.topology.nodes[at(room.runs.front().first)].id;
    room.sole_level = name_of(Level::node);
    return nullptr;
  }
  const FailureDomain* sole = sole_domain(swarm, room);
  if (sole == nullptr) return nullptr;
  room.sole = sole->id;
  room.sole_level = sole->level;
  return sole;
}

/// `other` may run where the loss of all that `room` has leaves something.
bool runs_elsewhere(const Topology& topology, const StackRoom& other, const StackRoom& room,
                    const FailureDomain* sole) {
  if (!other.known || other.may_grow) return true;
  if (sole != nullptr) return !holds_all(topology, *sole, other.runs);
  return other.nodes > 1 || (other.nodes == 1 && other.runs.front().first != room.runs.front().first);
}

/// The names that lead to a service, each on its network.
std::vector<std::pair<std::string, std::string>> names_of(const StackFileService& service) {
  std::vector<std::pair<std::string, std::string>> names = service.aliases;
  for (const PlacementEntry& network : service.networks) names.emplace_back(network.text, service.name);
  if (service.networks.empty()) names.emplace_back("default", service.name);
  return names;
}

}  // namespace

std::vector<StackRoom> rooms_of(const Topology& topology, const StackFile& file) {
  const Pools pools = swarm_pools(topology);
  const Swarm swarm = swarm_of(pools);
  std::vector<StackRoom> rooms;
  std::vector<const FailureDomain*> soles;
  std::map<std::pair<std::string, std::string>, std::vector<std::size_t>> by_name;
  for (std::size_t i = 0; i < file.services.size(); ++i) {
    rooms.push_back(room_of(pools, file.services[i]));
    soles.push_back(find_sole(swarm, rooms.back()));
    for (auto& name : names_of(file.services[i])) by_name[std::move(name)].push_back(i);
  }
  for (const auto& [name, services] : by_name)
    for (const std::size_t one : services) {
      StackRoom& room = rooms[one];
      if (room.sole.empty()) continue;
      for (std::size_t i = 0; i < std::min(services.size(), most_compared) && !room.answered_elsewhere; ++i)
        if (services[i] != one)
          room.answered_elsewhere = runs_elsewhere(topology, rooms[services[i]], room, soles[one]);
    }
  return rooms;
}

}  // namespace planner
