// Each loss leaves so many nodes of each kind, and planner::judge_fit says whether all fits on these. Equal remains are
// asked for once. Limits count questions, never seconds: what is not asked any more is not known, and told so.
#include "planner/whatif/capacity.hpp"

#include <algorithm>
#include <map>

#include "planner/whatif/capacity_losses.hpp"
#include "planner/whatif/loss_gravity.hpp"

namespace planner {
namespace {

constexpr std::int64_t losses_at_most = 20'000;  // of one goal or level
constexpr std::int64_t questions_at_least = 20;  // different remains
constexpr std::int64_t questions_at_most = 1'000;
constexpr std::int64_t cells_of_questions = 20'000'000;  // kinds of node × services, over all questions
constexpr int undecided_at_most = 10;                    // then only what is quickly seen is decided
constexpr std::int64_t quick_steps = 4'000;
constexpr std::int64_t more_nodes_at_most = 10'000;

std::size_t at(int index) { return static_cast<std::size_t>(index); }

using Counts = std::vector<std::int64_t>;

struct Judge {
  const Cluster& cluster;
  const CapacityModel& model;
  std::int64_t questions_left = 0;
  int undecided = 0;
  std::map<Counts, Fit> known = {};

  const Topology& topology() const { return cluster.topology; }
  Fit ask(const FitQuestion& question);
  const Fit& fit(const Counts& left);
  Bottleneck name(const Shortage& shortage, const std::vector<int>& runs) const;
  CapacityAfter tell(const Fit& fit, const Lost& lost);
  std::optional<MoreNodes> more_nodes(const Shortage& shortage, const std::vector<int>& runs);
  std::optional<std::int64_t> how_many_more(Counts left, int kind);
};

Fit Judge::ask(const FitQuestion& question) {
  if (--questions_left < 0) return {};
  Fit fit = judge_fit(question, undecided < undecided_at_most ? fit_steps : quick_steps);
  if (fit.fits == Fits::unknown) ++undecided;
  fit.witness.clear();
  return fit;
}

const Fit& Judge::fit(const Counts& left) {
  const auto found = known.find(left);
  return found != known.end() ? found->second : known.emplace(left, ask(with_nodes(model, left))).first->second;
}

Bottleneck Judge::name(const Shortage& shortage, const std::vector<int>& runs) const {
  Bottleneck told{.kind = shortage.kind, .wanted = shortage.wanted, .held = shortage.held};
  for (const int task : shortage.tasks) told.services.push_back(model.services[at(task)]->name);
  if (shortage.kind == Shortage::Kind::resource) told.what = model.resources[at(shortage.index)];
  if (shortage.kind == Shortage::Kind::port) told.what = model.ports[at(shortage.index)];
  if (shortage.kind == Shortage::Kind::alone) {
    const TaskKind& task = model.question.tasks[at(shortage.tasks.front())];
    told.global = task.global;
    for (std::size_t i = 0; i < task.needs.size(); ++i)
      if (task.needs[i] > 0) told.needs.emplace_back(model.resources[i], task.needs[i]);
    for (const int port : task.ports) told.ports.push_back(model.ports[at(port)]);
    told.most_per_node = task.most_per_node;
  }
  std::vector<PlaceIndex> places;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    const NodeRun& run = model.runs[i];
    const std::vector<bool>& may = model.question.nodes[at(run.kind)].may;
    if (std::ranges::any_of(shortage.tasks, [&](int task) { return may[at(task)]; })) told.may_use += runs[i];
    if (runs[i] > 0 && shortage.held_by[at(run.kind)] > 0) places.push_back(topology().pools[at(run.pool)].place);
  }
  std::ranges::sort(places);
  places.erase(std::unique(places.begin(), places.end()), places.end());
  for (const PlaceIndex place : places) told.places.push_back(topology().places[at(place)].id);
  return told;
}

/// Doubled until it fits, then halved in: each answer is asked for.
std::optional<std::int64_t> Judge::how_many_more(Counts left, int kind) {
  const std::int64_t before = left[at(kind)];
  const auto enough = [&](std::int64_t more) {
    left[at(kind)] = before + more;
    return fit(left).fits == Fits::yes;
  };
  std::int64_t most = 1;
  while (most < more_nodes_at_most && !enough(most)) most *= 2;
  if (!enough(most)) return std::nullopt;
  std::int64_t least = most / 2;  // not enough
  while (least + 1 < most) {
    const std::int64_t middle = least + (most - least) / 2;
    (enough(middle) ? most : least) = middle;
  }
  return most;
}

/// Of the kinds of node that are left and that the services in question may use: the fewest more that mend it.
std::optional<MoreNodes> Judge::more_nodes(const Shortage& shortage, const std::vector<int>& runs) {
  std::optional<MoreNodes> best;
  std::vector<bool> tried(model.question.nodes.size(), false);
  for (std::size_t i = 0; i < runs.size(); ++i) {
    const NodeRun& run = model.runs[i];
    const std::vector<bool>& may = model.question.nodes[at(run.kind)].may;
    const bool usable = std::ranges::all_of(shortage.tasks, [&](int task) { return may[at(task)]; });
    if (runs[i] == 0 || !usable || tried[at(run.kind)]) continue;
    tried[at(run.kind)] = true;
    const std::optional<std::int64_t> more = how_many_more(kinds_left(model, runs), run.kind);
    if (!more || (best && best->count <= *more)) continue;
    const Pool& pool = topology().pools[at(run.pool)];
    const std::string& place = topology().places[at(pool.place)].id;
    best = MoreNodes{*more,
                     pool.scaling ? place + ":" + std::string(name_of(pool.role)) : topology().nodes[at(run.first)].id,
                     place};
  }
  return best;
}

CapacityAfter Judge::tell(const Fit& fit, const Lost& lost) {
  CapacityAfter after{{}, fit.fits, {}, {}};
  for (const LossDomain* domain : lost) after.lost.push_back(domain->id);
  if (fit.fits != Fits::no) return after;
  const std::vector<int> runs = runs_left(topology(), model, lost);
  const std::vector<Shortage> shortages = fit.shortages;  // asking for more moves what is known
  for (const Shortage& shortage : shortages) after.bottlenecks.push_back(name(shortage, runs));
  after.cure = more_nodes(shortages.front(), runs);
  return after;
}

struct Worst {
  double gravity = -1;
  Fit fit = {};
  Lost lost = {};
};

LevelCapacity judge_level(Judge& judge, const LossLevel& level) {
  LevelCapacity result{level.level, static_cast<int>(level.domains()), 0, 0, {}, 0, {}};
  Worst worst, crowded;
  std::int64_t losses = 0;
  each_loss(judge.topology(), judge.model, level, 1, [&](const Lost& lost, const Counts& left, std::int64_t alike) {
    if (++losses > losses_at_most) return false;
    const Fit& fit = judge.fit(left);
    if (fit.fits == Fits::no) result.failing += static_cast<int>(alike);
    if (fit.fits == Fits::unknown) result.unknown += static_cast<int>(alike);
    if (gravity(fit) > worst.gravity) worst = {gravity(fit), fit, lost};
    const double without_room = crowding(judge.model, fit, left);
    if (without_room > 0) result.crowded += static_cast<int>(alike);
    if (without_room > crowded.gravity) crowded = {without_room, fit, lost};
    return true;
  });
  if (losses > losses_at_most) result.unknown = result.domains - result.failing;
  if (worst.gravity >= 0) result.worst = judge.tell(worst.fit, worst.lost);
  if (crowded.gravity > 0) result.most_crowded = judge.tell(crowded.fit, crowded.lost);
  return result;
}

/// Domains whose loss takes nothing.
Lost first_idle(const LossLevel& level, int count) {
  Lost lost;
  for (std::size_t i = 0; i < std::min(level.idle_first.size(), at(count)); ++i) lost.push_back(&level.idle_first[i]);
  return lost;
}

Counts all_nodes(const CapacityModel& model) {
  Counts all;
  for (const NodeKind& kind : model.question.nodes) all.push_back(kind.count);
  return all;
}

CapacityGoalJudged judge_goal(Judge& judge, const CapacityGoal& goal, const LossLevel* level) {
  CapacityGoalJudged result{goal.level, goal.count, true, true, {}};
  if (level == nullptr || (level->classes.empty() && level->idle == 0)) return result;
  Worst worst;
  std::int64_t losses = 0;
  const bool too_many = std::min<std::int64_t>(goal.count, level->domains()) > losses_at_most;
  const auto look = [&](const Lost& lost, const Counts& left, std::int64_t) {
    if (++losses > losses_at_most) return false;
    const Fit& fit = judge.fit(left);
    if (gravity(fit) > worst.gravity) worst = {gravity(fit), fit, lost};
    return true;
  };
  // Of those that die some may hold no usable node. What a global service wants falls with its nodes, so that fewer
  // that hold some may be worse.
  const std::int64_t fewest = std::max<std::int64_t>(goal.count - level->idle, 1);
  for (std::int64_t lost = std::min<std::int64_t>(goal.count, level->domains()); lost >= fewest && !too_many; --lost)
    each_loss(judge.topology(), judge.model, *level, static_cast<int>(lost), look);
  if (level->idle >= goal.count) look(first_idle(*level, goal.count), all_nodes(judge.model), 1);
  result.met = worst.gravity <= 0;
  result.proved = !result.met || (worst.gravity < 0 && losses <= losses_at_most && !too_many);
  if (worst.gravity >= 0) result.worst = judge.tell(worst.fit, worst.lost);
  return result;
}

/// Of a global service an update starts one task more on a node that holds one already: two of it have to fit there.
std::optional<Shortage> stuck_on_a_node(const FitQuestion& question, int task) {
  for (std::size_t node = 0; node < question.nodes.size(); ++node) {
    const NodeKind& kind = question.nodes[node];
    if (kind.count == 0 || !kind.may[at(task)]) continue;
    FitQuestion one{{}, {{1, kind.has, {}}}};
    for (std::size_t other = 0; other < question.tasks.size(); ++other)
      if (question.tasks[other].global && kind.may[other]) one.tasks.push_back(question.tasks[other]);
    one.tasks.push_back(question.tasks[at(task)]);
    one.nodes.front().may.assign(one.tasks.size(), true);
    if (judge_fit(one).fits != Fits::no) continue;
    Shortage shortage{Shortage::Kind::alone, 0, {task}, 2, 1, std::vector<std::int64_t>(question.nodes.size(), 0)};
    shortage.held_by[node] = 1;
    return shortage;
  }
  return std::nullopt;
}

std::optional<UpdateStuck> stuck_after(Judge& judge, int task, const Lost& lost) {
  const std::vector<int> runs = runs_left(judge.topology(), judge.model, lost);
  FitQuestion question = with_nodes(judge.model, kinds_left(judge.model, runs));
  std::string after = lost.empty() ? "" : lost.front()->id;
  if (question.tasks[at(task)].global) {
    const std::optional<Shortage> shortage = stuck_on_a_node(question, task);
    if (!shortage) return std::nullopt;
    return UpdateStuck{at(task), std::move(after), judge.name(*shortage, runs)};
  }
  if (question.tasks[at(task)].count == 0) return std::nullopt;
  if (judge.fit(kinds_left(judge.model, runs)).fits != Fits::yes) return std::nullopt;  // told without any update
  ++question.tasks[at(task)].count;
  const Fit fit = judge.ask(question);
  if (fit.fits != Fits::no) return std::nullopt;
  return UpdateStuck{at(task), std::move(after), judge.name(fit.shortages.front(), runs)};
}

const LossLevel* find_level(const std::vector<LossLevel>& levels, std::string_view name) {
  const auto found = std::ranges::find(levels, name, &LossLevel::level);
  return found == levels.end() ? nullptr : &*found;
}

/// After the loss of one of its domains, the first that does it; none of a level that is one domain alone.
std::optional<UpdateStuck> stuck_after_any(Judge& judge, int task, const LossLevel* level) {
  std::optional<UpdateStuck> stuck;
  for (std::size_t i = 0; level != nullptr && level->domains() > 1 && !stuck && i < level->classes.size(); ++i)
    stuck = stuck_after(judge, task, {&level->classes[i].domains.front()});
  return stuck;
}

/// Of each service the first case: now, else after the loss of some zone, else of some node.
std::vector<UpdateStuck> find_stuck(Judge& judge, const std::vector<LossLevel>& levels) {
  std::vector<UpdateStuck> found;
  for (int task = 0; task < static_cast<int>(judge.model.services.size()); ++task) {
    const std::optional<UpdatePolicy>& update = judge.model.services[at(task)]->service.update;
    if (!update || update->order != "start-first") continue;
    std::optional<UpdateStuck> stuck = stuck_after(judge, task, {});
    for (const Level level : {Level::zone, Level::node})
      if (!stuck) stuck = stuck_after_any(judge, task, find_level(levels, name_of(level)));
    if (stuck) found.push_back(std::move(*stuck));
  }
  return found;
}

std::int64_t questions_for(const CapacityModel& model) {
  const auto cells = static_cast<std::int64_t>(model.question.nodes.size() * model.question.tasks.size());
  return std::clamp(cells_of_questions / std::max<std::int64_t>(cells, 1), questions_at_least, questions_at_most);
}

}  // namespace

std::optional<Capacity> judge_capacity(const Cluster& cluster, const Stack& stack) {
  const std::optional<CapacityModel> model = model_capacity(cluster, stack);
  if (!model) return std::nullopt;
  Capacity capacity{model->reserves, model->limited, model->unsized, {}, {}, {}, {}};
  Judge judge{cluster, *model, questions_for(*model)};
  capacity.now = judge.tell(judge.fit(all_nodes(*model)), {});
  const std::vector<LossLevel> levels = loss_levels(cluster.topology, *model);
  for (const CapacityGoal& goal : cluster.goals.capacity)
    capacity.goals.push_back(judge_goal(judge, goal, find_level(levels, goal.level)));
  for (const LossLevel& level : levels)
    if (level.domains() > 1) capacity.levels.push_back(judge_level(judge, level));
  capacity.stuck = find_stuck(judge, levels);
  for (UpdateStuck& stuck : capacity.stuck)
    stuck.service = static_cast<std::size_t>(model->services[stuck.service] - stack.services.data());
  return capacity;
}

std::optional<CapacityAfter> capacity_after(const Cluster& cluster, const Stack& stack, const std::vector<bool>& down,
                                            const std::vector<bool>& down_pools) {
  const std::optional<CapacityModel> model = model_capacity(cluster, stack);
  if (!model) return std::nullopt;
  Judge judge{cluster, *model, questions_for(*model)};
  LossDomain lost;
  for (std::size_t node = 0; node < down.size(); ++node)
    if (down[node]) lost.nodes.push_back(static_cast<NodeIndex>(node));
  for (std::size_t pool = 0; pool < down_pools.size(); ++pool)
    if (down_pools[pool] && cluster.topology.pools[pool].scaling)
      lost.pools.emplace_back(static_cast<PoolIndex>(pool), cluster.topology.pools[pool].scaling->min);
  const std::vector<int> runs = runs_left(cluster.topology, *model, {&lost});
  CapacityAfter after = judge.tell(judge.fit(kinds_left(*model, runs)), {&lost});
  after.lost.clear();
  return after;
}

}  // namespace planner
