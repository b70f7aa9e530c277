// What to do when the quorum is lost, or a place is down and it is not yet lost. Only steps that were seen to work
// on real engines (20.10.24, 26.1.5, 28.5.2) or that Docker documents:
// https://docs.docker.com/engine/swarm/admin_guide/
#include <fmt/format.h>

#include <algorithm>

#include "planner/emit/story/outlook.hpp"
#include "planner/emit/story/story.hpp"
#include "planner/emit/words.hpp"

namespace planner {
namespace {

constexpr std::size_t cases_at_most = 4;

std::vector<Case> shown_cases(const Outlook& outlook) {
  std::vector<Case> cases = outlook.cases;
  if (cases.size() > cases_at_most) cases.resize(cases_at_most);
  return cases;
}

bool alike(const std::vector<Case>& cases, int Case::*field) {
  return std::all_of(cases.begin(), cases.end(), [&](const Case& each) { return each.*field == cases.front().*field; });
}

bool same_losses(const std::vector<Case>& cases) {
  return std::all_of(cases.begin(), cases.end(),
                     [&](const Case& each) { return each.managers.size() == cases.front().managers.size(); });
}

void tell_standstill(Section& section) {
  section.blocks.emplace_back(
      Paragraph{"Containers go on serving. Nothing is restarted, moved, scaled or deployed.", "", "", 0});
  section.blocks.emplace_back(
      Paragraph{"`docker node ls` on a manager says: The swarm does not have a leader.", "", "", 0});
}

std::string enough(const std::vector<Case>& cases) {
  if (!alike(cases, &Case::need)) return "As many managers as said below are enough.";
  const int need = cases.front().need;
  if (need == 1) return "ONE manager more is enough.";
  return fmt::format("{} managers more are enough.", need);
}

/// Step 1: start managers of what died.
void tell_start(const Outlook& outlook, Section& section) {
  const std::vector<Case> cases = shown_cases(outlook);
  if (outlook.quorum.tolerated == 0) {
    section.blocks.emplace_back(Paragraph{"Start the manager that is down, or mend its link.", "", "1.", 0});
    return;
  }
  const bool same = alike(cases, &Case::need);
  const std::string which = same && cases.front().need == 1 ? "any one of" : "them, any of";
  section.blocks.emplace_back(
      Paragraph{fmt::format("{} Link cut: mend it. Else start {}", enough(cases), which), "", "1.", 0});
  for (const Case& each : cases) {
    const std::string label = same ? each.id : fmt::format("{} (start {})", each.id, each.need);
    section.blocks.emplace_back(Names{label, each.managers, 1});
  }
}

/// When starting is no way any more.
std::string gone_for_good(const std::vector<Case>& cases) {
  if (cases.front().managers.size() == 1 && same_losses(cases)) return "if it is gone for good";
  if (!alike(cases, &Case::need)) return "if too few of them can ever come back";
  const int need = cases.front().need;
  if (need > 1) return fmt::format("if fewer than {} of them can ever come back", number_word(need));
  const auto lost = static_cast<int>(cases.front().managers.size());
  if (!same_losses(cases)) return "if all of them are gone for good";
  return lost == 2 ? "if both are gone for good" : fmt::format("if all {} are gone for good", number_word(lost));
}

/// Step 2 where a manager lives: where to force, with its own address where the spec knows it.
void tell_force(const Outlook& outlook, const std::vector<Case>& cases, Section& section) {
  const bool addressed =
      std::any_of(cases.begin(), cases.end(), [](const Case& each) { return !each.address.empty(); });
  const bool two_managers = outlook.quorum.managers == 2;
  const std::string where = two_managers             ? "on the other"
                            : cases.front().left > 1 ? "on ONE manager of the living side"
                            : addressed              ? ""
                                                     : "on the one that is left";
  section.blocks.emplace_back(
      Paragraph{fmt::format("Only {}{}{}:", gone_for_good(cases), where.empty() ? "" : ", ", where), "", "2.", 0});
  if (addressed) {
    for (const Case& each : cases) {
      section.blocks.emplace_back(Paragraph{fmt::format("{} gone, on {}:", each.id, each.survivor), "", "", 1});
      section.blocks.emplace_back(Command{force_command(each.address), 1});
    }
    return;
  }
  section.blocks.emplace_back(Command{force_command(""), 1});
  if (two_managers) return;
  std::vector<std::string> hosts;
  for (const Case& each : cases) hosts.push_back(fmt::format("{} gone: {}.", each.id, each.survivor));
  section.blocks.emplace_back(Paragraph{fmt::format("{}", fmt::join(hosts, " ")), "", "", 1});
}

/// A place that holds the majority leads on while it only looks dead from outside.
std::string never(const Outlook& outlook, const std::vector<Case>& cases) {
  std::vector<std::string> leaders;
  for (const Case& each : cases)
    if (static_cast<int>(each.managers.size()) >= outlook.quorum.majority) leaders.push_back(each.id);
  if (leaders.empty()) return "Never on both sides. ";
  return fmt::format("Never while {} may still run: it would lead on, and there would be two swarms. ",
                     join(leaders, " or "));
}

/// What follows the command: tried with one and with five other survivors.
std::string what_follows(const Outlook& outlook, const std::vector<Case>& cases) {
  std::string text = never(outlook, cases);
  const int others = alike(cases, &Case::left) ? cases.front().left - 1 : 2;
  if (others == 1) {
    text += "Then wait: the other one comes back by itself in a minute or two; do not make it leave. ";
  } else if (others > 1) {
    const std::string who = alike(cases, &Case::left) ? "the other " + number_word(others) : "the others";
    text += fmt::format("Then wait: {} come back by themselves in a minute or two; make none of them leave. ", who);
  }
  return text + "The rest: NEXT.md, quorum-lost.";
}

void tell_no_survivor(const std::vector<Case>& cases, Section& section) {
  std::vector<std::string> ids;
  for (const Case& each : cases) ids.push_back(each.id);
  section.blocks.emplace_back(
      Paragraph{fmt::format("If {} is gone for good no manager is left: only a backup of /var/lib/docker/swarm "
                            "or a new swarm helps.",
                            join(ids, " or ")),
                "", "2.", 0});
}

Section tell_quorum_lost(const Outlook& outlook) {
  Section section{"If it happens", {}};
  tell_standstill(section);
  tell_start(outlook, section);
  std::vector<Case> living;
  std::vector<Case> dead;
  for (const Case& each : shown_cases(outlook)) (each.left > 0 ? living : dead).push_back(each);
  if (!living.empty()) {
    tell_force(outlook, living, section);
    section.blocks.emplace_back(Paragraph{what_follows(outlook, living), "", "", 1});
  }
  if (!dead.empty()) tell_no_survivor(dead, section);
  return section;
}

std::string spread_word(const Outlook& outlook) { return outlook.level.empty() ? "manager" : outlook.level; }

Section tell_one_down(const Outlook& outlook) {
  const Quorum& quorum = outlook.quorum;
  const LevelQuorum* level = find_level(quorum, outlook.level.empty() ? "node" : outlook.level);
  const int spare = level != nullptr && level->spare ? *level->spare : 0;
  Section section{fmt::format("If a {} is down", spread_word(outlook)), {}};
  section.blocks.emplace_back(Paragraph{
      spare == 0
          ? std::string("Restart, drain or upgrade no manager until it is back.")
          : fmt::format("{} more may be down: restart or upgrade one at a time, or wait.", counted(spare, "manager")),
      "", "", 0});
  if (count_roles(outlook.cluster.topology).worker > 0)
    section.blocks.emplace_back(
        Paragraph{fmt::format("What ran there runs elsewhere {}.", replaced_after(outlook.cluster)), "", "", 0});
  section.blocks.emplace_back(
      Paragraph{"Gone for good: on a living manager, for one dead manager after the other,", "", "", 0});
  section.blocks.emplace_back(Command{"docker node demote NODE && docker node rm --force NODE", 0});
  const int wanted = quorum.managers % 2 == 0 ? quorum.managers - 1 : quorum.managers;
  section.blocks.emplace_back(Paragraph{
      fmt::format("then `docker node promote` elsewhere until there are {} again.", counted(wanted, "manager")), "", "",
      0});
  return section;
}

Section tell_more_follow(const Outlook& outlook) {
  const LevelQuorum* level = find_level(outlook.quorum, outlook.level);
  const bool second = level != nullptr && level->survives == 1;
  Section section{second ? fmt::format("If a second {} follows, and the quorum with it", outlook.level)
                         : fmt::format("If more {} follow, and the quorum with them", plural(spread_word(outlook))),
                  {}};
  tell_standstill(section);
  section.blocks.emplace_back(Paragraph{
      fmt::format("Start managers until {} are up. Only if gone for good, on ONE survivor:", outlook.quorum.majority),
      "", "", 0});
  section.blocks.emplace_back(Command{force_command(""), 0});
  section.blocks.emplace_back(
      Paragraph{"Never on two. Then wait: other survivors come back by themselves in a minute or two; make none of "
                "them leave. The rest: NEXT.md, quorum-lost.",
                "", "", 0});
  return section;
}

/// Managers enough are up: there is nothing to start, and all to lose by forcing.
Section tell_parted(const Outlook& outlook) {
  std::vector<std::string> ids;
  for (const DomainQuorum* entry : outlook.parting)
    if (domain_of(outlook, *entry).level == domain_of(outlook, *outlook.parting.front()).level &&
        ids.size() < cases_at_most)
      ids.push_back(domain_of(outlook, *entry).id);
  Section section{"If the managers are parted", {}};
  section.blocks.emplace_back(Paragraph{
      fmt::format(
          "Without {} managers enough stay up and do not reach each other. Containers go on serving; nothing is "
          "restarted, moved, scaled or deployed. Bring it back, or join the sides by another link.",
          join(ids, " or ")),
      "", "", 0});
  section.blocks.emplace_back(
      Paragraph{"Force no new cluster while the other sides live: there would be several swarms.", "", "", 0});
  return section;
}

}  // namespace

std::vector<Section> tell_runbook(const Outlook& outlook) {
  if (!outlook.parting.empty() && outlook.cases.empty())
    return {tell_parted(outlook), tell_one_down(outlook), tell_more_follow(outlook)};
  if (!outlook.cases.empty()) return {tell_quorum_lost(outlook)};
  return {tell_one_down(outlook), tell_more_follow(outlook)};
}

}  // namespace planner
