// The order in which a report is told, its figures in one breath, and its last lines.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "planner/emit/story/outlook.hpp"
#include "planner/emit/story/story.hpp"
#include "planner/emit/words.hpp"

namespace planner {
namespace {

std::string count_findings(const std::vector<Finding>& findings) {
  const auto count = [&](Severity severity) {
    return static_cast<int>(std::count_if(findings.begin(), findings.end(),
                                          [&](const Finding& finding) { return finding.severity == severity; }));
  };
  std::vector<std::string> parts;
  if (const int errors = count(Severity::error); errors > 0) parts.push_back(counted(errors, "error"));
  if (const int warnings = count(Severity::warning); warnings > 0) parts.push_back(counted(warnings, "warning"));
  if (const int hints = count(Severity::info); hints > 0) parts.push_back(counted(hints, "hint"));
  return parts.empty() ? "no findings" : join(parts, ", ");
}

/// Rules whose finding the verdict, the table or the cure has told in full.
constexpr std::array<std::string_view, 10> told_elsewhere = {
    "quorum-lost-with-domain", "survival-goal-missed", "no-managers",       "managers-in-one-zone",
    "manager-count-even",      "two-sites-only",       "manager-count-low", "quorum-lost-with-link",
    "latency-goal-missed",     "downtime-goal-missed"};

FindingList untold(const Report& report) {
  FindingList list{{}, report.facts.file};
  for (const Finding& finding : report.findings)
    if (std::find(told_elsewhere.begin(), told_elsewhere.end(), finding.rule) == told_elsewhere.end())
      list.findings.push_back(finding);
  std::stable_sort(list.findings.begin(), list.findings.end(),
                   [](const Finding& a, const Finding& b) { return a.severity > b.severity; });
  return list;
}

std::string goal_text(const SurvivalGoal& goal) {
  std::vector<std::string> parts;
  for (const auto& [level, count] : goal.losses) parts.push_back(fmt::format("{} {}", level, count));
  return "survive " + join(parts, " and ") + (goal.together ? " together" : "");
}

std::string goals_kept(const Facts& facts) {
  std::vector<std::string> met;
  std::vector<std::string> unproved;
  const std::vector<SurvivalGoal>& goals = facts.cluster.goals.survive;
  if (!facts.quorum) return "";
  for (std::size_t i = 0; i < goals.size() && i < facts.quorum->goals.size(); ++i) {
    const GoalQuorum& judged = facts.quorum->goals[i];
    if (judged.met) (judged.proved ? met : unproved).push_back(goal_text(goals[i]));
  }
  const std::optional<MaxManagers>& most = facts.cluster.goals.max_managers;
  if (most && facts.quorum->managers <= most->count) met.push_back(fmt::format("max_managers {}", most->count));
  for (const TimeGoalJudged& judged : judge_time_goals(facts))
    if (judged.met) met.push_back(judged.goal);
  for (const CapacityGoalTold& told : tell_capacity_goals(facts))
    if (told.met) met.push_back(told.goal);
  std::vector<std::string> parts;
  if (!met.empty()) parts.push_back(fmt::format("Goals met: {}.", join(met, ", ")));
  if (!unproved.empty())
    parts.push_back(
        fmt::format("Neither met nor missed for certain, too many losses to try: {}.", join(unproved, ", ")));
  return fmt::format("{}", fmt::join(parts, " "));
}

int edge_regions(const Topology& topology) {
  return static_cast<int>(std::count_if(topology.places.begin(), topology.places.end(),
                                        [](const Place& place) { return place.edge && place.level == Level::region; }));
}

void add_missed(const Facts& facts, Section& verdict) {
  for (const TimeGoalJudged& judged : judge_time_goals(facts))
    if (!judged.met)
      verdict.blocks.emplace_back(Paragraph{fmt::format("{}: {}.", judged.goal, judged.found), "GOAL MISSED:", "", 0});
  for (const CapacityGoalTold& told : tell_capacity_goals(facts))
    if (!told.met)
      verdict.blocks.emplace_back(Paragraph{fmt::format("{}: {}.", told.goal, told.why), "GOAL MISSED:", "", 0});
}

std::vector<Section> tell_centralized(const Facts& facts) {
  Outlook outlook = outlook_of(facts.cluster, *facts.quorum);
  if (facts.partitions) outlook.partitions = &*facts.partitions;
  std::vector<Section> sections = {tell_verdict(outlook), tell_numbers(outlook), tell_losses(outlook)};
  add_missed(facts, sections.front());
  for (Section& section : tell_runbook(outlook)) sections.push_back(std::move(section));
  sections.push_back(tell_survival(facts));
  if (std::optional<Paragraph> capacity = tell_capacity(facts))
    sections.back().blocks.emplace_back(std::move(*capacity));
  sections.push_back(tell_cure(outlook));
  return sections;
}

}  // namespace

std::string layout_sentence(const Topology& topology) {
  std::vector<std::string> parts;
  for (const Level level : {Level::group, Level::region, Level::zone, Level::rack})
    if (const int count = count_places(topology, level); count > 0) parts.push_back(counted(count, name_of(level)));
  const auto declared = std::count_if(topology.domains.begin(), topology.domains.end(),
                                      [](const FailureDomain& domain) { return !domain.place; });
  if (declared > 0) parts.push_back(counted(static_cast<int>(declared), "declared domain"));
  parts.push_back(counted(count_roles(topology).total(), "node"));
  std::string text = join(parts, ", ") + ".";
  if (const int edges = edge_regions(topology); edges > 0)
    text += fmt::format(" {} outside the Swarm.",
                        edges == 1 ? "1 region is an edge," : fmt::format("{} regions are edges,", edges));
  return text;
}

Section tell_numbers(const Outlook& outlook) {
  const Quorum& quorum = outlook.quorum;
  std::string text = fmt::format("{}: {} needed, {} may be down.", counted(quorum.managers, "manager"), quorum.majority,
                                 quorum.tolerated == 0 ? "none" : std::to_string(quorum.tolerated));
  if (quorum.managers % 2 == 0 && outlook.cases.empty())
    text += fmt::format(" {} would tolerate as many.", quorum.managers - 1);
  return {"", {Paragraph{text + " " + layout_sentence(outlook.cluster.topology), "", "", 0}}};
}

std::vector<Section> tell_no_managers(const Cluster& cluster) {
  Section verdict{"", {Paragraph{"nothing can be started, scaled or deployed.", "NO MANAGERS, SO NO SWARM:", "", 0}}};
  Section numbers{"", {Paragraph{layout_sentence(cluster.topology), "", "", 0}}};
  std::vector<std::string> zones;
  for (const Place& place : cluster.topology.places)
    if (place.level == Level::zone && !place.edge && zones.size() < 3) zones.push_back(place.id);
  const std::string cure =
      zones.size() == 3 ? fmt::format("One manager in each of {}: then any one zone may die.", join(zones, " and "))
                        : "Three managers: then any one may die; in three zones, any one zone.";
  return {verdict, numbers, {"Cure", {Paragraph{cure, "", "", 0}}}};
}

Section tell_closing(const Report& report) {
  Section section;
  const Cluster& cluster = report.facts.cluster;
  FindingList findings = untold(report);
  if (!findings.findings.empty()) section.blocks.emplace_back(std::move(findings));
  std::vector<std::string> parts;
  if (!cluster.unjudged.empty()) parts.push_back(join(cluster.unjudged, ", "));
  if (!cluster.absent.empty()) parts.push_back(fmt::format("{} (not in the spec)", join(cluster.absent, ", ")));
  std::string last = goals_kept(report.facts);
  if (!last.empty()) last += " ";
  if (!parts.empty()) last += fmt::format("Not judged: {}. ", join(parts, "; "));
  last += "This is the plan, not the live swarm.";
  // Where to find more is told only where it costs no line.
  constexpr std::size_t two_lines = 158;
  const std::string more = " All cut sets: report --format json";
  if (report.facts.quorum && last.size() + more.size() <= two_lines) last += more;
  section.blocks.emplace_back(Paragraph{last, "", "", 0});
  return section;
}

Story tell(const Report& report) {
  const Facts& facts = report.facts;
  Story story{
      facts.cluster.name, count_findings(report.findings), facts.file == "-" ? "standard input" : facts.file, {}};
  if (facts.cluster.control == Control::decentralized) {
    story.sections = tell_decentralized(facts.cluster);
  } else if (facts.quorum) {
    story.sections = tell_centralized(facts);
  } else {
    story.sections = tell_no_managers(facts.cluster);
  }
  story.sections.push_back(tell_closing(report));
  std::erase_if(story.sections, [](const Section& section) { return section.blocks.empty(); });
  return story;
}

}  // namespace planner
