// What the figures of the spec add to the count of managers: where the links part, how long a change takes, how likely
// the quorum is lost. A line or two each, and only where the spec gives what they need.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "planner/emit/story/outlook.hpp"
#include "planner/emit/story/story.hpp"
#include "planner/emit/words.hpp"
#include "planner/rules/wording.hpp"
#include "planner/swarm/timing.hpp"
#include "planner/whatif/failover.hpp"

namespace planner {
namespace {

constexpr std::size_t names_at_once = 4;
constexpr std::size_t sets_at_once = 2;

Paragraph plain(std::string text) { return {std::move(text), "", "", 0}; }

const std::string& id_of(const Facts& facts, PlaceIndex place) {
  return facts.cluster.topology.places[static_cast<std::size_t>(place)].id;
}

std::string name_of(const NamedPartitions& partitions, const RoutingElement& element) {
  const auto index = static_cast<std::size_t>(element.index);
  if (element.kind == ElementKind::site) return partitions.sites[index];
  return fmt::format("{}", fmt::join(partitions.links[index], " - "));
}

/// "fra - ams and fra - nyc; …", those of the smallest size.
std::string smallest_sets(const NamedPartitions& partitions, const PartitionCuts& cuts) {
  std::vector<std::string> sets;
  std::size_t more = 0;
  for (const std::vector<RoutingElement>& set : cuts.sets) {
    if (static_cast<int>(set.size()) != *cuts.smallest) continue;
    if (sets.size() == sets_at_once) {
      ++more;
      continue;
    }
    std::vector<std::string> names;
    for (const RoutingElement& element : set) names.push_back(name_of(partitions, element));
    sets.push_back(join(names, " and "));
  }
  return fmt::format("{}{}", fmt::join(sets, "; or "),
                     more > 0 ? fmt::format("; or {}", counted(static_cast<int>(more), "more way")) : "");
}

std::string link_sentence(const NamedPartitions& partitions) {
  const PartitionCuts& cuts = partitions.found.link_cuts;
  if (!cuts.smallest)
    return cuts.within ? fmt::format("No {} links cut at once part it.", *cuts.within) : "No cut of links parts it.";
  if (*cuts.smallest == 0) return "";
  if (*cuts.smallest == 1) return fmt::format("It takes one link: {}.", smallest_sets(partitions, cuts));
  return fmt::format("It takes {} links cut at once: {}.", number_word(*cuts.smallest),
                     smallest_sets(partitions, cuts));
}

std::optional<Paragraph> tell_links(const Facts& facts) {
  if (!facts.partitions) return std::nullopt;
  const NamedPartitions& partitions = *facts.partitions;
  std::vector<std::string> parts{link_sentence(partitions)};
  std::vector<std::string> single;
  for (const int site : partitions.found.single.articulation)
    single.push_back(partitions.sites[static_cast<std::size_t>(site)]);
  for (const int link : partitions.found.single.bridges)
    single.push_back(name_of(partitions, {ElementKind::link, link}));
  if (!single.empty()) parts.push_back(fmt::format("Alone on some way: {}.", folded(single, names_at_once)));
  return Paragraph{fmt::format("{}", fmt::join(parts, " ")), "Links.", "", 0};
}

std::string leaders_in(const Facts& facts, double ms) {
  std::vector<std::string> places;
  for (const Leader& leader : facts.latency.latency->leaders)
    if (leader.commit_ms == ms) places.push_back(id_of(facts, leader.place));
  return places.size() <= 2 ? join(places, " or ") : fmt::format("{} and {} more", places.front(), places.size() - 1);
}

std::optional<Paragraph> tell_latency(const Facts& facts) {
  if (!facts.latency.latency) return std::nullopt;
  const Latency& latency = *facts.latency.latency;
  std::string text = latency.best_ms == latency.worst_ms
                         ? fmt::format("A change takes {}, whoever leads", milliseconds(latency.best_ms))
                         : fmt::format("A change takes {} with the leader in {}, {} in {}",
                                       milliseconds(latency.best_ms), leaders_in(facts, latency.best_ms),
                                       milliseconds(latency.worst_ms), leaders_in(facts, latency.worst_ms));
  if (latency.worst_after_loss && latency.worst_after_loss->commit_ms > latency.worst_ms)
    text += fmt::format("; {} at worst after losing {}", milliseconds(latency.worst_after_loss->commit_ms),
                        latency.worst_after_loss->lost);
  return Paragraph{text + (latency.estimated ? ". Estimated from coordinates." : "."), "Latency.", "", 0};
}

std::optional<Paragraph> tell_chance(const Facts& facts) {
  if (!facts.loss) return std::nullopt;
  const QuorumLoss& loss = *facts.loss;
  const double total = loss.with_links.value_or(loss.total.probability);
  std::string text = fmt::format("The quorum is lost {} a year (chance {:.2g}{}", minutes(total * kMinutesPerYear),
                                 total, loss.with_links ? ", links included" : "");
  if (!loss.total.complete) text += fmt::format(", or up to {:.2g} more", loss.total.error_bound);
  if (loss.with_links) text += fmt::format("; {} without them", minutes(loss.total.probability * kMinutesPerYear));
  text += ").";
  if (loss.if_independent < loss.total.probability / 2)
    text += fmt::format(" Were all managers independent: {}.", minutes(loss.if_independent * kMinutesPerYear));
  if (!loss.importance.empty() && loss.importance.front().birnbaum > 0)
    text += fmt::format(" {} weighs most.", loss.importance.front().id);
  if (!loss.no_links_reason.empty()) text += fmt::format(" Links are left out: {}.", loss.no_links_reason);
  return Paragraph{text, "Chance.", "", 0};
}

std::string what_a_zone_buys(const Facts& facts) {
  if (!facts.loss || !facts.loss->one_more_zone) return "";
  const OneMoreZone& more = *facts.loss->one_more_zone;
  if (more.probability >= facts.loss->total.probability) return "";
  return fmt::format("One zone more, with {}, makes that {} a year{}.",
                     more.moved_from.empty() ? "one more manager" : fmt::format("a manager of {}", more.moved_from),
                     minutes(more.probability * kMinutesPerYear), facts.loss->with_links ? " without links" : "");
}

void add_latency_goal(const Facts& facts, std::vector<TimeGoalJudged>& judged) {
  const std::optional<StatedTime>& goal = facts.cluster.goals.commit_latency;
  if (!goal || !facts.latency.latency) return;
  const double limit = goal->seconds * 1000, worst = facts.latency.latency->worst_ms;
  judged.push_back({fmt::format("commit_latency {}", milliseconds(limit)),
                    fmt::format("{} with the leader in {}", milliseconds(worst), leaders_in(facts, worst)),
                    worst <= limit});
}

void add_downtime_goal(const Facts& facts, std::vector<TimeGoalJudged>& judged) {
  const std::optional<StatedTime>& goal = facts.cluster.goals.downtime;
  if (!goal || !facts.loss) return;
  const double expected = facts.loss->with_links.value_or(facts.loss->total.probability) * kMinutesPerYear;
  judged.push_back({fmt::format("downtime {}", minutes(goal->seconds / 60)),
                    fmt::format("{} a year are expected", minutes(expected)), expected * 60 <= goal->seconds});
}

}  // namespace

std::string replaced_after(const Cluster& cluster) {
  const std::optional<StatedTime>& stated = cluster.network.dispatcher_heartbeat;
  const Failover times = failover_times(stated ? stated->seconds : kDispatcherHeartbeat);
  const Span &outside = times.replaced_leader_outside, &inside = times.replaced_leader_inside;
  return fmt::format("after {:.0f} to {:.0f} s, {:.0f} to {:.0f} if the leader died", std::floor(outside.least),
                     std::ceil(outside.most), std::floor(inside.least), std::ceil(inside.most));
}

std::vector<TimeGoalJudged> judge_time_goals(const Facts& facts) {
  std::vector<TimeGoalJudged> judged;
  add_latency_goal(facts, judged);
  add_downtime_goal(facts, judged);
  return judged;
}

Section tell_survival(const Facts& facts) {
  Section section;
  for (std::optional<Paragraph> paragraph : {tell_links(facts), tell_latency(facts), tell_chance(facts)})
    if (paragraph) section.blocks.emplace_back(std::move(*paragraph));
  if (const std::string buys = what_a_zone_buys(facts); !buys.empty()) section.blocks.emplace_back(plain(buys));
  return section;
}

}  // namespace planner
