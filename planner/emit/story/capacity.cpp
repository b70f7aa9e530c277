// Whether all fits: now, and after the loss of any one domain of each level. Two lines or three.
#include <fmt/format.h>

#include <algorithm>

#include "planner/emit/story/story.hpp"
#include "planner/emit/words.hpp"
#include "planner/rules/capacity_words.hpp"
#include "planner/rules/wording.hpp"

namespace planner {
namespace {

/// Losses after which all fits, and the innermost of those after which it does not: the outer ones hold it.
std::string after_losses(const Capacity& capacity) {
  std::vector<std::string> kept, open;
  const LevelCapacity* failing = nullptr;
  for (const LevelCapacity& level : capacity.levels) {
    if (level.failing > 0)
      failing = &level;
    else
      (level.unknown > 0 ? open : kept).push_back(level.level);
  }
  std::string text =
      kept.empty() ? "All fits now." : fmt::format("All fits now and after any one {}.", join(kept, " or "));
  if (failing != nullptr) {
    const std::string scope =
        failing->failing == failing->domains
            ? fmt::format("any {}", failing->level)
            : fmt::format("{} of {} {}", failing->failing, failing->domains, plural(failing->level));
    text += fmt::format(" Not after {}; without {} {}.", scope, enumerate(failing->worst->lost),
                        bottlenecks_words(*failing->worst));
  }
  if (!open.empty()) text += fmt::format(" Not decided: any one {}.", join(open, " or "));
  return text;
}

std::string verdict(const Capacity& capacity) {
  if (capacity.now.fits == Fits::no) return fmt::format("NOT ALL FITS: {}.", bottlenecks_words(capacity.now));
  if (capacity.now.fits == Fits::unknown)
    return "Not known: no placement of all tasks was found, and none was proved impossible.";
  return after_losses(capacity);
}

}  // namespace

std::optional<Paragraph> tell_capacity(const Facts& facts) {
  if (!facts.capacity || !facts.capacity->limited) return std::nullopt;
  const Capacity& capacity = *facts.capacity;
  std::string text = verdict(capacity);
  if (!capacity.reserves) text += fmt::format(" By ports and max_per_node alone: {}.", unreserved_words(facts.cluster));
  if (!capacity.unsized.empty())
    text += fmt::format(" Without {}: some nodes do not say how much they have.", enumerate(capacity.unsized));
  return Paragraph{text, "Capacity.", "", 0};
}

std::vector<CapacityGoalTold> tell_capacity_goals(const Facts& facts) {
  std::vector<CapacityGoalTold> told;
  if (!facts.capacity) return told;
  for (const CapacityGoalJudged& judged : facts.capacity->goals) {
    const std::string goal = fmt::format("capacity {} {}", judged.level, judged.count);
    if (!judged.met)
      told.push_back(
          {goal, false, fmt::format("without {} {}", enumerate(judged.worst->lost), bottlenecks_words(*judged.worst))});
    else if (judged.proved && facts.capacity->judged())
      told.push_back({goal, true, ""});
  }
  return told;
}

}  // namespace planner
