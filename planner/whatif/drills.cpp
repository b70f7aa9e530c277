#include "planner/whatif/drills.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "planner/whatif/drill_forecast.hpp"
#include "planner/whatif/simulation.hpp"

namespace planner {
namespace {

constexpr std::size_t names_at_most = 3;

std::size_t at(int index) { return static_cast<std::size_t>(index); }

std::vector<std::string> split(std::string_view list) {
  std::vector<std::string> parts;
  for (std::size_t start = 0; start <= list.size();) {
    const std::size_t end = std::min(list.find(',', start), list.size());
    parts.emplace_back(list.substr(start, end - start));
    start = end + 1;
  }
  return parts;
}

struct Step {
  DrillKind kind;
  std::vector<std::string> names;
};

std::string title_of(const Step& step) {
  std::vector<std::string> shown(
      step.names.begin(), step.names.begin() + static_cast<std::ptrdiff_t>(std::min(step.names.size(), names_at_most)));
  std::string names = fmt::format("{}", fmt::join(shown, " + "));
  if (step.names.size() > names_at_most) names += fmt::format(" + {} more", step.names.size() - names_at_most);
  const char* singular[] = {"fails", "stops", "cut apart", "drained"};
  const char* plural[] = {"fail", "stop", "cut apart", "drained"};
  const auto kind = static_cast<std::size_t>(step.kind);
  return names + " " + (step.names.size() == 1 ? singular[kind] : plural[kind]);
}

/// The engine that a node is, −1 for one outside the Swarm.
std::vector<EngineIndex> engine_of_node(const Topology& topology) {
  std::vector<EngineIndex> engine;
  EngineIndex next = 0;
  for (const Node& node : topology.nodes) engine.push_back(topology.pools[at(node.pool)].in_swarm ? next++ : -1);
  return engine;
}

struct Planner {
  const Cluster& cluster;
  const SiteMap map;
  const std::vector<EngineIndex> engine;

  Drill plan(const Step& step, const FailureQuestion& asked, const Failure& failure) const;
  void part(Drill& drill, const Failure& failure) const;
  void tell_sides(Drill& drill, const Simulation& simulation) const;
};

void Planner::part(Drill& drill, const Failure& failure) const {
  const Topology& topology = cluster.topology;
  const Reachability reached = reachability(cluster, map, failure);
  for (std::size_t a = 0; a < topology.nodes.size(); ++a)
    for (std::size_t b = a + 1; b < topology.nodes.size(); ++b) {
      if (engine[a] < 0 || engine[b] < 0 || failure.down[a] || failure.down[b]) continue;
      const int from = reached.class_of_place[at(topology.pools[at(topology.nodes[a].pool)].place)];
      const int to = reached.class_of_place[at(topology.pools[at(topology.nodes[b].pool)].place)];
      if (!reached.reaches[at(from)][at(to)]) drill.parted.emplace_back(engine[a], engine[b]);
    }
}

void Planner::tell_sides(Drill& drill, const Simulation& simulation) const {
  const Topology& topology = cluster.topology;
  for (const Side& side : simulation.sides) {
    DrillSide& own = drill.sides.emplace_back();
    for (std::size_t node = 0; node < topology.nodes.size(); ++node) {
      const Pool& pool = topology.pools[at(topology.nodes[node].pool)];
      if (engine[node] < 0 || std::ranges::binary_search(drill.down, engine[node])) continue;
      if (!std::ranges::binary_search(side.places, pool.place)) continue;
      own.engines.push_back(engine[node]);
      if (pool.role == Role::manager) own.managers.push_back(engine[node]);
    }
    own.meshed = std::ranges::none_of(drill.parted, [&](const auto& pair) {
      return std::ranges::binary_search(own.engines, pair.first) &&
             std::ranges::binary_search(own.engines, pair.second);
    });
    own.kept = std::ranges::any_of(simulation.quorum->leaders, [&](NodeIndex leader) {
      return std::ranges::binary_search(own.engines, engine[at(leader)]);
    });
  }
}

Drill Planner::plan(const Step& step, const FailureQuestion& asked, const Failure& failure) const {
  Drill drill;
  drill.title = title_of(step);
  drill.kind = step.kind;
  for (std::size_t node = 0; node < engine.size(); ++node) {
    if (engine[node] >= 0 && failure.down[node]) drill.down.push_back(engine[node]);
    if (engine[node] >= 0 && failure.drained[node]) drill.drained.push_back(engine[node]);
  }
  const Simulation simulation = simulate_failure(cluster, asked, failure);
  drill.managers = simulation.quorum->managers;
  drill.majority = simulation.quorum->majority;
  drill.left = simulation.quorum->left;
  drill.kept = simulation.quorum->kept;
  part(drill, failure);
  tell_sides(drill, simulation);
  foretell_services(cluster, failure, simulation, drill);
  return drill;
}

FailureQuestion question_of(const Step& step) {
  FailureQuestion question;
  auto& list = step.kind == DrillKind::drain ? question.drain
               : step.kind == DrillKind::cut ? question.cut
                                             : question.fail;
  list = step.names;
  return question;
}

bool is_outside(const std::vector<NodeIndex>& inside, const Topology& topology) {
  for (std::size_t node = 0; node < topology.nodes.size(); ++node)
    if (topology.pools[at(topology.nodes[node].pool)].in_swarm &&
        !std::ranges::binary_search(inside, static_cast<NodeIndex>(node)))
      return true;
  return false;
}

bool is_inside(const std::vector<NodeIndex>& inside, const Topology& topology) {
  return std::ranges::any_of(
      inside, [&](NodeIndex node) { return topology.pools[at(topology.nodes[at(node)].pool)].in_swarm; });
}

/// Each domain of a level that takes some of the Swarm and leaves some.
void add_level(const Topology& topology, const std::string& level, std::vector<Step>& steps) {
  if (level == "node") {
    for (const Node& node : topology.nodes)
      if (topology.pools[at(node.pool)].in_swarm) steps.push_back({DrillKind::fail, {node.id}});
    return;
  }
  for (const FailureDomain& domain : topology.domains) {
    const std::vector<NodeIndex> inside = nodes_of(topology, domain);
    if (domain.level == level && is_inside(inside, topology) && is_outside(inside, topology))
      steps.push_back({DrillKind::fail, {domain.id}});
  }
}

/// As many domains of a level as may die whichever they are, those with most managers.
std::vector<std::string> heaviest(const Topology& topology, const LevelQuorum& level) {
  std::vector<std::pair<int, std::string>> weights;
  if (level.level == "node") {
    for (const NodeIndex manager : managers_of(topology)) weights.emplace_back(-1, topology.nodes[at(manager)].id);
  } else {
    for (const FailureDomain& domain : topology.domains)
      if (domain.level == level.level) weights.emplace_back(-count_roles(topology, domain).manager, domain.id);
  }
  std::ranges::stable_sort(weights, std::less<>(), &std::pair<int, std::string>::first);
  std::vector<std::string> names;
  for (const auto& [weight, name] : weights)
    if (weight < 0 && static_cast<int>(names.size()) < level.survives) names.push_back(name);
  return names;
}

std::vector<Step> default_steps(const Topology& topology, const Quorum& quorum) {
  std::vector<Step> steps;
  for (const char* level : {"group", "region"}) add_level(topology, level, steps);
  const LevelQuorum* worst = find_level(quorum, count_places(topology, Level::zone) > 1 ? "zone" : "node");
  std::vector<std::string> survived = heaviest(topology, *worst);
  if (!survived.empty() && static_cast<int>(survived.size()) < worst->domains)
    steps.push_back({DrillKind::fail, std::move(survived)});
  if (!worst->cut_sets.sets.empty() && static_cast<int>(worst->cut_sets.sets.front().size()) < worst->domains)
    steps.push_back({DrillKind::fail, worst->cut_sets.sets.front()});
  return steps;
}

std::vector<Step> steps_of(const Cluster& cluster, const Quorum& quorum, const DrillsAsked& asked,
                           std::vector<std::string>& errors) {
  if (asked.empty()) return default_steps(cluster.topology, quorum);
  std::vector<Step> steps;
  for (const std::string& list : asked.fail) steps.push_back({DrillKind::fail, split(list)});
  for (const std::string& list : asked.stop) steps.push_back({DrillKind::stop, split(list)});
  for (const std::string& list : asked.cut) steps.push_back({DrillKind::cut, split(list)});
  for (const std::string& list : asked.drain) steps.push_back({DrillKind::drain, split(list)});
  const std::vector<std::string>& levels = cluster.topology.levels;
  for (const std::string& level : asked.all) {
    if (std::ranges::find(levels, level) == levels.end())
      errors.push_back(
          fmt::format("--all {}: this layout has no such level; it has {}", level, fmt::join(levels, ", ")));
    add_level(cluster.topology, level, steps);
  }
  return steps;
}

}  // namespace

DrillsChosen choose_drills(const Cluster& cluster, const Quorum& quorum, const DrillsAsked& asked) {
  DrillsChosen chosen;
  const std::vector<NodeIndex> managers = managers_of(cluster.topology);
  const Planner planner{cluster, map_sites(cluster, managers), engine_of_node(cluster.topology)};
  for (const Step& step : steps_of(cluster, quorum, asked, chosen.errors)) {
    const FailureQuestion question = question_of(step);
    FailureReading reading = read_failure(cluster.topology, question);
    for (std::string& error : reading.errors) {
      if (step.kind == DrillKind::stop && error.starts_with("--fail")) error.replace(0, 6, "--stop");
      chosen.errors.push_back(std::move(error));
    }
    if (reading.errors.empty()) chosen.drills.push_back(planner.plan(step, question, reading.failure));
  }
  return chosen;
}

}  // namespace planner
