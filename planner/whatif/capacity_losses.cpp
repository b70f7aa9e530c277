// Question: which losses of k domains of a level have to be looked at?
// Idea: whether all fits hangs on how many nodes of each kind are left, and on nothing else. Domains that take equally
// many of each kind form a class, and a loss is how many of each class are lost. Where declared domains overlap their
// takings do not add up, and each set of k is a loss of its own.
//
// Example: zones a and b with two nodes each of 4 CPUs, c with two of 8. Any one zone: two losses, not three. Any two:
// a and b, or one of them and c.
#include "planner/whatif/capacity_losses.hpp"

#include <algorithm>
#include <map>
#include <optional>

namespace planner {
namespace {

constexpr std::size_t nodes_kept = 100;

std::size_t at(int index) { return static_cast<std::size_t>(index); }

using Taken = std::vector<std::pair<int, std::int64_t>>;

struct LevelMaker {
  const Topology& topology;
  const CapacityModel& model;
  std::vector<int> kind_of_node = {};  // −1: no service may use it
  std::vector<int> kind_of_pool = {};  // of those that scale by themselves

  void map_kinds();
  Taken taken_by(const LossDomain& domain) const;
  void add(LossLevel& level, std::map<Taken, std::size_t>& known, LossDomain domain) const;
  LossDomain from_domain(const FailureDomain& domain) const;
  LossLevel of_nodes() const;
  LossLevel of_domains(const std::string& name) const;
};

void LevelMaker::map_kinds() {
  kind_of_node.assign(topology.nodes.size(), -1);
  kind_of_pool.assign(topology.pools.size(), -1);
  for (const NodeRun& run : model.runs) {
    if (topology.pools[at(run.pool)].scaling)
      kind_of_pool[at(run.pool)] = run.kind;
    else
      std::fill_n(kind_of_node.begin() + run.first, run.count, run.kind);
  }
}

Taken LevelMaker::taken_by(const LossDomain& domain) const {
  std::map<int, std::int64_t> taken;
  for (const NodeIndex node : domain.nodes) ++taken[kind_of_node[at(node)]];
  for (const auto& [pool, count] : domain.pools) taken[kind_of_pool[at(pool)]] += count;
  return {taken.begin(), taken.end()};
}

void LevelMaker::add(LossLevel& level, std::map<Taken, std::size_t>& known, LossDomain domain) const {
  Taken taken = taken_by(domain);
  if (taken.empty()) {
    if (++level.idle <= static_cast<std::int64_t>(nodes_kept)) level.idle_first.push_back(std::move(domain));
    return;
  }
  const auto [found, fresh] = known.emplace(taken, level.classes.size());
  if (fresh) level.classes.push_back({0, {}, std::move(taken)});
  LossClass& same = level.classes[found->second];
  ++same.size;
  if (level.level != name_of(Level::node) || same.domains.size() < nodes_kept)
    same.domains.push_back(std::move(domain));
}

LossDomain LevelMaker::from_domain(const FailureDomain& domain) const {
  LossDomain result{domain.id, {}, {}};
  std::vector<PoolIndex> pools = domain.pools;
  if (domain.place) {
    const Place& place = topology.places[at(*domain.place)];
    for (int i = 0; i < place.pool_count; ++i) pools.push_back(place.first_pool + i);
  }
  for (const NodeIndex node : nodes_of(topology, domain))
    if (kind_of_node[at(node)] >= 0) result.nodes.push_back(node);
  for (const PoolIndex index : pools) {
    const Pool& pool = topology.pools[at(index)];
    if (pool.scaling && pool.scaling->min > 0 && kind_of_pool[at(index)] >= 0)
      result.pools.emplace_back(index, pool.scaling->min);
  }
  return result;
}

LossLevel LevelMaker::of_nodes() const {
  LossLevel level{std::string(name_of(Level::node)), false, {}};
  std::map<Taken, std::size_t> known;
  for (const NodeRun& run : model.runs) {
    const Pool& pool = topology.pools[at(run.pool)];
    for (int i = 0; i < run.count; ++i) {
      const auto found = known.find(Taken{{run.kind, 1}});
      if (found != known.end() && level.classes[found->second].domains.size() >= nodes_kept) {
        level.classes[found->second].size += run.count - i;
        break;
      }
      if (pool.scaling)
        add(level, known,
            {topology.places[at(pool.place)].id + ":" + std::string(name_of(pool.role)), {}, {{run.pool, 1}}});
      else
        add(level, known, {topology.nodes[at(run.first + i)].id, {run.first + i}, {}});
    }
  }
  for (const Pool& pool : topology.pools)
    for (int i = 0; i < pool.node_count && pool.in_swarm; ++i)
      if (kind_of_node[at(pool.first_node + i)] < 0)
        add(level, known, {topology.nodes[at(pool.first_node + i)].id, {}, {}});
  return level;
}

LossLevel LevelMaker::of_domains(const std::string& name) const {
  LossLevel level{name, false, {}};
  std::map<Taken, std::size_t> known;
  std::vector<bool> seen(topology.nodes.size(), false), seen_pool(topology.pools.size(), false);
  for (const FailureDomain& domain : topology.domains) {
    if (domain.level != name) continue;
    LossDomain lost = from_domain(domain);
    const auto twice = [](std::vector<bool>& before, int index) {
      const bool was = before[at(index)];
      before[at(index)] = true;
      return was;
    };
    for (const NodeIndex node : lost.nodes) level.overlap = twice(seen, node) || level.overlap;
    for (const auto& [pool, count] : lost.pools) level.overlap = twice(seen_pool, pool) || level.overlap;
    add(level, known, std::move(lost));
  }
  return level;
}

using Visit = std::function<bool(const Lost&, const std::vector<std::int64_t>&, std::int64_t)>;

/// Chooses so many of each class in turn.
struct ByClass {
  const LossLevel& level;
  const Visit& visit;
  std::vector<std::int64_t> after = {};  // by class: domains in those that follow
  Lost lost = {};
  std::vector<std::int64_t> left = {};

  bool choose(std::size_t next, std::int64_t count, std::int64_t alike) {
    if (count == 0) return visit(lost, left, alike);
    bool go_on = true;
    for (std::size_t i = next; i < level.classes.size() && go_on; ++i)
      for (std::int64_t taken = std::min(count, level.classes[i].size); taken > 0 && go_on; --taken)
        if (count - taken <= after[i]) go_on = take(i, count, taken, alike);
    return go_on;
  }
  bool take(std::size_t index, std::int64_t count, std::int64_t taken, std::int64_t alike) {
    const LossClass& here = level.classes[index];
    const std::size_t before = lost.size();
    for (std::size_t i = 0; i < here.domains.size() && static_cast<std::int64_t>(i) < taken; ++i)
      lost.push_back(&here.domains[i]);
    for (const auto& [kind, nodes] : here.taken) left[at(kind)] -= taken * nodes;
    const bool go_on = choose(index + 1, count - taken, taken == 1 ? alike * here.size : alike);
    for (const auto& [kind, nodes] : here.taken) left[at(kind)] += taken * nodes;
    lost.resize(before);
    return go_on;
  }
};

/// Chooses one domain after another.
struct OneByOne {
  const Topology& topology;
  const CapacityModel& model;
  const std::vector<const LossDomain*>& domains;
  const Visit& visit;
  Lost lost = {};

  bool choose(std::size_t next, std::int64_t count) {
    if (count == 0) return visit(lost, kinds_left(model, runs_left(topology, model, lost)), 1);
    for (std::size_t i = next; i + static_cast<std::size_t>(count) <= domains.size(); ++i) {
      lost.push_back(domains[i]);
      const bool go_on = choose(i + 1, count - 1);
      lost.pop_back();
      if (!go_on) return false;
    }
    return true;
  }
};

}  // namespace

std::int64_t LossLevel::domains() const {
  std::int64_t sum = 0;
  for (const LossClass& each : classes) sum += each.size;
  return sum;
}

std::vector<LossLevel> loss_levels(const Topology& topology, const CapacityModel& model) {
  LevelMaker maker{topology, model};
  maker.map_kinds();
  std::vector<LossLevel> levels;
  for (const std::string& name : topology.levels)
    levels.push_back(name == name_of(Level::node) ? maker.of_nodes() : maker.of_domains(name));
  return levels;
}

std::vector<int> runs_left(const Topology& topology, const CapacityModel& model, const Lost& lost) {
  std::vector<bool> down(topology.nodes.size(), false);
  std::map<PoolIndex, int> taken;
  for (const LossDomain* domain : lost) {
    for (const NodeIndex node : domain->nodes) down[at(node)] = true;
    for (const auto& [pool, count] : domain->pools) taken[pool] += count;
  }
  std::vector<int> left;
  for (const NodeRun& run : model.runs) {
    if (topology.pools[at(run.pool)].scaling) {
      left.push_back(std::max(0, run.count - (taken.contains(run.pool) ? taken.at(run.pool) : 0)));
      continue;
    }
    const auto begin = down.begin() + run.first;
    left.push_back(run.count - static_cast<int>(std::count(begin, begin + run.count, true)));
  }
  return left;
}

std::vector<std::int64_t> kinds_left(const CapacityModel& model, const std::vector<int>& runs) {
  std::vector<std::int64_t> left(model.question.nodes.size(), 0);
  for (std::size_t i = 0; i < runs.size(); ++i) left[at(model.runs[i].kind)] += runs[i];
  return left;
}

void each_loss(const Topology& topology, const CapacityModel& model, const LossLevel& level, int count,
               const Visit& visit) {
  const std::int64_t lost = std::min<std::int64_t>(count, level.domains());
  if (lost == 0) return;
  if (!level.overlap) {
    ByClass by_class{level, visit};
    for (const NodeKind& kind : model.question.nodes) by_class.left.push_back(kind.count);
    by_class.after.assign(level.classes.size(), 0);
    for (std::size_t i = level.classes.size(); i-- > 1;)
      by_class.after[i - 1] = by_class.after[i] + level.classes[i].size;
    by_class.choose(0, lost, 1);
    return;
  }
  std::vector<const LossDomain*> domains;
  for (const LossClass& each : level.classes)
    for (const LossDomain& domain : each.domains) domains.push_back(&domain);
  OneByOne{topology, model, domains, visit}.choose(0, lost);
}

}  // namespace planner
