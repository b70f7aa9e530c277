// A what-if as a story: the verdict, what is left place by place, what to do, what was not judged.
#include <fmt/format.h>

#include <algorithm>

#include "planner/emit/simulation.hpp"
#include "planner/emit/story/outlook.hpp"
#include "planner/emit/words.hpp"

namespace planner {
namespace {

constexpr std::size_t names_at_once = 6;
constexpr std::size_t rows_at_most = 16;

Paragraph plain(std::string text) { return {std::move(text), "", "", 0}; }

/// "us.west fails; us:eu cut"
std::string what_happens(const FailureQuestion& asked) {
  std::vector<std::string> parts;
  if (!asked.fail.empty())
    parts.push_back(fmt::format("{} {}", folded(asked.fail, names_at_once), asked.fail.size() == 1 ? "fails" : "fail"));
  if (!asked.drain.empty()) parts.push_back(fmt::format("{} drained", folded(asked.drain, names_at_once)));
  if (!asked.cut.empty()) parts.push_back(fmt::format("{} cut", folded(asked.cut, names_at_once)));
  return parts.empty() ? "nothing fails" : fmt::format("{}", fmt::join(parts, "; "));
}

std::string who_may_lead(const QuorumAfter& after) {
  const auto leaders = static_cast<int>(after.leaders.size());
  if (leaders == after.up) return leaders == 1 ? "It leads." : fmt::format("Any of the {} may lead.", leaders);
  return fmt::format("Of {} that are up {} may lead: the others do not reach a majority.", after.up, leaders);
}

void tell_kept(const QuorumAfter& after, Section& section) {
  const int spare = after.spare.value_or(0);
  section.blocks.emplace_back(
      Paragraph{fmt::format("{} of {} managers {}, {} {} needed, {}.", after.left, after.managers,
                            after.left == after.up ? "are left" : "are on the largest side", after.majority,
                            after.majority == 1 ? "is" : "are",
                            spare == 0 ? "nothing more may fail" : fmt::format("{} more may fail", spare)),
                "THE QUORUM IS KEPT:", "", 0});
  section.blocks.emplace_back(plain(who_may_lead(after)));
}

void tell_lost(const Simulation& simulation, Section& section) {
  const QuorumAfter& after = *simulation.quorum;
  const bool parted = after.left != after.up;
  section.blocks.emplace_back(Paragraph{
      fmt::format("{} of {} managers {}, {} are needed.", after.left, after.managers,
                  fmt::format("{} {}", after.left == 1 ? "is" : "are", parted ? "on the largest side" : "left"),
                  after.majority),
      "THE QUORUM IS LOST:", "", 0});
  section.blocks.emplace_back(
      plain("Containers go on serving. Nothing is restarted, moved, scaled or deployed until a majority is back."));
  if (after.left < after.majority && after.up >= after.majority)
    section.blocks.emplace_back(
        plain("Managers enough are up: mend the way between the sides, and force no new cluster, "
              "or there will be two."));
  else if (after.left < after.majority)
    section.blocks.emplace_back(plain(fmt::format(
        "{} more {} enough: start {} of those that are down.", counted(after.majority - after.left, "manager"),
        after.majority - after.left == 1 ? "is" : "are", after.majority - after.left == 1 ? "any one" : "so many")));
}

std::string of(int left, int before) { return before == 0 ? "-" : fmt::format("{} of {}", left, before); }

bool hit(const PlaceAfter& after) { return after.left.total() != after.before.total(); }

/// Places that lost something, inner ones only where they lost another share than what is around them.
Section tell_places(const Simulated& simulated) {
  const Topology& topology = simulated.cluster.topology;
  const bool services = count_roles(topology).service > 0;
  Table table{{"place", "managers left", "load balancers", "workers"}, {}, {}};
  if (services) table.head.emplace_back("service hosts");
  std::size_t more = 0;
  for (const PlaceAfter& after : simulated.simulation.places) {
    if (!hit(after)) continue;
    const Place& place = topology.places[static_cast<std::size_t>(after.place)];
    const bool inside_dead = place.parent && std::ranges::any_of(simulated.simulation.places, [&](const PlaceAfter& a) {
                               return a.place == *place.parent && a.left.total() == 0;
                             });
    if (inside_dead) continue;
    if (table.rows.size() == rows_at_most) {
      ++more;
      continue;
    }
    table.rows.push_back({place.id, of(after.left.manager, after.before.manager),
                          of(after.left.loadbalancer, after.before.loadbalancer),
                          of(after.left.worker, after.before.worker)});
    if (services) table.rows.back().push_back(of(after.left.service, after.before.service));
  }
  Section section;
  const RoleCounts all = count_roles(topology), left = simulated.simulation.nodes;
  table.rows.push_back(
      {"in all", of(left.manager, all.manager), of(left.loadbalancer, all.loadbalancer), of(left.worker, all.worker)});
  if (services) table.rows.back().push_back(of(left.service, all.service));
  section.blocks.emplace_back(std::move(table));
  if (more > 0)
    section.blocks.emplace_back(
        plain(fmt::format("and {}: --format json", counted(static_cast<int>(more), "more place"))));
  return section;
}

/// The outermost places of which every zone and rack that any side names is on this one.
void add_outermost(const Topology& topology, PlaceIndex place, const std::vector<bool>& here,
                   const std::vector<bool>& elsewhere, std::vector<std::string>& ids) {
  const auto index = static_cast<std::size_t>(place);
  std::size_t last = index + 1;  // behind the places below this one
  while (last < topology.places.size() && topology.places[last].parent.value_or(-1) >= place) ++last;
  const auto any = [&](const std::vector<bool>& flags) {
    return std::find(flags.begin() + static_cast<std::ptrdiff_t>(index),
                     flags.begin() + static_cast<std::ptrdiff_t>(last),
                     true) != flags.begin() + static_cast<std::ptrdiff_t>(last);
  };
  if (!any(here)) return;
  if (!any(elsewhere)) return ids.push_back(topology.places[index].id);
  if (here[index]) ids.push_back(topology.places[index].id);
  for (const PlaceIndex child : topology.places[index].children) add_outermost(topology, child, here, elsewhere, ids);
}

std::vector<std::string> places_of(const Topology& topology, const std::vector<Side>& sides, const Side& side) {
  std::vector<bool> here(topology.places.size(), false), elsewhere(topology.places.size(), false);
  for (const Side& each : sides)
    for (const PlaceIndex place : each.places)
      (&each == &side ? here : elsewhere)[static_cast<std::size_t>(place)] = true;
  std::vector<std::string> ids;
  for (std::size_t i = 0; i < topology.places.size(); ++i)
    if (!topology.places[i].parent) add_outermost(topology, static_cast<PlaceIndex>(i), here, elsewhere, ids);
  return ids;
}

Section tell_sides(const Simulated& simulated) {
  const Simulation& simulation = simulated.simulation;
  Section section{"Sides", {}};
  if (simulation.sides.size() < 2 || !simulation.quorum) return {};
  Table table{{"managers", "load balancers", "workers", "places"}, {}, {}};
  for (const Side& side : simulation.sides) {
    if (table.rows.size() == rows_at_most) break;
    const std::vector<std::string> ids = places_of(simulated.cluster.topology, simulation.sides, side);
    table.rows.push_back({std::to_string(side.nodes.manager), std::to_string(side.nodes.loadbalancer),
                          std::to_string(side.nodes.worker), folded(ids, 3)});
  }
  section.blocks.emplace_back(std::move(table));
  if (simulation.sides.size() > rows_at_most)
    section.blocks.emplace_back(
        plain(fmt::format("and {}", counted(static_cast<int>(simulation.sides.size() - rows_at_most), "more side"))));
  return section;
}

Section tell_goals(const Simulation& simulation) {
  std::vector<std::string> kept;
  Section section;
  for (const GoalAfter& goal : simulation.goals) {
    if (goal.met)
      kept.push_back(goal.goal);
    else
      section.blocks.emplace_back(Paragraph{fmt::format("{}: {}.", goal.goal, goal.why), "GOAL BROKEN:", "", 0});
  }
  if (!kept.empty())
    section.blocks.emplace_back(plain(fmt::format("Not broken by this: {}.", folded(kept, names_at_once))));
  return section;
}

/// When something of the Swarm died that it can replace.
Section tell_times(const Simulated& simulated) {
  const Simulation& simulation = simulated.simulation;
  if (!simulation.quorum || !simulation.quorum->kept || simulation.asked.fail.empty()) return {};
  return {"",
          {plain(fmt::format("What died runs elsewhere {}. Nothing moves back by itself.",
                             replaced_after(simulated.cluster)))}};
}

std::string not_judged(const Simulated& simulated) {
  if (simulated.forecast) return "Not judged: images, volumes, load. This is the plan, not the live swarm.";
  return "Not judged: where services run, capacity. This is the plan, not the live swarm.";
}

std::string stop_words(const LargestStop& stop, const std::string& level) {
  const int with = stop.largest - stop.without_managers;
  std::string text =
      with == 0 ? fmt::format("no {} with a manager", level) : fmt::format("{} with managers", counted(with, level));
  if (stop.without_managers > 0) text += fmt::format(" and the {} without", stop.without_managers);
  if (stop.largest < stop.at_most) text += fmt::format(" (not proved: at most {})", stop.at_most);
  return text;
}

Section tell_maintenance(const Simulated& simulated) {
  if (!simulated.maintenance) return {};
  const Maintenance& most = *simulated.maintenance;
  Section section{"Maintenance", {}};
  const bool goals = !simulated.cluster.goals.survive.empty();
  const LargestStop& told = goals ? most.with_goals : most.quorum_only;
  section.blocks.emplace_back(plain(fmt::format(
      "Of {} at most {} may be stopped together, {}.", counted(most.domains, most.level), stop_words(told, most.level),
      goals ? "so that every goal still holds meanwhile" : "with the quorum kept")));
  if (!told.set.empty()) section.blocks.emplace_back(Names{"for one", told.set, 0});
  if (goals)
    section.blocks.emplace_back(
        plain(fmt::format("The quorum alone would bear {}, and nothing more might fail then than it has to spare.",
                          stop_words(most.quorum_only, most.level))));
  return section;
}

}  // namespace

Story tell_simulation(const Simulated& simulated) {
  const Simulation& simulation = simulated.simulation;
  Story story{simulated.cluster.name, what_happens(simulation.asked), simulated.file, {}};
  Section verdict;
  if (!simulation.quorum)
    verdict.blocks.emplace_back(plain("There is no quorum to lose: what is left goes on by itself."));
  else if (simulation.quorum->kept)
    tell_kept(*simulation.quorum, verdict);
  else
    tell_lost(simulation, verdict);
  story.sections = {std::move(verdict),     tell_places(simulated), tell_sides(simulated),
                    tell_goals(simulation), tell_times(simulated),  tell_maintenance(simulated)};
  for (Section& section : tell_services(simulated)) story.sections.push_back(std::move(section));
  story.sections.push_back({"", {plain(not_judged(simulated))}});
  std::erase_if(story.sections, [](const Section& section) { return section.blocks.empty(); });
  return story;
}

}  // namespace planner
