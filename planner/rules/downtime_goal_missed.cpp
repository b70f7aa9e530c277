// The goal downtime, and a chance of losing the quorum that comes to more.
#include <fmt/format.h>

#include "planner/rules/all.hpp"
#include "planner/rules/wording.hpp"

namespace planner {
namespace {

constexpr SourceFile bad[] = {{"cluster.toml", R"([goals]
downtime = "1h"

[availability]
zone = { mtbf = "30d", mttr = "8h" }

[fra]
a = { managers = 1 }
b = { managers = 1 }
c = { managers = 1 }
)"}};

constexpr SourceFile good[] = {{"cluster.toml", R"([goals]
downtime = "1h"

[availability]
zone = { mtbf = "30d", mttr = "8h" }

[fra]
a = { managers = 1 }
b = { managers = 1 }
c = { managers = 1 }
d = { managers = 1 }
e = { managers = 1 }
)"}};

std::string help(const QuorumLoss& loss) {
  if (loss.with_links && *loss.with_links > 2 * loss.total.probability)
    return fmt::format("most of it is links: without them it would be {} a year; a second way between the sides helps",
                       minutes(loss.total.probability * kMinutesPerYear));
  std::string text;
  if (!loss.importance.empty())
    text = fmt::format("{} weighs most: move managers out of it", loss.importance.front().id);
  if (loss.one_more_zone && loss.one_more_zone->probability < loss.total.probability)
    text += fmt::format("{}one more zone with {} would make it {} a year", text.empty() ? "" : "; ",
                        loss.one_more_zone->moved_from.empty()
                            ? "one more manager"
                            : fmt::format("a manager from {}", loss.one_more_zone->moved_from),
                        minutes(loss.one_more_zone->probability * kMinutesPerYear));
  return text.empty() ? "spread the managers over more places, or raise the goal" : text;
}

std::vector<Finding> check(const Facts& facts) {
  const std::optional<StatedTime>& goal = facts.cluster.goals.downtime;
  if (!goal || !facts.quorum) return {};
  const double limit = goal->seconds / 60;
  if (!facts.loss)
    return {
        {.severity = Severity::warning,
         .message = fmt::format("the goal of {} of lost quorum a year could not be judged: the spec does not say how "
                                "often anything fails",
                                minutes(limit)),
         .where = goal->where,
         .help = "give figures in [availability], such as zone = { mtbf = \"1y\", mttr = \"4h\" }"}};
  const double probability = facts.loss->with_links.value_or(facts.loss->total.probability);
  const double expected = probability * kMinutesPerYear;
  if (expected <= limit) return {};
  return {
      {.message = fmt::format("the goal of {} of lost quorum a year is missed: {} are expected, a chance of {:.2g} at "
                              "any moment{}",
                              minutes(limit), minutes(expected), probability,
                              facts.loss->with_links ? ", links that fail included" : ""),
       .where = goal->where,
       .place = facts.loss->importance.empty() ? "" : facts.loss->importance.front().id,
       .help = help(*facts.loss)}};
}

}  // namespace

const Rule downtime_goal_missed{
    .name = "downtime-goal-missed",
    .severity = Severity::error,
    .needs = Input::spec,
    .summary = "the expected loss of the quorum comes to more than [goals] allows",
    .why =
        "From the figures in [availability] follows the chance that fewer than a majority of the managers is up at a "
        "random moment, with all that dies together dying together; times 525,600 that is minutes a year. Where links "
        "have figures, sides that do not reach each other count too. It is a warning where there are no figures. "
        "The figure is as good as those given: what has none does not fail here.\n"
        "Source: docs/quorum.md, and Ford et al., Availability in Globally Distributed Storage Systems, OSDI 2010, on "
        "why failures must not be taken as independent.",
    .fix =
        "Move managers out of the place that weighs most, or add a zone; the report tells which, and what it buys. Or "
        "raise downtime.",
    .bad = bad,
    .good = good,
    .check = check,
};

}  // namespace planner
