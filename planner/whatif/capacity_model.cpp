#include "planner/whatif/capacity_model.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "planner/stack/node_labels.hpp"
#include "planner/stack/placement_constraints.hpp"

namespace planner {
namespace {

/// Pools, or hosts where constraints name them, times different lists of constraints.
constexpr std::size_t looks_at_most = 5'000'000;
constexpr std::size_t kinds_at_most = 5'000;
constexpr double nano = 1e9;

std::size_t at(int index) { return static_cast<std::size_t>(index); }

std::int64_t nano_cpus(double cpus) {
  return cpus >= 9e9 ? unbounded - 1 : static_cast<std::int64_t>(std::llround(cpus * nano));
}

/// Services with equal constraints may use the same nodes.
struct Lists {
  std::vector<std::vector<Constraint>> lists;
  std::vector<bool> impossible;  // Swarm refuses one of them
  std::vector<std::size_t> of;   // by kind of task
  bool hosts = false;
};

Lists constraint_lists(const CapacityModel& model) {
  Lists result;
  std::map<std::vector<std::string>, std::size_t> known;
  for (const StackService* service : model.services) {
    const auto [found, fresh] = known.emplace(service->constraints, result.lists.size());
    result.of.push_back(found->second);
    if (!fresh) continue;
    std::vector<Constraint>& list = result.lists.emplace_back();
    result.impossible.push_back(false);
    for (const std::string& text : service->constraints) {
      const std::optional<Constraint> constraint = parse_constraint(text);
      if (!constraint) result.impossible.back() = true;
      if (constraint) list.push_back(*constraint);
      if (constraint && names_node(*constraint)) result.hosts = true;
    }
  }
  return result;
}

struct ModelMaker {
  const Topology& topology;
  CapacityModel model = {};
  std::vector<bool> unsized = {};  // by resource
  std::map<std::pair<Amounts, std::vector<bool>>, int> kinds = {};

  void add_service(const StackService& service);
  void name_resources();
  Amounts sizes_of(const Pool& pool) const;
  void add_run(PoolIndex pool, NodeIndex first, int count, std::vector<bool> may);
  bool add_nodes();
};

void ModelMaker::add_service(const StackService& stacked) {
  const Service& service = stacked.service;
  TaskKind task{service.scale == Scale::global, stacked.replicas, {}, {}, {}};
  if (service.max_per_node && *service.max_per_node > 0 && !task.global) task.most_per_node = *service.max_per_node;
  for (const PortMapping& port : service.ports) {
    if (port.mode != "host" || !port.published) continue;
    const std::string name = fmt::format("{}/{}", *port.published, port.protocol);
    const auto found = std::ranges::find(model.ports, name);
    task.ports.push_back(static_cast<int>(found - model.ports.begin()));
    if (found == model.ports.end()) model.ports.push_back(name);
  }
  std::ranges::sort(task.ports);
  task.ports.erase(std::unique(task.ports.begin(), task.ports.end()), task.ports.end());
  model.limited = model.limited || !task.ports.empty() || task.most_per_node;
  model.question.tasks.push_back(std::move(task));
  model.services.push_back(&stacked);
  model.owed.push_back(!stacked.per_place);
}

void ModelMaker::name_resources() {
  std::set<std::string> generic;
  for (const StackService* service : model.services)
    if (service->service.reserve)
      for (const auto& [kind, amount] : service->service.reserve->generic) generic.insert(kind);
  model.resources = {"cpus", "memory"};
  model.resources.insert(model.resources.end(), generic.begin(), generic.end());
  unsized.assign(model.resources.size(), false);
  for (std::size_t i = 0; i < model.services.size(); ++i) {
    Amounts& needs = model.question.tasks[i].needs;
    needs.assign(model.resources.size(), 0);
    const std::optional<Resources>& reserve = model.services[i]->service.reserve;
    if (!reserve) continue;
    needs[0] = nano_cpus(reserve->cpus.value_or(0));
    needs[1] = reserve->memory.value_or(0);
    for (const auto& [kind, amount] : reserve->generic)
      needs[static_cast<std::size_t>(std::ranges::find(model.resources, kind) - model.resources.begin())] += amount;
    const bool some = std::ranges::any_of(needs, [](std::int64_t need) { return need > 0; });
    model.reserves = model.reserves || some;
    model.limited = model.limited || some;
  }
}

/// What a node does not offer of a generic resource it does not have; CPUs and memory are just not told.
Amounts ModelMaker::sizes_of(const Pool& pool) const {
  Amounts has(model.resources.size(), 0);
  has[0] = pool.cpus ? nano_cpus(*pool.cpus) : unbounded;
  has[1] = pool.memory ? *pool.memory : unbounded;
  for (std::size_t i = 2; i < has.size(); ++i)
    for (const auto& [kind, amount] : pool.generic)
      if (kind == model.resources[i]) has[i] = amount;
  return has;
}

void ModelMaker::add_run(PoolIndex pool, NodeIndex first, int count, std::vector<bool> may) {
  if (std::ranges::find(may, true) == may.end()) return;
  Amounts has = sizes_of(topology.pools[at(pool)]);
  for (std::size_t resource = 0; resource < has.size(); ++resource)
    for (std::size_t task = 0; task < may.size() && has[resource] == unbounded; ++task)
      if (may[task] && model.question.tasks[task].needs[resource] > 0) unsized[resource] = true;
  const auto [found, fresh] = kinds.emplace(std::pair(has, may), static_cast<int>(model.question.nodes.size()));
  if (fresh) model.question.nodes.push_back({0, std::move(has), std::move(may)});
  model.question.nodes[at(found->second)].count += count;
  model.runs.push_back({pool, first, count, found->second});
}

bool ModelMaker::add_nodes() {
  const Lists lists = constraint_lists(model);
  const std::size_t rows = lists.hosts ? topology.nodes.size() : topology.pools.size();
  if (rows * lists.lists.size() > looks_at_most) return false;
  const std::vector<std::string> levels = level_labels(topology);
  for (PoolIndex index = 0; index < static_cast<int>(topology.pools.size()); ++index) {
    const Pool& pool = topology.pools[at(index)];
    if (!pool.in_swarm || pool.availability != Availability::active) continue;
    NodeAttributes node = pool_attributes(topology, index, levels);
    const auto may = [&] {
      std::vector<bool> met, result;
      for (std::size_t i = 0; i < lists.lists.size(); ++i)
        met.push_back(!lists.impossible[i] &&
                      std::ranges::all_of(lists.lists[i], [&](const Constraint& c) { return matches(node, c); }));
      for (const std::size_t list : lists.of) result.push_back(met[list]);
      return result;
    };
    const int count = pool.scaling ? pool.scaling->min : pool.node_count;
    if (!lists.hosts || pool.scaling) {
      add_run(index, pool.first_node, count, may());
      continue;
    }
    for (NodeIndex host = pool.first_node; host < pool.first_node + pool.node_count; ++host) {
      const Node& one = topology.nodes[at(host)];
      node.host_name = one.id;
      node.address = one.address.empty() ? std::nullopt : std::optional(one.address);
      add_run(index, host, 1, may());
    }
  }
  return true;
}

}  // namespace

std::optional<CapacityModel> model_capacity(const Cluster& cluster, const Stack& stack) {
  if (cluster.control == Control::decentralized) return std::nullopt;
  ModelMaker maker{cluster.topology};
  for (const StackService& service : stack.services)
    if (!service.service.stand_in && !service.service.job) maker.add_service(service);
  if (maker.model.services.empty()) return std::nullopt;
  maker.name_resources();
  if (!maker.add_nodes() || maker.model.question.nodes.size() > kinds_at_most) return std::nullopt;
  for (std::size_t task = 0; task < maker.model.services.size(); ++task) {
    const auto usable = [&](const NodeKind& kind) { return kind.count > 0 && kind.may[task]; };
    const auto may_come = [&](const NodeKind& kind) { return kind.may[task]; };
    const std::vector<NodeKind>& nodes = maker.model.question.nodes;
    if (std::ranges::none_of(nodes, usable) && std::ranges::any_of(nodes, may_come)) maker.model.owed[task] = false;
  }
  for (std::size_t i = 0; i < maker.unsized.size(); ++i)
    if (maker.unsized[i]) maker.model.unsized.push_back(maker.model.resources[i]);
  return std::move(maker.model);
}

std::vector<std::int64_t> count_left(const Topology& topology, const CapacityModel& model,
                                     const std::vector<bool>& down, const std::vector<bool>& down_pools) {
  std::vector<std::int64_t> left(model.question.nodes.size(), 0);
  for (const NodeRun& run : model.runs) {
    if (topology.pools[at(run.pool)].scaling) {
      left[at(run.kind)] += down_pools[at(run.pool)] ? 0 : run.count;
      continue;
    }
    for (NodeIndex node = run.first; node < run.first + run.count; ++node) left[at(run.kind)] += down[at(node)] ? 0 : 1;
  }
  return left;
}

FitQuestion with_nodes(const CapacityModel& model, const std::vector<std::int64_t>& left) {
  FitQuestion question = model.question;
  for (std::size_t i = 0; i < left.size(); ++i) question.nodes[i].count = left[i];
  for (std::size_t task = 0; task < question.tasks.size(); ++task) {
    const auto usable = [&](const NodeKind& kind) { return kind.count > 0 && kind.may[task]; };
    if (!model.owed[task] && std::ranges::none_of(question.nodes, usable)) question.tasks[task].count = 0;
  }
  return question;
}

}  // namespace planner
