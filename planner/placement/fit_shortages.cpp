// Sums that no placement gets round. Each service alone: a node takes so many of its tasks, and all nodes together too
// few. Several together: a flow from services through what each node may take of each into what the node has of one
// resource, or into the one task of a port that it can take; where less arrives than is wanted, the minimum cut is the
// services that want too much and the nodes that stop them.
//
// Whatever can be placed also flows, so a shortage is a proof. The converse does not hold: the flow parts tasks, and
// looks at one resource at a time.
#include <algorithm>
#include <numeric>

#include "planner/graph/max_flow.hpp"
#include "planner/placement/fit_room.hpp"

namespace planner {
namespace {

constexpr std::int64_t flow_at_most = std::int64_t{1} << 60;

std::size_t at(int index) { return static_cast<std::size_t>(index); }

std::optional<Shortage> alone(const Rest& rest, std::size_t entry) {
  const TaskKind& task = rest.question->tasks[at(rest.tasks[entry])];
  Shortage shortage{Shortage::Kind::alone, 0, {rest.tasks[entry]}, task.count, 0, {}};
  for (std::size_t node = 0; node < rest.nodes.size(); ++node) {
    const std::int64_t held =
        std::min(saturated_product(rest.room[entry][node], rest.question->nodes[node].count), task.count);
    shortage.held_by.push_back(held);
    shortage.held = saturated_sum(shortage.held, held);
  }
  if (shortage.held >= task.count) return std::nullopt;
  return shortage;
}

/// One layer of sums: services that want something, and what each node has of it.
struct Demand {
  Shortage::Kind kind = Shortage::Kind::resource;
  int index = 0;
  std::vector<std::size_t> entries;  // of Rest::tasks
  std::vector<std::int64_t> each;    // by entry: what one task takes
  std::vector<std::int64_t> has;     // by kind of node, all its nodes
};

struct DemandNetwork {
  FlowNetwork network;
  std::int64_t wanted = 0;
  int source = 0, sink = 0;
};

/// Vertices: the entries, then the kinds of node, then source and sink.
std::optional<DemandNetwork> network_of(const Rest& rest, const Demand& demand) {
  const int entries = static_cast<int>(demand.entries.size()), nodes = static_cast<int>(rest.nodes.size());
  DemandNetwork result{{entries + nodes + 2, {}}, 0, entries + nodes, entries + nodes + 1};
  for (std::size_t i = 0; i < demand.entries.size(); ++i) {
    const std::int64_t tasks = rest.question->tasks[at(rest.tasks[demand.entries[i]])].count;
    const std::int64_t wanted = saturated_product(tasks, demand.each[i]);
    result.wanted = saturated_sum(result.wanted, wanted);
    result.network.edges.push_back({result.source, static_cast<int>(i), wanted});
  }
  if (result.wanted > flow_at_most) return std::nullopt;
  for (std::size_t i = 0; i < demand.entries.size(); ++i)
    for (int node = 0; node < nodes; ++node) {
      const std::int64_t tasks =
          saturated_product(rest.room[demand.entries[i]][at(node)], rest.question->nodes[at(node)].count);
      if (tasks == 0) continue;
      const std::int64_t most = std::min(saturated_product(tasks, demand.each[i]), result.wanted);
      result.network.edges.push_back({static_cast<int>(i), entries + node, most});
    }
  for (int node = 0; node < nodes; ++node)
    result.network.edges.push_back({entries + node, result.sink, std::min(demand.has[at(node)], result.wanted)});
  return result;
}

/// What the minimum cut lets through, by kind of node: of the services on the source's side alone.
Shortage read_cut(const Rest& rest, const Demand& demand, const DemandNetwork& made, const std::vector<bool>& side,
                  std::int64_t unit) {
  const int entries = static_cast<int>(demand.entries.size());
  Shortage shortage{demand.kind, demand.index, {}, 0, 0, std::vector<std::int64_t>(rest.nodes.size(), 0)};
  for (const FlowNetwork::Edge& edge : made.network.edges) {
    const bool from = side[at(edge.from)], to = side[at(edge.to)];
    if (edge.from == made.source && to) {
      shortage.tasks.push_back(rest.tasks[demand.entries[at(edge.to)]]);
      shortage.wanted += edge.capacity * unit;
    }
    if (edge.from == made.source || !from || to) continue;
    const int node = edge.to == made.sink ? edge.from : edge.to;
    shortage.held_by[at(node - entries)] += edge.capacity * unit;
    shortage.held += edge.capacity * unit;
  }
  return shortage;
}

/// Amounts are counted in the largest unit that all tasks are multiples of: a node of 3 takes 2 of tasks of 2.
std::optional<Shortage> together(const Rest& rest, Demand demand) {
  if (demand.entries.size() < 2) return std::nullopt;
  std::int64_t unit = 0;
  for (const std::int64_t each : demand.each) unit = std::gcd(unit, each);
  for (std::int64_t& each : demand.each) each /= unit;
  for (std::size_t node = 0; node < rest.nodes.size(); ++node) {
    const std::int64_t one = demand.has[node];
    demand.has[node] = one == unbounded ? one : saturated_product(one / unit, rest.question->nodes[node].count);
  }
  const std::optional<DemandNetwork> made = network_of(rest, demand);
  if (!made || made->wanted > flow_at_most / unit) return std::nullopt;
  const MaxFlow flow = max_flow(made->network, made->source, made->sink);
  if (flow.value == made->wanted) return std::nullopt;
  return read_cut(rest, demand, *made, flow.source_side, unit);
}

Demand of_resource(const Rest& rest, std::size_t resource) {
  Demand demand{Shortage::Kind::resource, static_cast<int>(resource), {}, {}, {}};
  for (std::size_t entry = 0; entry < rest.tasks.size(); ++entry) {
    const std::int64_t need = rest.question->tasks[at(rest.tasks[entry])].needs[resource];
    if (need == 0) continue;
    demand.entries.push_back(entry);
    demand.each.push_back(need);
  }
  for (const NodeRoom& node : rest.nodes) demand.has.push_back(node.free[resource]);
  return demand;
}

Demand of_port(const Rest& rest, int port) {
  Demand demand{Shortage::Kind::port, port, {}, {}, {}};
  for (std::size_t entry = 0; entry < rest.tasks.size(); ++entry) {
    if (!std::ranges::binary_search(rest.question->tasks[at(rest.tasks[entry])].ports, port)) continue;
    demand.entries.push_back(entry);
    demand.each.push_back(1);
  }
  for (const NodeRoom& node : rest.nodes) demand.has.push_back(std::ranges::binary_search(node.ports, port) ? 0 : 1);
  return demand;
}

std::vector<int> ports_of(const Rest& rest) {
  std::vector<int> ports;
  for (const int task : rest.tasks) {
    const std::vector<int>& more = rest.question->tasks[at(task)].ports;
    ports.insert(ports.end(), more.begin(), more.end());
  }
  std::ranges::sort(ports);
  ports.erase(std::unique(ports.begin(), ports.end()), ports.end());
  return ports;
}

}  // namespace

std::vector<Shortage> find_shortages(const Rest& rest) {
  std::vector<Shortage> shortages;
  for (std::size_t entry = 0; entry < rest.tasks.size(); ++entry)
    if (std::optional<Shortage> found = alone(rest, entry)) shortages.push_back(std::move(*found));
  if (!shortages.empty() || rest.nodes.empty()) return shortages;
  for (std::size_t resource = 0; resource < rest.nodes.front().free.size(); ++resource)
    if (std::optional<Shortage> found = together(rest, of_resource(rest, resource)))
      shortages.push_back(std::move(*found));
  for (const int port : ports_of(rest))
    if (std::optional<Shortage> found = together(rest, of_port(rest, port))) shortages.push_back(std::move(*found));
  return shortages;
}

}  // namespace planner
