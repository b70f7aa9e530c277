// Goals: levels that this layout has, and counts.
#include <fmt/format.h>

#include <algorithm>

#include "planner/model/nearest.hpp"
#include "planner/spec/resolve.hpp"

namespace planner {
bool known_level(Resolver& resolver, const Located<std::string>& level, std::string_view what) {
  const std::vector<std::string>& levels = resolver.cluster.topology.levels;
  if (std::find(levels.begin(), levels.end(), level.value) != levels.end()) return true;
  const std::vector<std::string_view> names(levels.begin(), levels.end());
  const std::string_view near = nearest(level.value, names);
  resolver.decoder.error("unknown-reference", level.where,
                         fmt::format("{}: this layout has no level {}{}", what, level.value,
                                     near.empty() ? "" : fmt::format("; did you mean {}?", near)),
                         fmt::format("levels of this layout: {}", fmt::join(levels, ", ")));
  return false;
}

void resolve_goals(Resolver& resolver) {
  if (!resolver.spec.goals) return;
  const GoalsSpec& spec = *resolver.spec.goals;
  Goals& goals = resolver.cluster.goals;
  goals.levels_stated = !spec.survive.empty();
  for (const IntegerEntry& entry : spec.survive) {
    if (!known_level(resolver, entry.key, "goals.survive")) continue;
    goals.survive.push_back({{{entry.key.value, static_cast<int>(entry.value.value)}}, false, entry.key.where});
  }
  for (const LossSpec& loss : spec.survive_together) {
    SurvivalGoal goal{{}, true, loss.where};
    if (loss.counts.empty() && !resolver.decoder.damaged.contains(loss.where))
      resolver.decoder.error("missing-key", loss.where,
                             "goals.survive_together: name what is lost, such as { zone = 1 }");
    for (const IntegerEntry& entry : loss.counts)
      if (known_level(resolver, entry.key, "goals.survive_together"))
        goal.losses.emplace_back(entry.key.value, static_cast<int>(entry.value.value));
    if (!goal.losses.empty()) goals.survive.push_back(std::move(goal));
  }
  for (const IntegerEntry& entry : spec.capacity)
    if (known_level(resolver, entry.key, "goals.capacity"))
      goals.capacity.push_back({entry.key.value, static_cast<int>(entry.value.value), entry.key.where});
  if (spec.commit_latency) goals.commit_latency = StatedTime{spec.commit_latency->value, spec.commit_latency->where};
  if (spec.downtime) goals.downtime = StatedTime{spec.downtime->value, spec.downtime->where};
  if (spec.max_managers)
    goals.max_managers = MaxManagers{static_cast<int>(spec.max_managers->value), spec.max_managers->where};
}

}  // namespace planner
