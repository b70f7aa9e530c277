// A rehearsal as a story: the verdict, a row a drill, what was wrong with the engine's own words, what it cannot show.
#include <fmt/format.h>

#include <algorithm>
#include <sstream>

#include "planner/emit/rehearsal.hpp"
#include "planner/emit/words.hpp"
#include "planner/whatif/drill_verdict.hpp"

namespace planner {
namespace {

Paragraph plain(std::string text) { return {std::move(text), "", "", 0}; }

std::string seconds(const std::optional<double>& time) { return time ? fmt::format("{:.0f} s", *time) : "-"; }

std::string word(bool kept) { return kept ? "kept" : "LOST"; }

std::string foretold(const Drill& drill) {
  return fmt::format("{}, {} of {}", word(drill.kept), drill.left, drill.managers);
}

std::string of_side(const Drill& drill, const SideSeen& seen, const DrillSide& side) {
  if (!seen.kept) return side.managers.empty() ? "LOST, nobody to ask" : "LOST, no leader";
  return fmt::format("kept, {} of {}", seen.reachable, drill.managers);
}

std::string observed(const Drill& drill, const DrillSeen& seen) {
  if (drill.sides.empty()) return "LOST, nobody left";
  if (seen.sides.size() != drill.sides.size()) return "not seen";
  for (std::size_t i = 0; i < seen.sides.size(); ++i)
    if (seen.sides[i].kept) return of_side(drill, seen.sides[i], drill.sides[i]);
  return of_side(drill, seen.sides.front(), drill.sides.front());
}

std::string nodes_down(const RehearsalPlan& plan, const Drill& drill, const DrillSeen& seen) {
  if (!drill.kept) return "-";
  return fmt::format("{} / {}", foretold_down(plan, drill).size(), seen.called_down.size());
}

Table table_of(const RehearsalPlan& plan, const RehearsalSeen& seen) {
  Table table{{"drill", "foretold", "seen", "Down", "noticed", "well again"}, {}, {}};
  for (std::size_t i = 0; i < seen.drills.size() && i < plan.drills.size(); ++i) {
    const Drill& drill = plan.drills[i];
    const DrillSeen& own = seen.drills[i];
    table.rows.push_back({drill.title, foretold(drill), observed(drill, own), nodes_down(plan, drill, own),
                          seconds(own.noticed), seconds(own.recovered)});
    for (std::size_t side = 0; drill.sides.size() > 1 && side < own.sides.size(); ++side)
      table.rows.push_back(
          {fmt::format("- side of {}", counted(static_cast<int>(drill.sides[side].managers.size()), "manager")),
           word(drill.sides[side].kept), of_side(drill, own.sides[side], drill.sides[side]), "", "", ""});
  }
  return table;
}

Section tell_wrong(const RehearsalPlan& plan, const RehearsalSeen& seen) {
  Section section{"Not as foretold", {}};
  for (std::size_t i = 0; i < seen.drills.size() && i < plan.drills.size(); ++i)
    for (const std::string& line : differences(plan, plan.drills[i], seen.drills[i]))
      section.blocks.emplace_back(Paragraph{line + ".", plan.drills[i].title + ":", "", 0});
  for (std::size_t i = seen.drills.size(); i < plan.drills.size(); ++i)
    section.blocks.emplace_back(Paragraph{"was not tried.", plan.drills[i].title + ":", "", 0});
  std::istringstream lines(seen.trouble);
  for (std::string line; std::getline(lines, line);)
    if (!line.empty()) section.blocks.emplace_back(plain(line));
  return section;
}

std::string promotion(const Drill& drill, const DrillSeen& seen) {
  if (drill.promoted.empty()) return "";
  const auto promoted = static_cast<int>(drill.promoted.size());
  return fmt::format(", {} with {} promoted after {}", drill.left + promoted, counted(promoted, "worker"),
                     seconds(seen.odd_again));
}

std::string joins(int joined_anew) {
  if (joined_anew == 0) return "";
  return fmt::format(" {} had to leave and join anew: promotion alone did not do.", counted(joined_anew, "engine"));
}

std::string restarts(int restarted) {
  if (restarted == 0) return "";
  return fmt::format(" {} that called the Swarm \"error\" had to be started anew.", counted(restarted, "engine"));
}

/// The first step of the runbook, as it was tried.
Section tell_recovery(const RehearsalPlan& plan, const RehearsalSeen& seen) {
  Section section;
  for (std::size_t i = 0; i < seen.drills.size() && i < plan.drills.size(); ++i)
    if (seen.drills[i].started > 0)
      section.blocks.emplace_back(
          Paragraph{fmt::format("{} started, as many as were missing: {}.", counted(seen.drills[i].started, "manager"),
                                seen.drills[i].led_again
                                    ? fmt::format("the quorum was back after {:.0f} s", *seen.drills[i].led_again)
                                    : std::string("the quorum did not come back")),
                    plan.drills[i].title + ":", "", 0});
  for (std::size_t i = 0; i < seen.drills.size() && i < plan.drills.size(); ++i)
    if (plan.drills[i].for_good && seen.drills[i].rejoined)
      section.blocks.emplace_back(Paragraph{
          fmt::format(
              "one survivor took over by --force-new-cluster; {} of {} managers were there after {:.0f} s{}, and "
              "with new machines in place of the dead all was well after {}.{}{}",
              plan.drills[i].left, plan.drills[i].managers, *seen.drills[i].rejoined,
              promotion(plan.drills[i], seen.drills[i]), seconds(seen.drills[i].recovered),
              joins(seen.drills[i].joined_anew), restarts(seen.drills[i].restarted)),
          plan.drills[i].title + ":", "", 0});
  if (!section.blocks.empty()) section.title = "Recovery";
  return section;
}

/// The engine's own, once: what a person will read in that hour.
Section tell_words(const RehearsalSeen& seen) {
  for (const DrillSeen& drill : seen.drills)
    for (const SideSeen& side : drill.sides)
      if (!side.kept && !side.words.empty())
        return {"", {plain(fmt::format("Without a quorum `docker node ls` says: {}", side.words))}};
  return {};
}

}  // namespace

Story tell_rehearsal(const RehearsalPlan& plan, const RehearsalSeen& seen) {
  const std::size_t wrong = count_differing(plan, seen);
  const auto drills = static_cast<int>(plan.drills.size());
  Story story{plan.name, "rehearsed", plan.file, {}};
  Section verdict;
  verdict.blocks.emplace_back(
      wrong == 0 && seen.trouble.empty()
          ? Paragraph{"", fmt::format("ALL AS FORETOLD: {}.", counted(drills, "drill")), "", 0}
          : Paragraph{"", fmt::format("NOT AS FORETOLD: {} of {}.", wrong, counted(drills, "drill")), "", 0});
  verdict.blocks.emplace_back(plain(
      fmt::format("{} of Docker {} booted in {:.0f} s; bootstrap.sh made them one Swarm in {:.0f} s.",
                  counted(static_cast<int>(plan.engines.size()), "engine"), seen.engine, seen.booted, seen.formed)));
  Section table;
  if (!seen.drills.empty()) table.blocks.emplace_back(table_of(plan, seen));
  Section notes;
  for (const std::string& note : plan.notes) notes.blocks.emplace_back(plain(note));
  notes.blocks.emplace_back(plain(
      "Not shown: latency, loss of packets, load, clouds. Down: nodes foretold / called Down by docker node ls."));
  story.sections = {std::move(verdict),        std::move(table),       tell_rehearsed_services(plan, seen),
                    tell_recovery(plan, seen), tell_wrong(plan, seen), tell_words(seen),
                    std::move(notes)};
  std::erase_if(story.sections, [](const Section& section) { return section.blocks.empty(); });
  return story;
}

}  // namespace planner
