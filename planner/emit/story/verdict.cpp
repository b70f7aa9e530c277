// The first lines of a report: what stops the swarm, the outermost place first, and what it survives.
#include <fmt/format.h>

#include <algorithm>

#include "planner/emit/story/outlook.hpp"
#include "planner/emit/story/story.hpp"
#include "planner/emit/text_layout.hpp"
#include "planner/emit/words.hpp"

namespace planner {
namespace {

constexpr std::size_t names_at_once = 6;

std::vector<std::string> ids_of(const Outlook& outlook, const std::vector<const DomainQuorum*>& entries) {
  std::vector<std::string> ids;
  for (const DomainQuorum* entry : entries) ids.push_back(domain_of(outlook, *entry).id);
  if (ids.size() <= names_at_once) return ids;
  const std::size_t more = ids.size() - names_at_once;
  ids.resize(names_at_once);
  ids.push_back(fmt::format("{} more", more));
  return ids;
}

std::string left_and_needed(const Quorum& quorum, int least, int most) {
  return fmt::format("{} of {} managers {} left, {} are needed.", range(least, most), quorum.managers,
                     most == 1 ? "is" : "are", quorum.majority);
}

Paragraph few_managers(const Outlook& outlook) {
  const std::vector<std::string> hosts = [&] {
    std::vector<std::string> names;
    for (const Case& each : outlook.cases) names.push_back(each.id);
    return names;
  }();
  if (hosts.size() == 1) return {hosts[0], "LOSING THE ONLY MANAGER STOPS THIS SWARM:", "", 0};
  return {left_and_needed(outlook.quorum, 1, 1) + " They are " + join(hosts, " and ") + ".",
          "LOSING EITHER MANAGER STOPS THIS SWARM:", "", 0};
}

/// "the region us.west", "provider.hetzner"
std::string with_level(const std::string& level, const std::string& id) {
  return id.rfind(level + ".", 0) == 0 ? id : fmt::format("the {} {}", level, id);
}

std::vector<Paragraph> stopped_by(const Outlook& outlook) {
  std::vector<Paragraph> lines;
  std::vector<std::string> others;
  for (const std::string& level : outlook.cluster.topology.levels) {
    const std::vector<const DomainQuorum*> fatal = fatal_at(outlook, level);
    if (fatal.empty()) continue;
    const std::vector<std::string> ids = ids_of(outlook, fatal);
    if (lines.empty()) {
      const auto [least, most] = std::minmax_element(
          fatal.begin(), fatal.end(), [](const DomainQuorum* a, const DomainQuorum* b) { return a->left < b->left; });
      const std::string lead = fmt::format("LOSING {} STOPS THIS SWARM:", join(ids, " OR "));
      const std::string full = left_and_needed(outlook.quorum, (*least)->left, (*most)->left);
      const std::string brief = fmt::format("{} of {} managers left, {} needed.", range((*least)->left, (*most)->left),
                                            outlook.quorum.managers, outlook.quorum.majority);
      lines.push_back({lead.size() + full.size() < page_width ? full : brief, lead, "", 0});
      continue;
    }
    for (const std::string& id : ids) others.push_back(with_level(level, id));
  }
  if (!others.empty()) lines.push_back({fmt::format("So does losing {}.", join(others, " or ")), "", "", 0});
  return lines;
}

/// "any one region or any two zones": levels that survive a loss, an inner one only if it survives more than those
/// around it.
std::vector<std::string> survived(const Outlook& outlook, int beyond) {
  std::vector<std::string> parts;
  int outer = beyond;
  for (const LevelQuorum& level : outlook.quorum.levels) {
    if (level.level == "node" || level.domains < 2) continue;
    const bool declared =
        level.level != "group" && level.level != "region" && level.level != "zone" && level.level != "rack";
    if (level.survives < 1 || (!declared && level.survives <= outer)) continue;
    if (!declared) outer = level.survives;
    if (level.level == outlook.level && beyond > 0) continue;
    parts.push_back(level.survives >= level.domains
                        ? fmt::format("all {} {} together", number_word(level.domains), plural(level.level))
                        : fmt::format("any {} {}", number_word(level.survives),
                                      level.survives == 1 ? level.level : plural(level.level)));
  }
  return parts;
}

std::string all_there_is(const Outlook& outlook) {
  return outlook.whole.empty() ? "" : domain_of(outlook, *outlook.whole.front()).id;
}

/// "LOSING hub STOPS THIS SWARM: …" where managers enough live on, apart from each other.
std::vector<Paragraph> parted_by(const Outlook& outlook) {
  std::vector<Paragraph> lines;
  if (!outlook.parting.empty()) {
    std::vector<const DomainQuorum*> outermost;
    for (const DomainQuorum* entry : outlook.parting)
      if (domain_of(outlook, *entry).level == domain_of(outlook, *outlook.parting.front()).level)
        outermost.push_back(entry);
    const DomainQuorum& worst = **std::ranges::min_element(outermost, {}, &DomainQuorum::side);
    lines.push_back({fmt::format("{} of {} managers stay up, {} on the largest side, {} are needed.", worst.left,
                                 outlook.quorum.managers, worst.side, outlook.quorum.majority),
                     fmt::format("LOSING {} PARTS THIS SWARM:", join(ids_of(outlook, outermost), " OR ")), "", 0});
  }
  if (outlook.partitions == nullptr) return lines;
  std::vector<std::string> links;
  for (const std::vector<RoutingElement>& set : outlook.partitions->found.link_cuts.sets) {
    if (set.size() != 1) continue;
    const auto& [from, to] = outlook.partitions->links[static_cast<std::size_t>(set.front().index)];
    links.push_back(fmt::format("{} - {}", from, to));
  }
  if (!links.empty())
    lines.push_back({fmt::format("no side then holds the {} of {} managers that are needed.", outlook.quorum.majority,
                                 outlook.quorum.managers),
                     fmt::format("CUTTING THE LINK {} STOPS THIS SWARM:", folded(links, names_at_once)), "", 0});
  return lines;
}

/// What one loss more than the survivable ones does.
std::string next_loss(const Outlook& outlook, const LevelQuorum& level) {
  const std::string whole = all_there_is(outlook);
  const auto fatal = std::find_if(level.losses.begin(), level.losses.end(),
                                  [](const LossOfSome& loss) { return loss.fatal.decimal != "0"; });
  if (fatal == level.losses.end())
    return whole.empty() ? "" : fmt::format("Losing {} as a whole stops this swarm.", whole);
  const bool always = fatal->fatal.exact && fatal->fatal.decimal == fatal->total.decimal;
  std::string text = number_word(fatal->lost);
  text[0] = upper(text.substr(0, 1))[0];
  text += " " + plural(level.level);
  if (!whole.empty() && always) return fmt::format("{}, or {} as a whole, stop this swarm.", text, whole);
  return fmt::format("{} {} this swarm.", text, always ? "stop" : "can stop");
}

/// How much more may fail after the heaviest domain.
std::string spare_after(const Outlook& outlook, const LevelQuorum& level) {
  if (!level.spare) return "";
  std::vector<std::string> heaviest;
  const int left = outlook.quorum.majority + *level.spare;
  std::size_t with_managers = 0;
  for (const DomainQuorum& entry : outlook.quorum.domains) {
    if (domain_of(outlook, entry).level != level.level || entry.managers == 0) continue;
    ++with_managers;
    if (entry.left == left) heaviest.push_back(domain_of(outlook, entry).id);
  }
  const std::string who = heaviest.size() > 1 && heaviest.size() == with_managers ? "any of them"
                          : heaviest.size() <= 3                                  ? join(heaviest, " or ")
                                                                                  : "the largest of them";
  if (*level.spare == 0)
    return fmt::format("After {} nothing more may fail: {} managers are left, {} are needed.", who, left,
                       outlook.quorum.majority);
  return fmt::format("After {}, {} more may fail: {} managers are left, {} are needed.", who,
                     counted(*level.spare, "manager"), left, outlook.quorum.majority);
}

std::vector<Paragraph> survives(const Outlook& outlook) {
  const LevelQuorum* level = find_level(outlook.quorum, outlook.level);
  if (level == nullptr) {
    const std::string whole = all_there_is(outlook);
    return {{whole.empty() ? "" : fmt::format("Losing {}, where all of it stands, stops this swarm.", whole),
             fmt::format("ANY {} OF {} MANAGERS MAY DIE.", outlook.quorum.tolerated, outlook.quorum.managers), "", 0}};
  }
  if (level->survives == 0)
    return {{fmt::format("Not all losses of a {} could be tried: too many places and links.", level->level),
             "NO SINGLE LOSS WAS FOUND THAT STOPS THIS SWARM.", "", 0}};
  const bool one = level->survives == 1;
  std::vector<Paragraph> lines = {{next_loss(outlook, *level),
                                   level->survives >= level->domains
                                       ? fmt::format("ALL {} {} MAY DIE.", level->domains, upper(plural(level->level)))
                                       : fmt::format("ANY {} {} MAY DIE.", upper(number_word(level->survives)),
                                                     upper(one ? level->level : plural(level->level))),
                                   "", 0}};
  if (const std::string after = spare_after(outlook, *level); !after.empty()) lines.push_back({after, "", "", 0});
  const std::vector<std::string> more = survived(outlook, level->survives);
  if (!more.empty()) lines.push_back({fmt::format("It also survives {}.", join(more, " or ")), "", "", 0});
  return lines;
}

/// Whether the first line has given the figures of that loss.
bool told(const Outlook& outlook, const std::string& id) {
  if (outlook.quorum.tolerated == 0 || outlook.fatal.empty()) return false;
  const std::string& level = domain_of(outlook, *outlook.fatal.front()).level;
  const std::vector<const DomainQuorum*> first = fatal_at(outlook, level);
  return first.size() == 1 && domain_of(outlook, *first.front()).id == id;
}

std::string goal_missed(const Outlook& outlook, const SurvivalGoal& goal, const GoalQuorum& judged) {
  std::vector<std::string> parts;
  for (const auto& [level, count] : goal.losses) parts.push_back(fmt::format("{} {}", level, count));
  const std::string what = fmt::format("survive {}", join(parts, " and "));
  if (judged.witness.size() == 1 && told(outlook, judged.witness.front())) return what + ".";
  const std::string witness =
      judged.witness.size() <= names_at_once ? join(judged.witness, " and ") : folded(judged.witness, names_at_once);
  return fmt::format("{}: losing {} leaves {} of {} managers{}, {} are needed.", what, witness, judged.left,
                     outlook.quorum.managers, judged.parted ? " on the largest side" : "", outlook.quorum.majority);
}

}  // namespace

Section tell_verdict(const Outlook& outlook) {
  Section section;
  const Quorum& quorum = outlook.quorum;
  if (quorum.tolerated == 0) {
    section.blocks.emplace_back(few_managers(outlook));
  } else if (outlook.fatal.empty() && outlook.parting.empty()) {
    for (Paragraph& line : survives(outlook)) section.blocks.emplace_back(std::move(line));
    for (Paragraph& line : parted_by(outlook)) section.blocks.emplace_back(std::move(line));
  } else {
    for (Paragraph& line : stopped_by(outlook)) section.blocks.emplace_back(std::move(line));
    for (Paragraph& line : parted_by(outlook)) section.blocks.emplace_back(std::move(line));
    const std::vector<std::string> parts = survived(outlook, 0);
    section.blocks.emplace_back(Paragraph{
        parts.empty() ? fmt::format("It survives only the loss of single managers: {} may be down.", quorum.tolerated)
                      : fmt::format("It keeps its quorum through {}.", join(parts, " or ")),
        "", "", 0});
  }
  const std::vector<SurvivalGoal>& goals = outlook.cluster.goals.survive;
  for (std::size_t i = 0; i < goals.size() && i < quorum.goals.size(); ++i)
    if (!quorum.goals[i].met)
      section.blocks.emplace_back(Paragraph{goal_missed(outlook, goals[i], quorum.goals[i]), "GOAL MISSED:", "", 0});
  return section;
}

}  // namespace planner
